import { and, eq } from 'drizzle-orm';
import type { TeamId } from '../domain/brand.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { difference } from './save-setup.ts';
import * as table from './schema.ts';
import { changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';

export type Wins = {
  readonly channel: { readonly id: string; readonly name: string } | null;
  readonly showsAmount: boolean;
};

/** Where a team hears of its wins from now on, and whether with the amount. */
export function saveWins(db: Db, gesture: Gesture, id: TeamId, { channel, showsAmount }: Wins): Promise<SetupOutcome> {
  const { team } = table;
  const mine = and(eq(team.id, id), eq(team.workspaceId, gesture.by.workspace));
  return changeSetup(db, gesture, { is: 'team', team: id }, async (tx): Promise<SetupDecision> => {
    const [before] = await tx.select().from(team).where(mine);
    if (before === undefined) return { is: 'gone' };
    const changed = difference(
      { winsChannel: before.channelId, showsWonAmount: before.showsWonAmount },
      { winsChannel: channel?.id ?? null, showsWonAmount: showsAmount },
    );
    if (changed === null) return { is: 'same' };
    await tx
      .update(team)
      .set({ channelId: channel?.id ?? null, showsWonAmount: showsAmount })
      .where(mine);
    const about = { team: id, teamName: before.name };
    const event = {
      what: 'team-changed' as const,
      before: { ...about, ...changed.before },
      after: {
        ...about,
        ...changed.after,
        ...('winsChannel' in changed.after ? { channelName: channel?.name ?? null } : {}),
      },
    };
    return { is: 'changed', events: [event] };
  });
}
