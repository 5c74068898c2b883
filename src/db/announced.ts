import { and, eq, sql } from 'drizzle-orm';
import type { DealId, PersonId, SlackUserId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Deal } from '../domain/deal.ts';
import type { Money } from '../domain/money.ts';
import type { Db } from './connect.ts';
import { slackUserOf } from './people.ts';
import { storedDeal } from './read-deal.ts';
import * as table from './schema.ts';

export type WonFacts = {
  readonly who: string;
  readonly company: string;
  readonly title: string;
  /** Null where the team does not show it. */
  readonly amount: Money | null;
  /** Where the team hears of its wins now; null: nowhere. */
  readonly channel: string | null;
};

/** What a team hears of a win; null once it does not stand any more, or another win of the same deal has taken its place. */
export async function wonFacts(
  db: Db,
  workspace: WorkspaceId,
  about: { deal: DealId; version: number; team: TeamId; person: PersonId },
): Promise<WonFacts | null> {
  const { deal, team, person, dealEvent } = table;
  const [row] = await db
    .select({
      ...{ who: person.name, company: deal.company, title: deal.title, amount: deal.finalAmount },
      ...{ channel: team.channelId, showsAmount: team.showsWonAmount },
      lastWon: sql<number>`(select max(e.version) from ${dealEvent} e where e.deal_id = ${deal.id} and e.kind = 'won')`,
    })
    .from(deal)
    .innerJoin(team, and(eq(team.workspaceId, workspace), eq(team.id, about.team)))
    .innerJoin(person, and(eq(person.workspaceId, workspace), eq(person.id, about.person)))
    .where(and(eq(deal.id, about.deal), eq(deal.workspaceId, workspace), eq(deal.standing, 'won')));
  if (row === undefined || row.lastWon !== about.version) return null;
  const { showsAmount, lastWon, amount, ...facts } = row;
  return { ...facts, amount: showsAmount ? amount : null };
}

/** A deal that came back, with its owner in Slack; null once it is parked again, closed or withdrawn. */
export async function returnedDeal(
  db: Db,
  workspace: WorkspaceId,
  id: DealId,
): Promise<{ readonly deal: Deal; readonly owner: SlackUserId | null } | null> {
  const deal = await storedDeal(db, workspace, id);
  if (deal === null || deal.standing.is !== 'live') return null;
  return { deal, owner: await slackUserOf(db, workspace, deal.owner) };
}
