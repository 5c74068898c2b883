import { randomUUID } from 'node:crypto';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../../src/db/connect.ts';
import { insertDeals, type NewDeal } from '../../src/db/insert-deals.ts';
import { holiday, quota, ramp } from '../../src/db/number-schema.ts';
import * as table from '../../src/db/schema.ts';
import type { PersonId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import type { Day } from '../../src/domain/calendar.ts';
import type { Money } from '../../src/domain/money.ts';
import type { QuotaRow, Ramp } from '../../src/domain/quota.ts';
import type { Settings } from '../../src/domain/settings.ts';
import type { Span } from '../../src/domain/setup.ts';
import { NOW, someSettings } from './builders.ts';

export type SomeRep = {
  readonly name: string;
  readonly memberships?: readonly (Span & { readonly team: string })[];
  readonly quotas?: readonly QuotaRow[];
  readonly ramps?: readonly Ramp[];
};

export type SalesYear = {
  readonly workspace: WorkspaceId;
  readonly settings: Settings;
  readonly people: ReadonlyMap<string, PersonId>;
  readonly teams: ReadonlyMap<string, TeamId>;
  readonly person: (name: string) => PersonId;
};

/** A workspace of its own with people by name, their teams, quotas, ramps and deals. */
export async function aSalesYear(
  db: Db,
  reps: readonly SomeRep[],
  {
    deals = () => [],
    holidays = [],
    settings = someSettings(),
  }: {
    readonly deals?: (year: SalesYear) => readonly NewDeal[];
    readonly holidays?: readonly Day[];
    readonly settings?: Settings;
  } = {},
): Promise<SalesYear> {
  const workspace = `T${randomUUID()}` as WorkspaceId;
  const people = new Map(reps.map(({ name }) => [name, randomUUID() as PersonId]));
  const names = [...new Set(reps.flatMap(({ memberships = [] }) => memberships.map(({ team }) => team)))];
  const teams = new Map(names.map((name) => [name, randomUUID() as TeamId]));
  const year = { workspace, settings, people, teams, person: (name: string) => idOf(people, name) };
  await db.insert(table.workspace).values({ id: workspace, ...settings });
  await add(
    db,
    table.person,
    [...people].map(([name, id]) => ({ id, workspaceId: workspace, name })),
  );
  await add(
    db,
    table.team,
    [...teams].map(([name, id]) => ({ id, workspaceId: workspace, name, nameFolded: name.toLowerCase() })),
  );
  const of = (name: string) => ({ workspaceId: workspace, personId: idOf(people, name) });
  await add(
    db,
    table.membership,
    reps.flatMap(({ name, memberships = [] }) =>
      memberships.map(({ team, ...span }) => ({ ...of(name), ...span, teamId: idOf(teams, team) })),
    ),
  );
  const by = { byId: null, at: NOW, reason: 'for the test' };
  await add(
    db,
    quota,
    reps.flatMap(({ name, quotas = [] }) => quotas.map((row) => ({ ...of(name), ...row, ...by }))),
  );
  await add(
    db,
    ramp,
    reps.flatMap(({ name, ramps = [] }) => ramps.map((row) => ({ ...of(name), ...row }))),
  );
  await add(
    db,
    holiday,
    holidays.map((day) => ({ workspaceId: workspace, day, name: 'Off' })),
  );
  await db.transaction((tx) => insertDeals(tx, { workspace, currency: settings.currency }, deals(year)));
  return year;
}

function idOf<Id>(ids: ReadonlyMap<string, Id>, name: string): Id {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`There is no ${name}.`);
  return id;
}

async function add<T extends PgTable>(db: Db, into: T, rows: readonly T['$inferInsert'][]): Promise<void> {
  if (rows.length > 0) await db.insert(into).values([...rows]);
}

/** A won deal brings its credit with it. */
export function credited(
  deal: NewDeal['deal'],
  team: TeamId | null,
  but: Partial<NewDeal['credits'][number]> = {},
): NewDeal {
  const { standing, owner } = deal;
  if (standing.is !== 'won') return { deal, events: [], credits: [] };
  const credit = { person: owner, team, amount: standing.amount as Money, on: standing.on, at: NOW, ...but };
  return { deal, events: [], credits: [credit] };
}
