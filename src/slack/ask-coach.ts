import type { App } from '@slack/bolt';
import { folded } from '../domain/text.ts';
import { notHereYetBlocks } from '../views/coach-help.ts';
import { helpBlocks, unknownWordBlocks } from '../views/help.ts';
import { parsed } from './command-line.ts';
import type { Deps } from './deps.ts';
import { type Command, onCommand } from './gesture.ts';
import { openDigests } from './schedule-digests.ts';
import { openQuotas } from './set-quotas.ts';
import { openSetup } from './set-up.ts';

const WORDS = ['setup', 'help', 'team', 'quota', 'digest', 'mute', 'import', 'export'] as const;

/** `/coach setup`, `/coach quota`, `/coach digest` and `/coach help`; what is not here yet is said plainly, with what is. */
export function askCoach(app: App, deps: Deps): void {
  onCommand(app, deps, '/coach', (asked) => coachCommand(deps, asked));
}

async function coachCommand(deps: Deps, asked: Command): Promise<void> {
  const line = parsed(asked.words, WORDS);
  if (line.is === 'nothing') return asked.say(notHereYetBlocks('/coach'));
  if (line.is === 'name') {
    const [first = line.name] = line.name.split(/\s+/u);
    return asked.say(unknownWordBlocks('/coach', first, line.meant === null ? null : line.meant.word));
  }
  if (line.word === 'setup') return openSetup(deps, asked);
  // `/coach quota help` asks for help, and not for a team of that name.
  if (folded(line.rest) === 'help') return asked.say(helpBlocks('/coach'));
  if (line.word === 'quota') return openQuotas(deps, asked, line.rest);
  if (line.word === 'digest') return openDigests(deps, asked, line.rest);
  return asked.say(line.word === 'help' ? helpBlocks('/coach') : notHereYetBlocks(`/coach ${line.word}`));
}
