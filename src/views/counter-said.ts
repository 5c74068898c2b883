import { never } from '../domain/brand.ts';
import type { Deal } from '../domain/deal.ts';
import { shareOf } from '../domain/money.ts';
import { hasOfferedValue, type LedgerEntry } from '../domain/negotiation.ts';
import { percentText } from '../domain/setting-text.ts';
import type { Line } from './blocks.ts';
import { standLine } from './counter-view.ts';
import { type Look, moneyIn } from './look.ts';
import { VALUE_NAMES } from './words.ts';

/** After a line was added to the ledger: what it was, how it stands now, and what comes next. */
export function counterLines(deal: Deal, look: Look): Line[] {
  const last = deal.ledger.at(-1);
  if (last === undefined) return [];
  return [[{ bold: saidText(last, deal, look) }], standLine(deal, look), ...nextLines(last, deal)];
}

function saidText(entry: LedgerEntry, { proposals }: Deal, look: Look): string {
  switch (entry.kind) {
    case 'asked-discount': {
      const first = proposals[0]?.amount;
      const share = `They ask for ${percentText(entry.basisPoints, look.settings.decimal)} % off`;
      return first === undefined
        ? `${share}.`
        : `${share}: ${moneyIn(look, shareOf(first, entry.basisPoints))} of the first proposal.`;
    }
    case 'asked-term':
    case 'asked-other':
      return 'What they ask is on the ledger.';
    case 'value':
      return `Offered: ${VALUE_NAMES[entry.value]}.`;
    case 'discount':
      return `${moneyIn(look, entry.amount)} given${entry.isOverLimit ? ', over the limit' : ''}.`;
    default:
      return never(entry);
  }
}

function nextLines(entry: LedgerEntry, { ledger }: Deal): Line[] {
  const isAsk = entry.kind !== 'value' && entry.kind !== 'discount';
  if (!isAsk || hasOfferedValue(ledger)) return [];
  return [
    'Offer value first: it answers the ask, and the price stays.',
    'Ask: “If the price stays, what else would make this easier for you: onboarding, training, a longer term?”',
  ];
}
