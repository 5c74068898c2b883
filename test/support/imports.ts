import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { peopleIn } from '../../src/csv/people-in.ts';
import { readCsv } from '../../src/csv/read-csv.ts';
import type { Db } from '../../src/db/connect.ts';
import type { Importing } from '../../src/db/import-deals.ts';
import type { ImportFile } from '../../src/db/import-plan.ts';
import { storedDeal } from '../../src/db/read-deal.ts';
import * as table from '../../src/db/schema.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { NOW, someSettings } from './builders.ts';
import { anExport, read } from './export.ts';

export const SEED = anExport(
  '1,Acme,Seats,Rita Rep,Won,2025-10-20,2026-02-01,1054',
  '2,Acme,Seats,Rita Rep,Lost,2025-10-20,2026-02-01,0',
  '3,,Seats,Rita Rep,Engaging,2025-10-20,,',
  '4,Bolt,Seats,Paul Rep,Prospecting,,,',
  '5,Cork,Seats,Paul Rep,Proposal Sent,2025-10-20,2026-04-01,500',
);
export const PEOPLE = 'sales_agent,manager,regional_office\nRita Rep,Mia Manager,Central\n';

export function importing(but: Partial<Importing> = {}): Importing {
  return { workspace: `T${randomUUID()}` as WorkspaceId, settings: someSettings(), now: NOW, ...but };
}

export function fileOf(deals: string, people?: string): ImportFile {
  const csv = people === undefined ? null : readCsv(people);
  const members = csv && peopleIn(csv);
  return { deals: read(deals).deals, members: members?.is === 'read' ? members.members : [] };
}

/** A workspace's deals by the id that the file has for them. */
export async function dealsById(db: Db, workspace: WorkspaceId): Promise<{ readonly [id: string]: Deal }> {
  const rows = await db.select({ id: table.deal.id }).from(table.deal).where(eq(table.deal.workspaceId, workspace));
  const deals = await Promise.all(rows.map(({ id }) => storedDeal(db, workspace, id)));
  return Object.fromEntries(deals.flatMap((deal) => (deal === null ? [] : [[deal.externalId ?? '', deal]])));
}

export async function countsOf(db: Db, workspace: WorkspaceId): Promise<readonly number[]> {
  const { person, team, membership, deal, dealEvent, dealOwner, dealStint, credit } = table;
  const tables = [person, team, membership, deal, dealEvent, dealOwner, dealStint, credit];
  return Promise.all(tables.map((each) => db.$count(each, eq(each.workspaceId, workspace))));
}

export function personNamed(db: Db, workspace: WorkspaceId, name: string) {
  const { person } = table;
  return db
    .select()
    .from(person)
    .where(and(eq(person.workspaceId, workspace), eq(person.name, name)));
}
