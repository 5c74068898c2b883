import type { Stage } from '../domain/stages.ts';
import { folded } from '../domain/text.ts';
import { Wrong, yesCell } from './cells.ts';
import { quoted } from './read-csv.ts';
import { PLACES, type Place, placeOf } from './stage-names.ts';

/** Cells in which exports say where a deal stands; an export has some of them. */
export type PlaceCells = {
  readonly stage: string;
  readonly status: string;
  readonly isWon: string;
  readonly isClosed: string;
};

export type Outcome = { readonly is: 'live'; readonly stage: Stage } | { readonly is: 'won' } | LostFrom;
type LostFrom = { readonly is: 'lost'; readonly from: Stage | null };

/**
 * Where a deal stands: by its status, or by the marks won and closed, or else by its stage alone. The stage from which a
 * deal was lost is known where the export keeps stage and status apart.
 */
export function placed(cells: PlaceCells, told: ReadonlyMap<string, Place>): Outcome | Wrong {
  const place = cells.stage === '' ? null : placeOf(cells.stage, told);
  const status = statusOf(cells);
  if (status instanceof Wrong) return status;
  const isClosed = place === 'won' || place === 'lost';
  const is = status ?? (isClosed ? place : 'open');
  if (isClosed && is !== place) {
    return new Wrong(`the stage ${quoted(cells.stage)} does not go with a deal that is ${is}`);
  }
  if (is === 'won') return { is };
  if (is === 'lost') return { is, from: place === 'won' || place === 'lost' ? null : place };
  if (cells.stage === '') return new Wrong('no stage: expected one, as the deal is open');
  if (place === null || place === 'won' || place === 'lost') return unknown(cells.stage);
  return { is: 'live', stage: place };
}

function unknown(stage: string): Wrong {
  const name = quoted(stage).slice(1, -1);
  return new Wrong(`the stage "${name}" is not known: say which it is by --stage "${name}=…" (${PLACES.join(', ')})`);
}

function statusOf({ status, isWon, isClosed }: PlaceCells): 'open' | 'won' | 'lost' | null | Wrong {
  switch (folded(status)) {
    case '':
      return marked(yesCell(isWon), yesCell(isClosed));
    case 'open':
    case 'won':
    case 'lost':
      return folded(status) as 'open' | 'won' | 'lost';
    default:
      return new Wrong(`the status ${quoted(status)} is not known: expected open, won or lost`);
  }
}

type Mark = ReturnType<typeof yesCell>;

function marked(isWon: Mark, isClosed: Mark): 'open' | 'won' | 'lost' | null | Wrong {
  if (isWon instanceof Wrong) return isWon;
  if (isClosed instanceof Wrong) return isClosed;
  if (isWon === true) return 'won';
  if (isClosed === true) return isWon === false ? 'lost' : null;
  return isClosed === false ? 'open' : null;
}
