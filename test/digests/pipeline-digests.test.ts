import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { lossesIn } from '../../src/db/losses.ts';
import { numberFacts } from '../../src/db/numbers.ts';
import { settingsOf } from '../../src/db/people.ts';
import { membership, person } from '../../src/db/schema.ts';
import { questionsFor } from '../../src/digests/ask-manager.ts';
import type { DigestScene, Told } from '../../src/digests/digest-scene.ts';
import { sourcesOf } from '../../src/digests/numbers.ts';
import { sceneFor } from '../../src/digests/scene.ts';
import { tellDiscipline } from '../../src/digests/tell-discipline.ts';
import { tellReview } from '../../src/digests/tell-review.ts';
import { fiscalQuarter, quarterBefore } from '../../src/domain/calendar.ts';
import { READERS, type Readers, type Schedule, type Section } from '../../src/domain/digest.ts';
import { losses } from '../../src/domain/review.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import { stays } from '../../src/domain/stays.ts';
import { complaintsAboutMessage, textLength } from '../../src/playground/limits.ts';
import { aDeal, day, MANAGER, money, NOW, TODAY } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { ALONE, aPipelineYear, aSchedule, EAST, WEST } from '../support/pipeline-year.ts';
import { aSalesYear, credited, type SalesYear } from '../support/sales-year.ts';

const TELLINGS = { discipline: tellDiscipline, review: tellReview } as const;
const EVERYBODY = [...WEST, ...EAST, ALONE];

type Whose = 'West' | 'East' | null;
const EACH = (['discipline', 'review'] as const).flatMap((section) =>
  (['West', 'East', null] as const).map((whose) => ({ section, whose })),
);

/** A company whose name does not hold its owner's. */
function unnamed(name: string): string {
  return `Company ${EVERYBODY.findIndex((rep) => name.endsWith(rep))} ${name.slice(0, 4)}`;
}

type Asked = { readonly whose: Whose; readonly readers: Readers; readonly at?: Date };

/** What is read: of a message its text and all that its blocks say. */
function read(told: Told): string {
  return told.is === 'nothing' ? '' : JSON.stringify([told.head, told.detail]);
}

function holds(told: Told): void {
  const spoken = told.is === 'nothing' ? [] : [told.head, told.detail];
  for (const each of spoken) {
    if (each === null) continue;
    expect(complaintsAboutMessage(each.blocks)).toEqual([]);
    expect(each.blocks.length).toBeLessThanOrEqual(45);
    expect(textLength(each.blocks)).toBeLessThanOrEqual(12_000);
    expect(each.text.length).toBeLessThanOrEqual(3_000);
    expect(each.text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
  }
}

const FIVE = ['Ana', 'Ben', 'Chi', 'Dov', 'Eva'] as const;

/** With a quota in the third and the fourth quarter of 2025 unless said, and a win worth half of it in each of them. */
function aTeamOfFive(
  db: Db,
  {
    third = FIVE,
    fourth = FIVE,
    ramping = [],
  }: { third?: readonly string[]; fourth?: readonly string[]; ramping?: readonly string[] },
): Promise<SalesYear> {
  const [from, then] = [day('2025-07-01'), day('2025-10-01')];
  const amount = money(10_000_00);
  return aSalesYear(
    db,
    FIVE.map((name) => ({
      ...{ name, memberships: [{ team: 'West', joinedOn: null, leftOn: null }] },
      quotas: [
        ...(third.includes(name) ? [{ startsOn: from, amount }] : []),
        ...(fourth.includes(name) ? [{ startsOn: then, amount }] : []),
      ],
      ramps: ramping.includes(name) ? [{ startsOn: from, endsOn: day('2025-12-31'), share: 5_000 }] : [],
    })),
    {
      deals: ({ person, teams }) =>
        FIVE.flatMap((name) =>
          [from, then].map((on) =>
            credited(
              aDeal({ owner: person(name), standing: { is: 'won', on, amount: money(5_000_00) } }),
              teams.get('West') ?? null,
            ),
          ),
        ),
    },
  );
}

describe.each(eachDatabase())('digests of the pipeline on $name', ({ open }) => {
  const db = open();

  async function scene(year: SalesYear, section: Section, { whose, readers, at = NOW }: Asked): Promise<DigestScene> {
    const team = whose === null ? null : (year.teams.get(whose) ?? null);
    const schedule: Schedule = aSchedule(year, { team, readers, sections: [section] });
    const settings = await settingsOf(db(), year.workspace);
    const found = await sceneFor(sourcesOf(db()), { schedule, settings, section, at, last: null });
    if (found === null) throw new Error('The team is not there.');
    return found;
  }

  const tell = async (year: SalesYear, section: keyof typeof TELLINGS, asked: Asked) =>
    TELLINGS[section](await scene(year, section, asked));
  const ask = async (year: SalesYear, team: 'West' | 'East') =>
    questionsFor(
      await scene(year, 'questions', { whose: null, readers: 'team' }),
      year.teams.get(team) as NonNullable<DigestScene['schedule']['team']>,
      MANAGER,
    );

  test('managers read what holds a pipeline, with its deals and their owners in the thread', async () => {
    const told = await tell(await aPipelineYear(db()), 'discipline', { whose: 'West', readers: 'managers' });

    expect(told.is === 'told' && told.head.text).toContain(
      '10 of 23 live deals are past their usual time. West · week 11.',
    );
    expect(told.is === 'told' && told.head.text).toContain('Propose: 5 live deals, €10k; 5 past the usual 14 days.');
    expect(told.is === 'told' && told.head.text).toContain(
      'Over capacity, with more than 4 live deals: Anaximander (5), Chidiebere (5) and Evangeline (5).',
    );
    expect(told.is === 'told' && told.head.text).toContain('In the last 7 days: 5 new, 5 advanced, 5 lost, 5 slipped.');
    expect(told.is === 'told' && told.detail?.text).toContain('Blocked of Anaximander');
    expect(told.is === 'told' && told.detail?.text).toContain('Owner: Anaximander.');
  });

  test('where the team reads, no digest names a rep or a company', async () => {
    const year = await aPipelineYear(db(), { company: unnamed });

    const told = await Promise.all(EACH.map(({ section, whose }) => tell(year, section, { whose, readers: 'team' })));

    const texts = told.map(read);
    expect(told.map(({ is }) => is)).toEqual(EACH.map(() => 'told'));
    expect(EVERYBODY.filter((name) => texts.join().includes(name))).toEqual([]);
    expect([...year.people.values()].filter((id) => texts.join().includes(id))).toEqual([]);
    expect(texts.join()).not.toContain('Company ');
  });

  test('under four reps nothing is counted by rep where the team reads', async () => {
    const year = await aPipelineYear(db());

    const discipline = read(await tell(year, 'discipline', { whose: 'East', readers: 'team' }));
    const review = read(await tell(year, 'review', { whose: 'East', readers: 'team' }));

    expect(discipline).toContain('13 of 12 places taken');
    expect(discipline).not.toMatch(/Over capacity|reps have/);
    expect(review).toContain('East reached');
    expect(review).not.toMatch(/\d of \d reps|checklist|owest/);
  });

  test('places are counted for those who are there today, and the deals of whoever left beside them', async () => {
    const year = await aPipelineYear(db());
    await db()
      .update(membership)
      .set({ leftOn: day('2026-03-02') })
      .where(and(eq(membership.workspaceId, year.workspace), eq(membership.personId, year.person('Dovydas'))));

    const told = read(await tell(year, 'discipline', { whose: 'East', readers: 'team' }));

    expect(told).toMatch(/\d of 8 places taken\.\\n\d live deals with people who left\./);
    expect(told).toContain('of 13 live deals');
  });

  test('what has moved is told since the same day as elsewhere, in the zone of the schedule', async () => {
    const found = await scene(await aPipelineYear(db()), 'discipline', { whose: 'West', readers: 'managers' });
    const last = { at: new Date(NOW.getTime() - 7 * 86_400_000), figures: { live: 9, past: 3 } };
    const schedule = { ...found.schedule, zone: 'Pacific/Kiritimati' };

    const told = read(await tellDiscipline({ ...found, schedule, last }));

    expect(told).toContain('Since last Wednesday: 5 new');
    expect(told).toContain('On 4 Mar: 3 of 9 live deals past their usual time.');
  });

  test('without names a team of more reads how many are over capacity, and how many reached 80 %', async () => {
    const year = await aPipelineYear(db());

    expect(read(await tell(year, 'discipline', { whose: 'West', readers: 'team' }))).toContain(
      'Over capacity: 3 of 5 reps',
    );
    expect(read(await tell(year, 'review', { whose: 'West', readers: 'team' }))).toMatch(
      /\d of 5 reps reached 80 % in Q4 2025/,
    );
  });

  test.each([
    ['in the quarter before it', { third: FIVE.slice(0, 2) }, /\d of \d reps|Reps at 80 %/],
    ['that the spread is taken between', { ramping: FIVE.slice(0, 2) }, /owest/],
    ['in the quarter before it, just one of them', { third: FIVE.slice(0, 1) }, /80 %; in Q3 2025 \d+ %/],
  ] as const)('a review of five shows nothing by rep where there are few %s', async (_, but, few) => {
    const year = await aTeamOfFive(db(), but);

    const [team, managers] = await Promise.all(
      (['team', 'managers'] as const).map((readers) => tell(year, 'review', { whose: 'West', readers })),
    );

    expect(team?.is).toBe('told');
    expect(read(team as Told)).not.toMatch(few);
    expect(read(managers as Told)).toMatch(few);
  });

  test('a review of a quarter in which one person alone had a quota says nothing where the team reads', async () => {
    const year = await aTeamOfFive(db(), { fourth: FIVE.slice(0, 1) });

    const told = await tell(year, 'review', { whose: 'West', readers: 'team' });

    expect(told).toEqual({ is: 'nothing', why: 'only one person has a quota' });
  });

  test('a review names those whom managers may read about, whatever quarter its scene leads with', async () => {
    const year = await aPipelineYear(db());
    const found = await scene(year, 'review', { whose: 'West', readers: 'managers' });

    const told = await tellReview(found);
    const alone = await tellReview({ ...found, ended: null });

    expect(read(told)).toContain('Anaximander');
    expect(read(told)).toContain('Q3 2025');
    expect(read(told)).toContain(
      'of 5 reps with a quota, 0 reached 80 % in every finished quarter with a quota, of the last four, 2 in none.',
    );
    expect(alone).toEqual(told);
  });

  test('why deals were lost adds up to the scorecard’s losses and its calibration', async () => {
    const year = await aPipelineYear(db());
    const quarter = quarterBefore(fiscalQuarter(TODAY, 1), 1);
    const facts = await numberFacts(db(), { ...year, today: TODAY, quarter });
    const closing = { workspace: year.workspace, zone: year.settings.zone };
    const people = facts.people.flatMap(({ id }) => stays(facts.memberships.filter(({ person }) => person === id)));
    const { workspace, teams } = scorecards(facts);

    const rows = await lossesIn(db(), { ...closing, stays: people }, quarter);

    for (const numbers of [{ id: null, ...workspace }, ...teams]) {
      const { lines, checklist } = losses(numbers.id === null ? rows : rows.filter(({ team }) => team === numbers.id));
      const { closingRatio, dealSize, endedBeforeGate } = numbers.quarter;
      expect(lines.reduce((all, { pastGate }) => all + pastGate, 0)).toBe((closingRatio.n ?? 0) - (dealSize.n ?? 0));
      expect(lines.reduce((all, { before }) => all + before, 0)).toBe(endedBeforeGate);
      if (numbers.calibration.why !== 'few-reps') expect(checklist.n).toBe(numbers.calibration.n);
    }
    expect(rows.length).toBeGreaterThan(4);
  });

  test('what a review counts is said with its count, two of one name are told apart, and who has no quota is said to have none', async () => {
    const year = await aTeamOfFive(db(), { fourth: FIVE.slice(0, 4) });
    await db().update(person).set({ name: 'Ana' }).where(eq(person.workspaceId, year.workspace));

    const told = read(await tell(year, 'review', { whose: 'West', readers: 'managers' }));

    expect(told).toContain('Deal size: €5k (5 wins); in Q3 2025 €5k (5 wins).');
    expect(told).toContain('Sales cycle: 0 days (5 wins)');
    expect(told).toMatch(/Ana \(5\)/);
    expect(told).toMatch(/: won €5k, no quota; 0 of 1 quarters at 80 % or more\./);
  });

  test('a manager is asked about reps of their own team, a deal each, which a button opens', async () => {
    const year = await aPipelineYear(db());

    const [west, east] = [await ask(year, 'West'), await ask(year, 'East')];

    for (const name of [...EAST, ALONE]) expect(read(west)).not.toContain(name);
    for (const name of [...WEST, ALONE]) expect(read(east)).not.toContain(name);
    expect(west.is === 'told' && west.head.text).toContain(
      'has stood in Propose for 38 days, usual 14, with security or IT review open.',
    );
    const rows = await db().query.deal.findMany({ where: (deal, { eq }) => eq(deal.workspaceId, year.workspace) });
    const buttons =
      JSON.stringify(west.is === 'told' && west.head.blocks).match(/\\"deal\\":\\"([0-9a-f-]+)\\",\\"seen\\":(\d+)/g) ??
      [];
    expect(buttons).toHaveLength(3);
    for (const found of buttons) {
      const [, id, seen] = /\\"deal\\":\\"([0-9a-f-]+)\\",\\"seen\\":(\d+)/.exec(found) ?? [];
      const deal = rows.find((row) => row.id === id);
      expect(String(deal?.version)).toBe(seen);
      expect(WEST.some((name) => year.person(name) === deal?.ownerId)).toBe(true);
    }
  });

  test('a manager who sells is asked nothing about themself', async () => {
    const year = await aPipelineYear(db());
    const found = await scene(year, 'questions', { whose: null, readers: 'managers' });
    const team = year.teams.get('West');
    if (team === undefined) throw new Error('West is not there.');

    const told = await questionsFor(found, team, year.person('Evangeline'));

    expect(told.is).toBe('told');
    expect(read(told)).not.toContain('Evangeline');
  });

  test('where nothing is there, nothing is said, with the reason', async () => {
    const membership = { joinedOn: null, leftOn: null };
    const year = await aSalesYear(db(), [
      { name: 'Ana', memberships: [{ team: 'West', ...membership }] },
      { name: 'Ben', memberships: [{ team: 'East', ...membership, leftOn: day('2026-01-01') }] },
    ]);

    const told = [
      await tell(year, 'discipline', { whose: 'West', readers: 'managers' }),
      await tell(year, 'review', { whose: 'West', readers: 'managers' }),
      await ask(year, 'West'),
      await ask(year, 'East'),
    ];

    expect(told.map((each) => each.is === 'nothing' && each.why)).toEqual([
      'no live deal, and nothing moved',
      'no quota and nothing closed in Q4 2025',
      'no rule found anything to ask',
      'nobody is on the team today',
    ]);
  });

  test('whatever people and companies are called, Slack takes it', async () => {
    const hostile = '<!channel> *W* & ~x~ `y` :smile: 👩‍👩‍👧‍👦 ﷺ';
    const year = await aPipelineYear(db(), {
      rep: (name) => `${name} ${hostile.repeat(2)}`.slice(0, 120),
      company: (name) => `${hostile} ${name} ${hostile}`.slice(0, 120),
    });

    const all = READERS.flatMap((readers) => EACH.map((each) => ({ ...each, readers })));
    for (const { section, ...asked } of all) holds(await tell(year, section, asked));
    holds(await ask(year, 'West'));
  });
});
