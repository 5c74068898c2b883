import { and, eq } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Deal } from '../domain/deal.ts';
import type { Db } from './connect.ts';
import { enqueue } from './outbox.ts';
import { slackUserOf } from './people.ts';
import * as table from './schema.ts';

const HOUR = 3_600_000;
/** Later than this it is no news any more. */
const WIN_IS_NEWS = 24 * HOUR;
const RETURN_IS_NEWS = 72 * HOUR;

/** The channel of the team that has the credit hears of a win, in the win's own transaction; a team without one hears nothing. */
export async function announceWin(
  tx: Db,
  {
    workspace,
    deal,
    team,
    person,
    at,
  }: { workspace: WorkspaceId; deal: Deal; team: TeamId; person: PersonId; at: Date },
): Promise<void> {
  const mine = and(eq(table.team.id, team), eq(table.team.workspaceId, workspace));
  const [row] = await tx.select({ channel: table.team.channelId }).from(table.team).where(mine);
  const channel = row?.channel ?? null;
  if (channel === null) return;
  await enqueue(tx, {
    ...{ key: `deal_won:${deal.id}:${deal.version}`, workspace, channel, kind: 'deal_won' },
    about: { deal: deal.id, version: deal.version, team, person },
    ...{ dueAt: at, expiresAt: new Date(at.getTime() + WIN_IS_NEWS) },
  });
}

/** The owner of a deal whose day has come hears of it, once for each day that was set; one who is known by name only does not. */
export async function announceReturn(
  tx: Db,
  { id, owner, standing }: Deal,
  { workspace, at }: { workspace: WorkspaceId; at: Date },
): Promise<void> {
  if (standing.is !== 'parked') return;
  const user = await slackUserOf(tx, workspace, owner);
  if (user === null) return;
  await enqueue(tx, {
    ...{ key: `parked_back:${id}:${standing.until}`, workspace, channel: user, kind: 'parked_back' },
    about: { deal: id, until: standing.until },
    ...{ dueAt: at, expiresAt: new Date(at.getTime() + RETURN_IS_NEWS) },
  });
}
