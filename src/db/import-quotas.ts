import { eq } from 'drizzle-orm';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Money } from '../domain/money.ts';
import { folded } from '../domain/text.ts';
import type { Db } from './connect.ts';
import { insertRows } from './insert-deals.ts';
import { quota } from './number-schema.ts';
import { rosterOf } from './numbers-roster.ts';
import { person, workspace as workspaceTable } from './schema.ts';
import { inTransaction } from './transaction.ts';

export type FileQuota = {
  readonly line: number;
  readonly name: string;
  readonly startsOn: Day;
  readonly amount: Money;
};

export type QuotaPlan = {
  /** How many rows are new, or say otherwise than the one that held for that day. */
  readonly added: number;
  /** There with the same amount before. */
  readonly known: number;
  readonly strangers: readonly { readonly line: number; readonly name: string; readonly isAmbiguous: boolean }[];
};

/** What quotas would be added, with nothing written. `coming`: people that the same import would make. */
export async function plannedQuotas(
  db: Db | null,
  quotas: readonly FileQuota[],
  { workspace, coming }: { readonly workspace: WorkspaceId; readonly coming: readonly string[] },
): Promise<QuotaPlan> {
  const plan = db === null ? NOTHING : await planned(db, quotas, workspace);
  const names = new Set(coming.map(folded));
  const strangers = (db === null ? quotas.map((each) => ({ ...each, isAmbiguous: false })) : plan.strangers).filter(
    ({ name }) => !names.has(folded(name)),
  );
  return { added: quotas.length - plan.known - strangers.length, known: plan.known, strangers };
}

/** Adds a row for each that is new, by nobody, with the file as its reason; of rows for one day the last holds. */
export function importQuotas(
  db: Db,
  quotas: readonly FileQuota[],
  { workspace, now, reason }: { readonly workspace: WorkspaceId; readonly now: Date; readonly reason: string },
): Promise<QuotaPlan> {
  return inTransaction(db, async (tx) => {
    const mine = eq(workspaceTable.id, workspace);
    await tx.select({ id: workspaceTable.id }).from(workspaceTable).where(mine).for('no key update');
    const { rows, ...plan } = await planned(tx, quotas, workspace);
    const facts = { workspaceId: workspace, byId: null, at: now, reason };
    await insertRows(
      tx,
      quota,
      rows.map((row) => ({ ...row, ...facts })),
    );
    return plan;
  });
}

type Row = { readonly personId: PersonId; readonly startsOn: Day; readonly amount: Money };
type Planned = QuotaPlan & { readonly rows: readonly Row[] };
const NOTHING: Planned = { added: 0, known: 0, strangers: [], rows: [] };

async function planned(db: Db, quotas: readonly FileQuota[], workspace: WorkspaceId): Promise<Planned> {
  const people = await peopleByName(db, workspace);
  const there = (await rosterOf(db, workspace)).quotas;
  const rows: Row[] = [];
  const strangers: QuotaPlan['strangers'][number][] = [];
  let known = 0;
  for (const { line, name, startsOn, amount } of quotas) {
    const [personId, ...others] = people.get(folded(name)) ?? [];
    if (personId === undefined || others.length > 0) {
      strangers.push({ line, name, isAmbiguous: others.length > 0 });
      continue;
    }
    const holds = there.get(personId)?.findLast((row) => row.startsOn === startsOn);
    if (holds?.amount === amount) known += 1;
    else rows.push({ personId, startsOn, amount });
  }
  return { added: rows.length, known, strangers, rows };
}

/** By the name that a CRM has for them, or else their own. */
async function peopleByName(db: Db, workspace: WorkspaceId): Promise<ReadonlyMap<string, readonly PersonId[]>> {
  const rows = await db
    .select({ id: person.id, name: person.name, crmName: person.crmName })
    .from(person)
    .where(eq(person.workspaceId, workspace));
  const named = new Map<string, PersonId[]>();
  for (const { id, name } of rows) named.set(folded(name), [...(named.get(folded(name)) ?? []), id]);
  for (const { id, crmName } of rows) if (crmName !== null) named.set(crmName, [id]);
  return named;
}
