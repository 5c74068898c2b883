import { and, eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { reportJson } from '../../src/cli/report-text.ts';
import type { Db } from '../../src/db/connect.ts';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { quota } from '../../src/db/number-schema.ts';
import { numberFacts } from '../../src/db/numbers.ts';
import { digestRun, digestSchedule } from '../../src/db/schedule-schema.ts';
import { credit, person } from '../../src/db/schema.ts';
import { composeSection } from '../../src/digests/compose-digest.ts';
import { sourcesOf } from '../../src/digests/numbers.ts';
import type { DealId, PersonId } from '../../src/domain/brand.ts';
import type { Day } from '../../src/domain/calendar.ts';
import type { Readers } from '../../src/domain/digest.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import { complaintsAboutMessage } from '../../src/playground/limits.ts';
import { aDeal, day, money } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aNoticeboard, drawnIn, shownIn } from '../support/digest-post.ts';
import { aSalesYear, credited, type SalesYear } from '../support/sales-year.ts';

/** Monday 16 November 2026, 09:00 in Berlin: 32 of 66 working days are finished. */
const MONDAY = new Date('2026-11-16T08:00:00Z');
const LAST_MONDAY = new Date('2026-11-09T08:00:00Z');
const THIRD = day('2026-07-01');
const FOURTH = day('2026-10-01');

const WEST = [
  ['Tom', 200, 26],
  ['Eva', 250, 79],
  ['Dov', 200, 84],
  ['Chi', 200, 98],
  ['Ben', 250, 128],
  ['Ana', 250, 171],
] as const;

const thousand = (count: number) => money(count * 100_000);

type SomeWin = {
  readonly by: string;
  readonly amount: number;
  readonly on: Day;
  readonly entered: string;
  readonly company?: string;
  readonly gesture?: PersonId;
};

/** A win of so many thousand, with the event that it was entered by. */
function aWin(year: SalesYear, { by, amount, on, entered, company = `${by}s first`, gesture }: SomeWin) {
  const at = new Date(entered);
  const deal = aDeal({ company, owner: year.person(by), standing: { is: 'won', on, amount: thousand(amount) } });
  const event = { at, by: gesture ?? year.person(by), version: 3, kind: 'won', from: {}, to: {}, reason: '' } as const;
  return {
    ...credited(deal, year.teams.get('West') ?? null, { at }),
    events: [event],
  };
}

/** West as the screens show it: six reps, and their wins of the fourth quarter entered on the day. */
function west(db: Db, { reps = WEST as readonly (readonly [string, number, number])[], third = 0 } = {}) {
  const quarters = third === 0 ? [FOURTH] : [THIRD, FOURTH];
  return aSalesYear(
    db,
    reps.map(([name, amount]) => ({
      ...{ name, memberships: [{ team: 'West', joinedOn: null, leftOn: null }] },
      quotas: quarters.map((startsOn) => ({ startsOn, amount: thousand(amount) })),
    })),
    {
      deals: (year) =>
        reps.flatMap(([by, , amount]) => [
          aWin(year, { by, amount, on: day('2026-10-20'), entered: '2026-10-20T10:00:00Z' }),
          ...(third === 0
            ? []
            : [aWin(year, { by, amount: third, on: day('2026-09-10'), entered: '2026-09-10T10:00:00Z' })]),
        ]),
    },
  );
}

async function adds(db: Db, year: SalesYear, win: SomeWin): Promise<void> {
  const { workspace, settings } = year;
  await db.transaction((tx) => insertDeals(tx, { workspace, currency: settings.currency }, [aWin(year, win)]));
}

async function board(db: Db, year: SalesYear, readers: Readers = 'managers') {
  const { workspace, teams, person: personOf } = year;
  const by = personOf([...year.people.keys()][0] ?? '');
  return aNoticeboard(db, { workspace, team: teams.get('West') ?? null, by, readers });
}

describe.each(eachDatabase())('the digest of attainment on $name', ({ open }) => {
  const db = open();

  test('managers read how many are on pace, a chart, and a row a rep with the lowest first', async () => {
    const year = await west(db());
    const { posts } = await board(db(), year);

    const { head, detail } = await posts('attainment', MONDAY);

    const { text, blocks } = drawnIn(head);
    expect(blocks[0]).toMatchObject({ text: { text: '4 of 6 reps are on pace for 80 %' } });
    expect(blocks[1]).toMatchObject({ elements: [{ text: 'West · Q4, day 32 of 66' }] });
    expect(shownIn(head)).toContain('West: €586,000 of €1,350,000, 43 %, pace 0.89');
    expect(blocks).toContainEqual(
      expect.objectContaining({
        type: 'data_visualization',
        chart: expect.objectContaining({
          axis_config: expect.objectContaining({ categories: ['Tom', 'Eva', 'Dov', 'Chi', 'Ben', 'Ana'] }),
        }),
      }),
    );
    const table = blocks.find((block) => 'type' in block && block.type === 'table') as { rows: { text: string }[][] };
    expect(table.rows[1]?.map((cell) => cell.text)).toEqual(['Tom', '13 %', '0.26', '€26k', '€200k', '13 %', '–']);
    expect(text).toContain('Tom: €26,000 of €200,000, 13 %, pace 0.26, forecast 13 %');
    expect(shownIn(detail)).toContain('no quota (everybody)');
    for (const each of [head, detail]) expect(complaintsAboutMessage([...drawnIn(each).blocks])).toEqual([]);
  });

  test('its numbers are those of the report for the same team and day', async () => {
    const year = await west(db(), { third: 150 });
    const { posts } = await board(db(), year);
    const facts = await numberFacts(db(), { ...year, today: day('2026-11-16') });
    const team = facts.teams[0] ?? null;
    const report = reportJson({ facts, settings: year.settings, cards: scorecards(facts), team });

    const { head } = await posts('attainment', MONDAY);

    const table = drawnIn(head).blocks.find((block) => 'rows' in block) as unknown as { rows: { text: string }[][] };
    const inHundredths = (value: number | null) => Math.floor((value ?? 0) * 100 + 1e-9);
    const wanted = report.reps
      .map(({ name, won, attainment, pace, consistency }) => [
        ...[name, `${inHundredths(attainment.value)} %`, (inHundredths(pace.value) / 100).toFixed(2)],
        ...[`€${won / 100_000}k`, `${consistency.value} of ${consistency.n}`],
      ])
      .sort((a, b) => Number.parseInt(a[1] ?? '', 10) - Number.parseInt(b[1] ?? '', 10));
    expect(table.rows.slice(1).map((row) => [0, 1, 2, 3, 6].map((at) => row[at]?.text))).toEqual(wanted);
    expect(shownIn(head)).toContain(`${report.team.reps.onPace} of ${report.team.reps.counted} reps are on pace`);
  });

  test('what was won since the last one is told by name, and that nobody else has moved', async () => {
    const year = await west(db());
    const { posts } = await board(db(), year);
    const first = await posts('attainment', LAST_MONDAY);
    await adds(db(), year, {
      ...{ by: 'Ana', amount: 31, on: day('2026-11-12'), entered: '2026-11-12T10:00:00Z', company: 'Borealis' },
    });

    const { head } = await posts('attainment', MONDAY);

    expect(shownIn(first.head)).not.toContain('Since');
    const words = "Since last Monday: Ana won Borealis (€31,000). Nobody else's attainment moved.";
    expect(shownIn(head)).toContain(words);
    expect(drawnIn(head).text).toContain(words);
  });

  test('a win of an ended quarter that is reopened is a minus of this one, and corrects nothing', async () => {
    const year = await west(db(), { third: 154 });
    const { posts } = await board(db(), year);
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    await posts('attainment', LAST_MONDAY);
    const won = await db().query.deal.findFirst({
      where: (deal, { and, eq: is }) =>
        and(
          is(deal.workspaceId, year.workspace),
          is(deal.ownerId, year.person('Tom')),
          is(deal.closedOn, day('2026-09-10')),
        ),
    });
    const back = { dealId: won?.id ?? ('' as DealId), personId: year.person('Tom'), amount: money(-15_400_000) };
    const on = { creditedOn: day('2026-11-12'), at: new Date('2026-11-12T10:00:00Z') };
    await db()
      .insert(credit)
      .values({ workspaceId: year.workspace, teamId: year.teams.get('West') ?? null, ...back, ...on });

    const { head, detail } = await posts('attainment', MONDAY);

    expect(shownIn(head)).toContain(
      "Since last Monday: Tom's win of Toms first (€154,000) was reopened. Nobody else's attainment moved.",
    );
    expect(shownIn(head)).toContain('"-64 %"');
    expect(JSON.stringify([head, detail])).not.toContain('Corrected');
  });

  test('a schedule of the whole workspace has everybody in it', async () => {
    const year = await west(db());
    const { posts } = await aNoticeboard(db(), { workspace: year.workspace, team: null, by: year.person('Ana') });

    const { head } = await posts('attainment', MONDAY);

    expect(shownIn(head)).toContain('All teams · Q4, day 32 of 66');
    expect(shownIn(head)).toContain('All teams: €586,000 of €1,350,000, 43 %, pace 0.89');
  });

  test('a head that was never sent has said nothing', async () => {
    const year = await west(db());
    const { posts } = await board(db(), year);
    await posts('attainment', LAST_MONDAY, { isSent: false });

    const { head } = await posts('attainment', MONDAY);

    expect(shownIn(head)).not.toContain('Since');
  });

  test('what another version kept counts as nothing said', async () => {
    const year = await west(db());
    const { posts } = await board(db(), year);
    const { run } = await posts('attainment', LAST_MONDAY);
    await db()
      .update(digestRun)
      .set({ figures: { attainment: { v: 9 } } })
      .where(eq(digestRun.id, run));

    const { head } = await posts('attainment', MONDAY);

    expect(shownIn(head)).not.toContain('Nobody else');
  });

  test('in the first week of a quarter it leads with the one that ended, and says how the new one has begun', async () => {
    const year = await west(db(), { third: 170 });
    const { posts } = await board(db(), year);

    const { head } = await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    const later = await posts('attainment', new Date('2026-10-12T07:00:00Z'));

    expect(drawnIn(head).blocks[0]).toMatchObject({ text: { text: '3 of 6 reps reached 80 % in Q3' } });
    expect(shownIn(head)).toContain('West · Q3, ended 30 Sep');
    expect(shownIn(head)).not.toMatch(/Forecast|Pace/);
    expect(shownIn(head)).toContain('Q4 has begun, day 2 of 66: €0 of €1,350,000, 0 %');
    expect(drawnIn(later.head).blocks[0]).toMatchObject({ text: { text: '0 % of the quota is won so far' } });
  });

  test('a win that comes into an ended quarter corrects what was said of it, once', async () => {
    const year = await west(db(), { reps: [['Ben', 200, 10], ...WEST.slice(0, 3)], third: 154 });
    const dana = await added(db(), year, 'Dana');
    const { posts } = await board(db(), year);
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    await posts('attainment', LAST_MONDAY);
    await adds(db(), year, {
      ...{ by: 'Ben', amount: 12, on: day('2026-09-29'), entered: '2026-11-12T10:00:00Z', company: 'Lindqvist' },
      gesture: dana,
    });

    const corrected = await posts('attainment', MONDAY);
    const after = await posts('attainment', new Date('2026-11-23T08:00:00Z'));

    const words =
      "Corrected: Ben's Q3 was shown as 77 %; with Lindqvist, won 29 Sep and entered by Dana on 12 Nov, it is 83 %";
    expect(shownIn(corrected.head)).toContain(words);
    expect(drawnIn(corrected.head).text).toContain(words);
    expect(shownIn(corrected.detail)).not.toContain('Corrected');
    expect(shownIn(after.head)).not.toContain('Corrected');
  });

  test('of many corrections three stand in the head, which is what counts as said, and the others in its thread', async () => {
    const year = await west(db(), { third: 154 });
    const { posts } = await board(db(), year);
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    for (const by of ['Tom', 'Eva', 'Dov', 'Chi', 'Ben'])
      await adds(db(), year, { by, amount: 12, on: day('2026-09-29'), entered: '2026-11-12T10:00:00Z' });

    const { head, detail } = await posts('attainment', MONDAY);

    expect(shownIn(head).match(/Corrected: /g)).toHaveLength(3);
    expect(shownIn(head)).toContain('and 2 more corrections in the thread');
    expect(shownIn(detail).match(/Corrected: /g)).toHaveLength(2);
  });

  test('it says by what, however much others have entered meanwhile', async () => {
    const year = await west(db(), { third: 154 });
    const { posts } = await board(db(), year);
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    await adds(db(), year, {
      ...{ by: 'Ben', amount: 12, on: day('2026-09-29'), entered: '2026-10-12T10:00:00Z', company: 'Lindqvist' },
    });
    const east = await added(db(), year, 'Zoe');
    const on = { is: 'won', on: day('2026-10-20'), amount: thousand(1) } as const;
    const others = Array.from({ length: 501 }, () =>
      credited(aDeal({ owner: east, standing: on }), null, { at: new Date('2026-11-12T10:00:00Z') }),
    );
    await db().transaction((tx) =>
      insertDeals(tx, { workspace: year.workspace, currency: year.settings.currency }, others),
    );

    const { head } = await posts('attainment', MONDAY);

    expect(shownIn(head)).toContain("Ben's Q3 was shown as 61 %; with Lindqvist, won 29 Sep");
  });

  test('a win that the table does not have yet is told the next time, and not before', async () => {
    const year = await west(db());
    const { posts } = await board(db(), year);
    await posts('attainment', LAST_MONDAY);
    await posts('spread', MONDAY);
    await adds(db(), year, {
      ...{ by: 'Ana', amount: 31, on: day('2026-11-16'), entered: '2026-11-16T08:00:03Z', company: 'Borealis' },
    });

    const soon = await posts('attainment', new Date(MONDAY.getTime() + 6_000));
    const later = await posts('attainment', new Date('2026-11-23T08:00:00Z'));

    expect(shownIn(soon.head)).toContain("Since last Monday nobody's attainment moved.");
    expect(shownIn(soon.head)).toContain('€171k');
    expect(shownIn(later.head)).toContain("Ana won Borealis (€31,000). Nobody else's attainment moved.");
    expect(shownIn(later.head)).toContain('€202k');
  });

  test('so does a quota that is dated into one', async () => {
    const year = await west(db(), { third: 154 });
    const { posts } = await board(db(), year);
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    const row = { workspaceId: year.workspace, personId: year.person('Ben'), startsOn: THIRD, amount: thousand(200) };
    await db()
      .insert(quota)
      .values({ ...row, byId: null, at: new Date('2026-11-12T10:00:00Z'), reason: 'as agreed' });

    const { head } = await posts('attainment', MONDAY);

    expect(shownIn(head)).toContain(
      "Corrected: Ben's Q3 was shown as 61 %; with a quota of €200,000 from 1 Jul, set on 12 Nov, it is 77 %",
    );
  });

  test('a channel of the team reads corrections of the team alone', async () => {
    const year = await west(db(), { third: 154 });
    const { posts } = await board(db(), year, 'team');
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    await adds(db(), year, {
      ...{ by: 'Ben', amount: 120, on: day('2026-09-29'), entered: '2026-11-12T10:00:00Z', company: 'Lindqvist' },
    });

    const { head, detail } = await posts('attainment', MONDAY);

    expect(shownIn(head)).toContain("Corrected: West's Q3 was shown as 68 %; it is 77 %");
    for (const each of [head, detail]) expect(JSON.stringify(each)).not.toMatch(/Ben|Lindqvist/);
  });

  test('a channel that read names, and is the team’s now, reads corrections of the team alone', async () => {
    const year = await west(db(), { third: 154 });
    const { posts, schedule } = await board(db(), year);
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    await db().update(digestSchedule).set({ readers: 'team' }).where(eq(digestSchedule.id, schedule));
    await adds(db(), year, {
      ...{ by: 'Ben', amount: 120, on: day('2026-09-29'), entered: '2026-11-12T10:00:00Z', company: 'Lindqvist' },
    });

    const { head, detail } = await posts('attainment', MONDAY);

    for (const each of [head, detail]) expect(JSON.stringify(each)).not.toMatch(/Ben|Lindqvist/);
    expect(shownIn(head)).toContain("Corrected: West's Q3 was shown as 68 %; it is 77 %");
  });

  test.each([
    ['is corrected', THIRD, MONDAY],
    ['has begun', FOURTH, new Date('2026-10-06T07:00:00Z')],
  ])('the team reads no totals of a quarter that %s, and has one person’s quota alone', async (_, from, at) => {
    const year = await west(db(), { third: 154 });
    const { posts } = await board(db(), year, 'team');
    await posts('attainment', new Date('2026-10-05T07:00:00Z'));
    const others = WEST.map(([name]) => year.person(name)).filter((each) => each !== year.person('Ben'));
    await db()
      .delete(quota)
      .where(and(inArray(quota.personId, others), eq(quota.startsOn, from)));

    const { head, detail } = await posts('attainment', at);

    expect(JSON.stringify([head, detail])).not.toMatch(/Corrected|has begun/);
  });

  test('what is posted late says so in its first line', async () => {
    const year = await west(db());
    const { posts } = await board(db(), year);
    const due = new Date('2026-11-16T08:00:00Z');

    const late = await posts('attainment', new Date('2026-11-16T11:47:00Z'), { dueAt: due });
    const other = await posts('attainment', new Date('2026-11-17T11:47:00Z'), { dueAt: due });
    const inTime = await posts('attainment', new Date('2026-11-16T08:10:00Z'), { dueAt: due });

    const words = 'Delayed: due 09:00, sent 12:47, numbers as of 12:47';
    expect(drawnIn(late.head).blocks[0]).toMatchObject({ elements: [{ text: words }] });
    expect(drawnIn(late.head).text.split('\n')[0]).toBe(words);
    expect(shownIn(other.head)).toContain('Delayed: due 16 Nov, 09:00, sent 17 Nov, 12:47, numbers as of 12:47');
    expect(shownIn(inTime.head)).not.toContain('Delayed');
    expect(shownIn(late.detail)).not.toContain('Delayed');
  });

  test('a preview says whom it is for, and is kept nowhere', async () => {
    const year = await west(db());
    const { posts, schedule } = await board(db(), year);

    const told = await composeSection(sourcesOf(db()), { ...year, schedule, section: 'attainment', at: LAST_MONDAY });
    const { head } = await posts('attainment', MONDAY);

    expect(told).toMatchObject({
      is: 'told',
      head: { text: expect.stringMatching(/^Preview, for you alone\n4 of 6/) },
    });
    expect(shownIn(head)).not.toContain('Since');
  });

  test('a section that was taken out of its schedule meanwhile is not posted any more', async () => {
    const year = await west(db());
    const { posts, schedule } = await board(db(), year);
    await db()
      .update(digestSchedule)
      .set({ sections: ['spread'] })
      .where(eq(digestSchedule.id, schedule));

    const { head, detail } = await posts('attainment', MONDAY);

    const none = { is: 'nothing', why: 'taken out of its schedule' };
    expect([head, detail]).toEqual([none, none]);
  });

  test('of a schedule that was deleted nothing is drawn', async () => {
    const year = await west(db());
    const { posts, schedule } = await board(db(), year);
    const mine = eq(digestSchedule.id, schedule);

    await db().update(digestSchedule).set({ deletedAt: MONDAY }).where(mine);

    await expect(posts('attainment', MONDAY)).rejects.toThrow('schedule_deleted');
  });
});

/** Somebody who is no rep. */
async function added(db: Db, { workspace }: SalesYear, name: string): Promise<PersonId> {
  const [row] = await db.insert(person).values({ workspaceId: workspace, name }).returning();
  if (row === undefined) throw new Error('The person was not stored.');
  return row.id;
}
