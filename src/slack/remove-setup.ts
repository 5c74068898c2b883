import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { removeHoliday } from '../db/holidays.ts';
import { removeRamp } from '../db/ramps.ts';
import type { SetupOutcome } from '../db/setup.ts';
import type { Line } from '../views/blocks.ts';
import { carriedDay } from '../views/holiday-form.ts';
import { ids } from '../views/ids.ts';
import { setupPage } from '../views/setup-home.ts';
import { readSetupCarried } from '../views/setup-metadata.ts';
import { goneSetupBlocks, notAdminBlocks, outdatedSetupBlocks } from '../views/setup-refusals.ts';
import { changeLines } from '../views/setup-words.ts';
import type { Deps } from './deps.ts';
import { onPress, type Press } from './gesture.ts';
import { pageOfHolidays, pageOfRamps } from './setup-pages.ts';

/** What one press takes off a list of the setup: a holiday, a ramp. */
export function removeSetups(app: App, deps: Deps): void {
  onPress(app, deps, ids.setupRemoveHoliday, async (asked) => {
    const day = carriedDay(asked.value);
    if (day === null) return asked.say(outdatedSetupBlocks());
    const page = readSetupCarried(asked.value)?.page;
    const outcome = await removeHoliday(deps.db, asked.gesture(null), day);
    await follow(asked, outcome, (said) => pageOfHolidays(deps, asked, { said, page }));
  });
  onPress(app, deps, ids.setupRemoveRamp, async (asked) => {
    const { ramp, team, page } = readSetupCarried(asked.value) ?? {};
    if (ramp === undefined) return asked.say(outdatedSetupBlocks());
    const outcome = await removeRamp(deps.db, asked.gesture(null), ramp);
    await follow(asked, outcome, (said) => pageOfRamps(deps, asked, team, { said, page }));
  });
}

async function follow(
  asked: Press,
  outcome: SetupOutcome,
  draw: (said: readonly Line[]) => Promise<ModalView | null>,
): Promise<void> {
  if (outcome.is === 'refused') {
    asked.note('A change of the setup was refused for want of the right.', { code: outcome.why });
    return asked.say(notAdminBlocks({ admins: outcome.why === 'not-admin' ? outcome.admins : [] }));
  }
  const said =
    outcome.is === 'done' ? changeLines(outcome.events, asked.settings, asked.today) : ['It was gone already.'];
  const show = outcome.is === 'done' ? asked.showSaved : asked.show;
  await show(async () => (await draw(said)) ?? setupPage('Set up Sideline', said, goneSetupBlocks()));
}
