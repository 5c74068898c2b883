import type { KnownBlock } from '@slack/types';
import { section } from './blocks.ts';
import { cut } from './limits.ts';

type Entry = readonly [usage: string, does: string];

const DEAL: readonly Entry[] = [
  ['/deal', 'your live deals, those that need you first'],
  ['/deal list team', 'the live deals of your team'],
  ['/deal new Acme', 'opens a deal; the company may be left out'],
  ['/deal Acme', 'the deal’s card, with all that can be done; a part of the name is enough'],
];
const QUALIFY: readonly Entry[] = [
  ['/qualify Acme', 'the four questions, after the first call; “not asked yet” is always fine'],
];
const ADVANCE: readonly Entry[] = [['/advance Acme', 'the form of the next gate; also back, park and lost']];
const COACH: readonly Entry[] = [
  ['/coach quota', 'the quotas of your team for a quarter (for managers)'],
  ['/coach digest', 'what is posted where on a schedule: add, change, pause, preview, post now (for managers)'],
  ['/coach setup', 'currency, zone, holidays, teams, people, ramps, admins (for admins)'],
];

export const HELP = { '/deal': DEAL, '/qualify': QUALIFY, '/advance': ADVANCE, '/coach': COACH } as const;
export type HelpOn = keyof typeof HELP;

/** The command's own lines first, then the others'. */
export function helpBlocks(command: HelpOn): KnownBlock[] {
  const others = Object.entries(HELP).filter(([name]) => name !== command);
  const lines = [...HELP[command], ...others.flatMap(([, entries]) => entries)];
  return [
    section([
      [{ bold: 'Sideline holds each deal to five gateways: Qualify, Prove, Propose, Negotiate, Close.' }],
      ...lines.map(([usage, does]) => `${usage} – ${does}`),
    ]),
  ];
}

/** As much of what was typed as tells what is meant. */
const SHOWN_WORDS = 80;

/** `I don't know “nwe”. Did you mean /deal new Acme?`, then the help. */
export function unknownWordBlocks(command: HelpOn, typed: string, meant: string | null): KnownBlock[] {
  const unknown = `I don’t know “${cut(typed, SHOWN_WORDS)}”.`;
  const line = meant === null ? unknown : `${unknown} Did you mean ${command} ${cut(meant, SHOWN_WORDS)}?`;
  return [section([line]), ...helpBlocks(command)];
}
