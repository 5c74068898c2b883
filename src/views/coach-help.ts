import type { KnownBlock } from '@slack/types';
import { section } from './blocks.ts';
import { helpBlocks } from './help.ts';

/** A command of the coach's that a later version brings: said as it is, with what can be done today. */
export function notHereYetBlocks(command: string): KnownBlock[] {
  const what = command === '/coach' ? 'Your scorecard is not here yet.' : `${command} is not here yet.`;
  return [
    section([`${what} Today the coach sets up, and helps with your deals: /deal shows them, each with its next step.`]),
    ...helpBlocks('/coach'),
  ];
}
