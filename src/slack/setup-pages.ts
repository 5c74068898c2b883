import type { ModalView } from '@slack/types';
import { holidayPage } from '../db/holidays.ts';
import { rampFile } from '../db/ramps.ts';
import { setupOverview, teamFile, unlinkedPeople } from '../db/setup-pages.ts';
import type { TeamId } from '../domain/brand.ts';
import type { Overview, RampFile, TeamFile } from '../domain/setup-file.ts';
import type { Line } from '../views/blocks.ts';
import { holidaysPage } from '../views/holiday-form.ts';
import { rampsPage } from '../views/ramp-form.ts';
import { setupHome } from '../views/setup-home.ts';
import { peoplePage, teamPage } from '../views/team-page.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';

/** Below what was just said, a page of a list, counted from 0. */
type Shown = { readonly said?: readonly Line[]; readonly page?: number | undefined };

export function overview({ db }: Deps, { by, today }: Asked, page = 0): Promise<Overview> {
  return setupOverview(db, { workspace: by.workspace, today, page });
}

export async function homePage(deps: Deps, asked: Asked, { said = [], page }: Shown = {}): Promise<ModalView> {
  return setupHome(await overview(deps, asked, page), said);
}

export async function fileOf(
  { db }: Deps,
  { by, today }: Asked,
  team: TeamId | undefined,
  page = 0,
): Promise<TeamFile | null> {
  return team === undefined ? null : teamFile(db, team, { workspace: by.workspace, today, page });
}

export async function pageOfTeam(
  deps: Deps,
  asked: Asked,
  team: TeamId | undefined,
  { said = [], page }: Shown = {},
): Promise<ModalView | null> {
  const file = await fileOf(deps, asked, team, page);
  return file === null ? null : teamPage(file, { settings: asked.settings, today: asked.today, said });
}

export async function pageOfHolidays(
  { db }: Deps,
  { by, today }: Asked,
  { said = [], page = 0 }: Shown = {},
): Promise<ModalView> {
  return holidaysPage(await holidayPage(db, by.workspace, { today, page }), { today, said });
}

export function rampsOf(
  { db }: Deps,
  { by, today }: Asked,
  team: TeamId | undefined,
  page = 0,
): Promise<RampFile | null> {
  return team === undefined ? Promise.resolve(null) : rampFile(db, team, { workspace: by.workspace, today, page });
}

export async function pageOfRamps(
  deps: Deps,
  asked: Asked,
  team: TeamId | undefined,
  { said = [], page }: Shown = {},
): Promise<ModalView | null> {
  const file = await rampsOf(deps, asked, team, page);
  return file === null ? null : rampsPage(file, { settings: asked.settings, today: asked.today, said });
}

export async function pageOfPeople(
  { db }: Deps,
  { by }: Asked,
  { said = [], page = 0 }: Shown = {},
): Promise<ModalView> {
  return peoplePage(await unlinkedPeople(db, { workspace: by.workspace, page }), said);
}
