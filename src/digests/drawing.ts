import type { KnownBlock } from '@slack/types';
import { spoken } from '../views/blocks.ts';
import type { Drawing } from './delivery.ts';

/** What a message is about is not what this version of Sideline writes. */
export const UNREADABLE = { is: 'impossible', why: 'unreadable' } as const;

/** A message whose blocks say all of it. */
export function drawn(blocks: KnownBlock[]): Drawing {
  return { is: 'drawn', payload: { text: spoken(blocks), blocks } };
}
