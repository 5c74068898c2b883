import type { ModalView } from '@slack/types';
import { setupOverview, teamFile, unlinkedPeople } from '../db/setup-pages.ts';
import type { TeamId } from '../domain/brand.ts';
import type { Overview, TeamFile } from '../domain/setup-file.ts';
import type { Line } from '../views/blocks.ts';
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

export async function pageOfPeople(
  { db }: Deps,
  { by }: Asked,
  { said = [], page = 0 }: Shown = {},
): Promise<ModalView> {
  return peoplePage(await unlinkedPeople(db, { workspace: by.workspace, page }), said);
}
