import { and, asc, between, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import { isAbout, SETUP_KINDS, type SetupEvent, type Subject } from '../domain/setup.ts';
import type { Admin, FieldRefusal, NotAdmin, SetupRow } from '../domain/setup-file.ts';
import type { Gesture, Speaker } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import * as table from './schema.ts';
import { inTransaction } from './transaction.ts';

export type SetupOutcome =
  /** `isRepeat`: Slack delivered it again, and nothing was done a second time. */
  | { readonly is: 'done'; readonly events: readonly SetupEvent[]; readonly isRepeat: boolean }
  | { readonly is: 'same' }
  | NotAdmin
  /** Nothing was written: this is what others did to the same after the person had looked. */
  | { readonly is: 'refused'; readonly why: 'changed'; readonly since: readonly SetupRow[] }
  | FieldRefusal
  | { readonly is: 'gone' };

/** What a change comes to once it has seen how things stand. It refuses before it writes. */
export type SetupDecision =
  | { readonly is: 'changed'; readonly events: readonly SetupEvent[] }
  | { readonly is: 'same' | 'gone' }
  | FieldRefusal;

/**
 * The only way in which the setup changes: one at a time in a workspace, asks for the right as it is now, refuses what others have
 * changed since the person looked, and writes the change, its history and the gesture's key in one transaction. Whoever sets up first becomes admin.
 */
export function changeSetup(
  db: Db,
  gesture: Gesture,
  subject: Subject,
  decide: (tx: Db) => Promise<SetupDecision>,
): Promise<SetupOutcome> {
  return inTransaction(db, async (tx) => {
    const { workspace } = gesture.by;
    const isSetUp = await lockWorkspace(tx, workspace);
    const repeat = await resultOf(tx, gesture);
    if (repeat !== null) return { is: 'done', events: repeat, isRepeat: true };
    const admins = await adminsOf(tx, workspace);
    if (!maySetUp(gesture.by, admins))
      return { is: 'refused', why: 'not-admin', admins: admins.map(({ name }) => name) };
    const since = await changesByOthers(tx, gesture, subject);
    if (since.length > 0) return { is: 'refused', why: 'changed', since };
    const decision = await decide(tx);
    if (decision.is === 'gone' || decision.is === 'refused') return decision;
    const events = [...eventsOf(decision), ...(await first(tx, gesture, { subject, isSetUp, admins }))];
    if (events.length === 0) return { is: 'same' };
    await write(tx, gesture, events);
    return { is: 'done', events, isRepeat: false };
  });
}

function eventsOf(decision: SetupDecision): readonly SetupEvent[] {
  return decision.is === 'changed' ? decision.events : [];
}

type Before = { readonly subject: Subject; readonly isSetUp: boolean; readonly admins: readonly Admin[] };

/** What a first time brings with it: an admin, and the mark that the defaults are no longer just that. */
async function first(
  tx: Db,
  { by, at }: Gesture,
  { subject, isSetUp, admins }: Before,
): Promise<readonly SetupEvent[]> {
  const named = admins.length === 0 ? await nameFirstAdmin(tx, by) : [];
  if (subject.is !== 'settings' || isSetUp) return named;
  await tx.update(table.workspace).set({ setUpAt: at }).where(eq(table.workspace.id, by.workspace));
  return [...named, { what: 'confirmed', before: {}, after: {} }];
}

/** Of those who change what a workspace has set one goes on, and the others wait. True once its settings were saved. */
export async function lockWorkspace(tx: Db, workspace: WorkspaceId): Promise<boolean> {
  const [row] = await tx
    .select({ setUpAt: table.workspace.setUpAt })
    .from(table.workspace)
    .where(eq(table.workspace.id, workspace))
    .for('no key update');
  if (!row) throw new Error(`Workspace ${workspace} has no row.`);
  return row.setUpAt !== null;
}

/** Who may set up; in a workspace where nobody is named yet, Slack's own admins and owners. */
export async function adminsOf(db: Db, workspace: WorkspaceId): Promise<readonly Admin[]> {
  const { person } = table;
  const rows = await db
    .select({ person: person.id, user: person.slackUserId, name: person.name })
    .from(person)
    .where(and(eq(person.workspaceId, workspace), eq(person.isAdmin, true)))
    .orderBy(asc(person.name), asc(person.id));
  return rows.flatMap(({ user, ...row }) => (user === null ? [] : [{ ...row, user }]));
}

export function maySetUp(by: Speaker, admins: readonly Admin[]): boolean {
  return admins.length === 0 ? by.isSlackAdmin : admins.some(({ person }) => person === by.person);
}

async function nameFirstAdmin(tx: Db, { person: me, workspace }: Speaker): Promise<readonly SetupEvent[]> {
  const { person } = table;
  const named = await tx
    .update(person)
    .set({ isAdmin: true })
    .where(and(eq(person.id, me), eq(person.workspaceId, workspace), eq(person.isAdmin, false)))
    .returning({ name: person.name });
  return named.map(({ name }) => ({ what: 'admin-named', before: {}, after: { person: me, name } }));
}

/** History, and the gesture's key; what leaves no trace in the history has the key alone. */
export async function write(tx: Db, { by, at, key }: Gesture, events: readonly SetupEvent[]): Promise<void> {
  const facts = { workspaceId: by.workspace, at, byId: by.person };
  const rows = events.map((event) => ({ ...facts, ...event }));
  const { id: eventId } = table.setupEvent;
  const written = rows.length === 0 ? [] : await tx.insert(table.setupEvent).values(rows).returning({ id: eventId });
  const ids = written.map(({ id }) => id);
  await tx.insert(table.interaction).values({
    ...{ key, workspaceId: by.workspace, personId: by.person, receivedAt: at },
    result: { first: ids[0] === undefined ? 0 : Math.min(...ids), last: Math.max(0, ...ids) },
  });
}

/** What came of the same gesture before; null if it is new. */
export async function resultOf(tx: Db, { key, by }: Gesture): Promise<readonly SetupEvent[] | null> {
  const { interaction, setupEvent } = table;
  const [row] = await tx
    .select({ result: interaction.result })
    .from(interaction)
    .where(and(eq(interaction.key, key), eq(interaction.workspaceId, by.workspace)));
  if (row === undefined) return null;
  const mine = between(setupEvent.id, Number(row.result.first ?? 0), Number(row.result.last ?? 0));
  const rows = await tx
    .select()
    .from(setupEvent)
    .where(and(eq(setupEvent.workspaceId, by.workspace), mine))
    .orderBy(setupEvent.id);
  return rows.map(setupRow);
}

async function changesByOthers(tx: Db, { by, seen }: Gesture, subject: Subject): Promise<readonly SetupRow[]> {
  if (seen === null) return [];
  const { setupEvent } = table;
  const others = or(isNull(setupEvent.byId), ne(setupEvent.byId, by.person));
  const rows = await tx
    .select()
    .from(setupEvent)
    .where(and(eq(setupEvent.workspaceId, by.workspace), gt(setupEvent.id, seen), others))
    .orderBy(setupEvent.id);
  return rows.map(setupRow).filter((row) => isAbout(row, subject));
}

/** The number of the last change that anybody looking now has before their eyes. Read it before what it stands for. */
export async function setupSeen(db: Db, workspace: WorkspaceId): Promise<number> {
  const { setupEvent } = table;
  const [row] = await db
    .select({ last: sql<string | number>`coalesce(max(${setupEvent.id}), 0)` })
    .from(setupEvent)
    .where(eq(setupEvent.workspaceId, workspace));
  return Number(row?.last ?? 0);
}

export function setupRow({ what, before, after, at, byId }: typeof table.setupEvent.$inferSelect): SetupRow {
  const kind = SETUP_KINDS.find((each) => each === what);
  if (kind === undefined) throw new Error(`The setup's history has a row of an unknown kind: ${what}.`);
  return { what: kind, before, after, at, by: byId };
}
