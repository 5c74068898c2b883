import type { Look } from '../../src/views/look.ts';
import { NOW, OWNER, someSettings, ZONE } from './builders.ts';

/** The eyes of `OWNER`, who is called Ben Okafor. */
export function aLook(but: Partial<Look> = {}): Look {
  return {
    settings: someSettings(),
    now: NOW,
    zone: ZONE,
    me: OWNER,
    names: new Map([[OWNER, 'Ben Okafor']]),
    usual: { qualify: 14, prove: 14, propose: 14, negotiate: 14 },
    ...but,
  };
}

/** Longer than anything that is kept, and hostile. */
export const LONG = `${'<!channel> *W* & '.repeat(60)}👩‍👩‍👧‍👦`;
