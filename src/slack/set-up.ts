import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { adminsOf, maySetUp } from '../db/setup.ts';
import { memberFile, unlinkedPerson } from '../db/setup-pages.ts';
import { holidayForm } from '../views/holiday-form.ts';
import { ids } from '../views/ids.ts';
import { rampForm } from '../views/ramp-form.ts';
import { adminsForm, settingsForm } from '../views/setup-form.ts';
import { readSetupCarried, type SetupCarried } from '../views/setup-metadata.ts';
import { goneSetupBlocks, heldSetup, notAdminBlocks, outdatedSetupBlocks } from '../views/setup-refusals.ts';
import { memberForm, membersForm, personForm, teamForm } from '../views/team-form.ts';
import { winsForm } from '../views/wins-form.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { onPress } from './gesture.ts';
import { removeSetups } from './remove-setup.ts';
import { saveSetups } from './save-setup.ts';
import {
  fileOf,
  homePage,
  overview,
  pageOfHolidays,
  pageOfPeople,
  pageOfRamps,
  pageOfTeam,
  rampsOf,
} from './setup-pages.ts';

/** The pages of the setup, each in the place of the one before, and the forms that their buttons open. */
export function setUp(app: App, deps: Deps): void {
  onPress(app, deps, ids.openSetup, (asked) => openSetup(deps, asked));
  onPress(app, deps, ids.setupOverview, (asked) => openSetup(deps, asked));
  for (const [id, draw] of Object.entries(PAGES)) {
    onPress(app, deps, id, async (asked) => {
      if (!(await mayProceed(deps, asked))) return;
      const carried = asked.value === '' ? { v: 1 as const } : readSetupCarried(asked.value);
      if (carried === null) return asked.say(outdatedSetupBlocks());
      await asked.show(async () => (await draw(deps, asked, carried)) ?? heldSetup(goneSetupBlocks()));
    });
  }
  saveSetups(app, deps);
  removeSetups(app, deps);
}

export async function openSetup(deps: Deps, asked: Asked): Promise<void> {
  if (await mayProceed(deps, asked)) await asked.show(() => homePage(deps, asked));
}

/** Whether the person may set up at this moment; told so kindly where not. */
async function mayProceed({ db, log }: Deps, asked: Asked): Promise<boolean> {
  const { workspace, user } = asked.by;
  const admins = await adminsOf(db, workspace);
  if (maySetUp(asked.by, admins)) return true;
  log.info(
    admins.length === 0
      ? 'Setup was refused: nobody is admin yet, and Slack does not say that this person is an admin or owner there. If they are, look at the scope users:read.'
      : 'Setup was refused to somebody who is no admin.',
    { workspace, user, gesture: 'setup' },
  );
  await asked.say(notAdminBlocks({ admins: admins.map(({ name }) => name) }));
  return false;
}

/** What a button leads to; null where that is no longer there. */
type Draw = (deps: Deps, asked: Asked, carried: SetupCarried) => Promise<ModalView | null>;

const PAGES: { readonly [actionId: string]: Draw } = {
  [ids.setupSettings]: async (deps, asked) => settingsForm(await overview(deps, asked)),
  [ids.setupAdmins]: async (deps, asked) => adminsForm(await overview(deps, asked), asked.by.user),
  [ids.setupNewTeam]: async (deps, asked) => teamForm(null, await overview(deps, asked)),
  [ids.setupTeam]: (deps, asked, { team }) => pageOfTeam(deps, asked, team),
  [ids.setupEditTeam]: async (deps, asked, { team }) => {
    const file = await fileOf(deps, asked, team);
    return file === null ? null : teamForm(file, { settings: asked.settings, seen: file.seen });
  },
  [ids.setupWins]: async (deps, asked, { team }) => {
    const file = await fileOf(deps, asked, team);
    return file === null ? null : winsForm(file);
  },
  [ids.setupAddMembers]: async (deps, asked, { team }) => {
    const file = await fileOf(deps, asked, team);
    return file === null ? null : membersForm(file);
  },
  [ids.setupMember]: async ({ db }, { by }, { membership = '' }) => {
    const file = membership === '' ? null : await memberFile(db, by.workspace, membership);
    return file === null ? null : memberForm(membership, file);
  },
  [ids.setupHolidays]: (deps, asked) => pageOfHolidays(deps, asked),
  [ids.setupAddHoliday]: async () => holidayForm(),
  [ids.setupRamps]: (deps, asked, { team }) => pageOfRamps(deps, asked, team),
  [ids.setupAddRamp]: async (deps, asked, { team }) => {
    const file = await rampsOf(deps, asked, team);
    return file === null || file.people.length === 0 ? null : rampForm(file);
  },
  [ids.setupPeople]: (deps, asked) => pageOfPeople(deps, asked),
  [ids.setupPerson]: async ({ db }, { by }, { person }) => {
    const file = person === undefined ? null : await unlinkedPerson(db, by.workspace, person);
    return file === null ? null : personForm(file);
  },
  [ids.setupPage]: turnPage,
  [ids.setupPagePrevious]: turnPage,
};

function turnPage(deps: Deps, asked: Asked, { list, team, page }: SetupCarried): Promise<ModalView | null> {
  if (list === 'members') return pageOfTeam(deps, asked, team, { page });
  if (list === 'holidays') return pageOfHolidays(deps, asked, { page });
  if (list === 'ramps') return pageOfRamps(deps, asked, team, { page });
  return list === 'people' ? pageOfPeople(deps, asked, { page }) : homePage(deps, asked, { page });
}
