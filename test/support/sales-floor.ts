import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { knownPerson } from '../../src/db/people.ts';
import * as table from '../../src/db/schema.ts';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import type { Deal } from '../../src/domain/deal.ts';
import type { Log } from '../../src/log.ts';
import { socketManifest } from '../../src/manifest.ts';
import { larkfield } from '../../src/playground/cast.ts';
import type { Manifest } from '../../src/playground/manifest.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { createApp, type Route } from '../../src/slack/app.ts';
import { embeddedDatabase } from './embedded.ts';
import { quiet } from './log.ts';
import { PersonDriver } from './person.ts';

/** Monday 16 November 2026, 17:00 in Berlin, 08:00 in Los Angeles. */
export const MONDAY = new Date('2026-11-16T16:00:00Z');

export type Floor = {
  readonly slack: StandIn;
  /** Where the app takes requests in over HTTP; empty in Socket Mode. */
  readonly url: string;
  readonly db: Db;
  readonly workspace: WorkspaceId;
  readonly person: (handle: string) => PersonDriver;
  readonly personId: (handle: string) => Promise<PersonId>;
  readonly teamId: (name: string) => TeamId;
  /** Deals as they stand, from the builders, owned by the person named. */
  readonly has: (owner: string, ...deals: readonly Deal[]) => Promise<void>;
  /** A deal of the workspace by its company, as it is stored. */
  readonly deal: (company: string) => Promise<typeof table.deal.$inferSelect>;
  readonly idle: () => Promise<void>;
  /** Another process takes over, as after a deploy: nothing is remembered but what is stored. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type FloorSays = {
  readonly now?: Date;
  readonly db?: Db | null;
  readonly isSetUp?: boolean;
  readonly log?: Log;
  /** Over HTTP the playground's clock is the real one, as requests are signed by it. */
  readonly way?: 'socket' | 'http';
  readonly routes?: readonly Route[];
};

/** The whole app on the embedded database, connected to a stand-in by Socket Mode; West under Dana, East under Mori, Ada the admin. */
export async function salesFloor(says: FloorSays = {}): Promise<Floor> {
  const { now = MONDAY, db = null, isSetUp = true, log = quiet, way = 'socket', routes = [] } = says;
  const manifest = socketManifest() as unknown as Manifest;
  const slack = await startStandIn({ cast: larkfield, manifest, ...(way === 'http' ? {} : { now }) });
  const own = db === null ? await embeddedDatabase() : null;
  const base = own?.db ?? (db as Db);
  const anApp = () =>
    createApp({
      slack: {
        ...{ botToken: slack.botToken, apiUrl: slack.apiUrl },
        receiving:
          way === 'http'
            ? { by: 'http', signingSecret: slack.signingSecret }
            : { by: 'socket', appToken: slack.appToken },
      },
      port: 0,
      db: base,
      log,
      now: () => slack.clock.now(),
      routes,
    });
  let app = anApp();
  const { port } = await app.start();
  const url = port === null ? '' : `http://127.0.0.1:${port}`;
  if (port !== null) slack.deliverTo(`${url}/slack/events`);
  const workspace = larkfield.team.id as WorkspaceId;
  const ids = new Map<string, PersonId>();
  const personId = async (handle: string): Promise<PersonId> => ids.get(handle) ?? add(handle);
  const add = async (handle: string): Promise<PersonId> => {
    const { id, name, zone } = slack.person(handle);
    const { person } = await knownPerson(base, { workspace, user: id as SlackUserId, name, zone });
    ids.set(handle, person);
    return person;
  };
  const teams = isSetUp ? await setUp(base, workspace, personId) : new Map<string, TeamId>();
  const idle = () => app.settled();
  return {
    ...{ slack, url, db: base, workspace, personId, idle },
    person: (handle) => new PersonDriver(slack, handle, idle),
    teamId: (name) => teams.get(name) ?? (randomUUID() as TeamId),
    has: async (owner, ...deals) => {
      const person = await personId(owner);
      const owned = deals.map((deal) => ({
        ...deal,
        owner: person,
        owners: [{ person, since: deal.openedAt ?? now }],
      }));
      await insertDeals(
        base,
        { workspace, currency: 'EUR' },
        owned.map((deal) => ({ deal, events: [], credits: [] })),
      );
    },
    deal: async (company) => {
      const found = await base.query.deal.findFirst({
        where: (deal, { and, eq }) => and(eq(deal.workspaceId, workspace), eq(deal.company, company)),
      });
      if (!found) throw new Error(`No deal of ${company} is stored.`);
      return found;
    },
    restart: async () => {
      await app.stop();
      await app.settled();
      app = anApp();
      await app.start();
    },
    stop: async () => {
      await app.stop();
      await app.settled();
      await slack.close();
      await own?.close();
    },
  };
}

const TEAMS = [
  { name: 'West', manager: 'dana', members: ['ana', 'ben', 'chi', 'tom', 'eva'] },
  { name: 'East', manager: 'mori', members: ['dov', 'iris', 'raj'] },
] as const;

async function setUp(
  db: Db,
  workspace: WorkspaceId,
  personId: (handle: string) => Promise<PersonId>,
): Promise<Map<string, TeamId>> {
  const ada = await personId('ada');
  await db.update(table.workspace).set({ currency: 'EUR', zone: 'Europe/Berlin', setUpAt: MONDAY });
  await db.update(table.person).set({ isAdmin: true }).where(eq(table.person.id, ada));
  const made = new Map<string, TeamId>();
  for (const { name, manager, members } of TEAMS) {
    const managerId = await personId(manager);
    const [team] = await db
      .insert(table.team)
      .values({ workspaceId: workspace, name, nameFolded: name.toLowerCase(), managerId })
      .returning();
    if (!team) throw new Error('The team was not stored.');
    made.set(name, team.id);
    for (const member of members) {
      await db
        .insert(table.membership)
        .values({ workspaceId: workspace, teamId: team.id, personId: await personId(member) });
    }
  }
  return made;
}
