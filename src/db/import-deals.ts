import { eq, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Settings } from '../domain/settings.ts';
import { folded } from '../domain/text.ts';
import type { Db } from './connect.ts';
import { knownIn, NOTHING_KNOWN } from './import-known.ts';
import { type ImportFile, type ImportPlan, importPlan } from './import-plan.ts';
import { insertDeals, insertRows } from './insert-deals.ts';
import * as table from './schema.ts';
import { inTransaction } from './transaction.ts';

export type Importing = {
  readonly workspace: WorkspaceId;
  /** The workspace's, or what it begins with where it is not there yet. */
  readonly settings: Settings;
  readonly now: Date;
};

/** What an import would add, with nothing written. `db` is null where there is no database yet. */
export async function plannedImport(
  db: Db | null,
  file: ImportFile,
  { workspace, settings, now }: Importing,
): Promise<ImportPlan> {
  const known = db === null ? NOTHING_KNOWN : await knownIn(db, workspace, externalIds(file));
  return importPlan(file, known, { now, zone: settings.zone });
}

/**
 * Adds what is new in a file, in one transaction: one that is cut off leaves nothing, and the next run begins anew. Two
 * imports into one workspace run one after the other. The rules are those of `importPlan`; the right to import is the
 * caller's to ask. `onProgress` hears how many deals have been written, of how many.
 */
export async function importDeals(
  db: Db,
  file: ImportFile,
  { workspace, settings, now }: Importing,
  onProgress: (written: number, all: number) => void = () => {},
): Promise<ImportPlan> {
  const plan = await inTransaction(db, async (tx) => {
    await tx
      .insert(table.workspace)
      .values({ id: workspace, ...settings })
      .onConflictDoNothing();
    await tx
      .select({ id: table.workspace.id })
      .from(table.workspace)
      .where(eq(table.workspace.id, workspace))
      .for('no key update');
    const planned = importPlan(file, await knownIn(tx, workspace, externalIds(file)), { now, zone: settings.zone });
    await writePeople(tx, planned, workspace);
    await insertDeals(tx, { workspace, currency: settings.currency }, planned.deals, (written) =>
      onProgress(written, planned.deals.length),
    );
    return planned;
  });
  if (plan.deals.length > 0) await recount(db);
  return plan;
}

function externalIds({ deals }: ImportFile): readonly string[] {
  return deals.map(({ externalId }) => externalId);
}

async function writePeople(tx: Db, { people, teams, members }: ImportPlan, workspaceId: WorkspaceId): Promise<void> {
  await insertRows(
    tx,
    table.person,
    people.map((person) => ({ ...person, workspaceId })),
  );
  await insertRows(
    tx,
    table.team,
    teams.map((team) => ({ ...team, workspaceId, nameFolded: folded(team.name) })),
  );
  await insertRows(
    tx,
    table.membership,
    members.map((member) => ({ ...member, workspaceId })),
  );
}

/** So many rows change how the next queries are best answered; the embedded database has nobody else who would count. */
async function recount(db: Db): Promise<void> {
  await db.execute(
    sql`analyze deal (workspace_id, owner_id, standing, company_folded), deal_event (deal_id), credit (person_id, credited_on)`,
  );
}
