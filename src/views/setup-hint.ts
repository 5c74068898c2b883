import type { KnownBlock } from '@slack/types';
import { button, section } from './blocks.ts';
import { ids } from './ids.ts';

/** One line for whoever may set up, until the settings were saved once. */
export function setupHint(): KnownBlock {
  return section(
    ['Sideline runs on its defaults. Currency, zone and teams are set in /coach setup.'],
    button(ids.openSetup, 'Set up', { label: 'Set up Sideline' }),
  );
}
