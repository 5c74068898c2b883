import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { enqueue } from '../../src/db/outbox.ts';
import { digestRun } from '../../src/db/schedule-schema.ts';
import * as table from '../../src/db/schema.ts';
import { tidy } from '../../src/db/sweep-outbox.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSchedule, aTeam, runsOf } from '../support/schedules.ts';

const NOW = new Date('2026-11-16T16:00:00Z');

describe.each(eachDatabase())('what the outbox keeps on $name', ({ open }) => {
  const db = open();
  const count = async (what: ReturnType<typeof sql>) =>
    Number((await db().execute(sql`select count(*)::int as n ${what}`)).rows[0]?.n);

  test('texts go after a month, attempts after three, and the row that guards a key after 400 days (O9)', async () => {
    const workspace = `T${randomUUID()}` as WorkspaceId;
    await db()
      .insert(table.workspace)
      .values({ id: workspace, ...firstSettings('Europe/Berlin') });
    await db().execute(sql`
      with sent as (
        insert into outbox_message (dedupe_key, workspace_id, channel_id, kind, about, payload, state, slack_ts, due_at, not_before,
          expires_at, created_at, finished_at)
        select 'old:' || n, ${workspace}, 'C1', 'test', '{}', '{"text":"x","blocks":[]}', 'sent', '1.' || n, at, at, at, at, at
        from (select n, ${NOW.toISOString()}::timestamptz - (n % 500) * interval '1 day' as at from generate_series(0, 9999) n) s
        returning id, finished_at)
      insert into outbox_attempt (message_id, attempt, worker, started_at) select id, 1, 'w', finished_at from sent`);

    for (let round = 0; round < 3; round += 1) await tidy(db(), NOW);

    expect(await count(sql`from outbox_message where payload is not null`)).toBe(31 * 20);
    expect(await count(sql`from outbox_attempt`)).toBe(91 * 20);
    expect(await count(sql`from outbox_message`)).toBe(401 * 20);
    expect(
      await count(sql`from outbox_message where finished_at > ${NOW.toISOString()}::timestamptz - interval '400 days'`),
    ).toBe(400 * 20);
  });

  test('a digest’s run goes after 400 days, and a gesture’s key after a week', async () => {
    const desk = await aTeam(db());
    const schedule = await aSchedule(db(), desk, NOW);
    const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
    for (const days of [399, 401]) {
      const run = { workspaceId: desk.workspace, scheduleId: schedule.id, plannedBy: 'w', plannedAt: ago(days) };
      await db()
        .insert(digestRun)
        .values({ ...run, dueAt: ago(days), outcome: 'planned' });
    }
    for (const days of [6, 8]) {
      const key = { key: `act:${desk.workspace}:${days}`, workspaceId: desk.workspace, personId: desk.manager };
      await db()
        .insert(table.interaction)
        .values({ ...key, receivedAt: ago(days), result: {} });
    }

    await tidy(db(), NOW);

    expect((await runsOf(db(), schedule)).map(({ plannedAt }) => plannedAt)).toEqual([ago(399)]);
    const kept = await db().select().from(table.interaction).where(eq(table.interaction.workspaceId, desk.workspace));
    expect(kept.map(({ receivedAt }) => receivedAt)).toEqual([ago(6)]);
  });

  test('a key that was used is not used again as long as its row is kept', async () => {
    const workspace = `T${randomUUID()}` as WorkspaceId;
    await db()
      .insert(table.workspace)
      .values({ id: workspace, ...firstSettings('Europe/Berlin') });
    const told = {
      key: `k:${workspace}`,
      workspace,
      channel: 'C1',
      kind: 'test',
      about: {},
      dueAt: NOW,
      expiresAt: NOW,
    };

    const first = await enqueue(db(), told);

    expect(await enqueue(db(), { ...told, channel: 'C2' })).toBe(first);
  });

  test('a message whose transaction comes to nothing was never put down', async () => {
    const workspace = `T${randomUUID()}` as WorkspaceId;
    await db()
      .insert(table.workspace)
      .values({ id: workspace, ...firstSettings('Europe/Berlin') });
    const told = {
      key: `k:${workspace}`,
      workspace,
      channel: 'C1',
      kind: 'test',
      about: {},
      dueAt: NOW,
      expiresAt: NOW,
    };

    const broken = db().transaction(async (tx) => {
      await enqueue(tx, told);
      throw new Error('The deal was not changed.');
    });

    await expect(broken).rejects.toThrow('not changed');
    expect(await count(sql`from outbox_message where workspace_id = ${workspace}`)).toBe(0);
  });
});
