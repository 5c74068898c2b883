import { describe, expect, test } from 'vitest';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import { numberFacts } from '../../src/db/numbers.ts';
import { whyDeals } from '../../src/db/why.ts';
import { whyDigests } from '../../src/db/why-digests.ts';
import type { PersonId, SlackUserId, TeamId } from '../../src/domain/brand.ts';
import { fiscalQuarter } from '../../src/domain/calendar.ts';
import { type EventKind, event } from '../../src/domain/decision.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import type { WhyDeal } from '../../src/domain/why-deals.ts';
import { type DigestNumber, dealsOfDigest, digestNumbersFor } from '../../src/domain/why-digests.ts';
import { type WhySight, whySeen } from '../../src/domain/why-number.ts';
import { digestValued } from '../../src/views/why-digest-words.ts';
import { aDeal, aLoss, day, daysLater, NOW, TODAY, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, type SalesYear } from '../support/sales-year.ts';

const on = (team: string) => [{ team, joinedOn: null, leftOn: null }];
const REPS = [
  { name: 'Ana', memberships: on('West') },
  { name: 'Ben', memberships: on('West') },
  { name: 'Chi', memberships: on('East') },
] as const;

/** It is Tuesday 10 March 2026: the week is from the 3rd to the 9th. */
function someDeals({ person }: SalesYear): readonly NewDeal[] {
  const at = (on: string, hour = '12') => new Date(`2026-03-${on}T${hour}:00:00Z`);
  const happened = (owner: PersonId, ...events: readonly (readonly [EventKind, Date])[]) =>
    events.map(([kind, at]) => ({ ...event(kind, {}, {}), at, by: owner, version: 1 }));
  const deal = (
    owner: string,
    but: Parameters<typeof aDeal>[0],
    ...events: readonly (readonly [EventKind, Date])[]
  ) => ({
    deal: aDeal({ stage: 'prove', openedAt: daysLater(-20), ...but, owner: person(owner) }),
    events: happened(person(owner), ...events),
    credits: [],
  });
  const lost = (on: string, loss = aLoss({ reason: 'price' })) =>
    ({ is: 'lost', from: 'qualify', on: day(on), loss }) as const;
  return [
    deal('Ana', {
      ...{ company: 'Old', stage: 'propose' },
      stints: [{ stage: 'propose', isParked: false, from: daysLater(-40), to: null }],
    }),
    deal('Ana', { company: 'Unasked', stage: 'qualify', answers: [], openedAt: daysLater(-6) }, ['opened', at('04')]),
    deal('Ana', { company: 'Today', stints: [] }, ['advanced', at('10', '08')]),
    deal('Ben', { company: 'Slipped', stints: [], expectedClose: day('2026-03-05') }, ['advanced', at('03', '00')]),
    deal('Ben', { company: 'Ended', standing: lost('2026-03-06'), openedAt: day12('24') }, ['lost', at('06')]),
    deal('Ben', { company: 'Earlier', standing: lost('2026-02-10'), openedAt: daysLater(-50) }, [
      'lost',
      daysLater(-28),
    ]),
    deal('Chi', { company: 'Eastern', stints: [] }, ['opened', at('05')], ['advanced', at('06')]),
  ];
}

function day12(february: string): Date {
  return new Date(`2026-02-${february}T12:00:00Z`);
}

describe.each(eachDatabase())('what a discipline digest counts, explained on $name', ({ open }) => {
  const db = open();

  async function asked(by: string, whose: { team?: string; who?: string }) {
    const year = await aSalesYear(db(), REPS, { deals: someDeals });
    const quarter = fiscalQuarter(TODAY, year.settings.fiscalYearStart);
    const facts = await numberFacts(db(), { ...year, today: TODAY, quarter });
    const person = year.person(by);
    const team = whose.team === undefined ? 'all' : (year.teams.get(whose.team) as TeamId);
    const sight: WhySight = {
      me: person,
      team,
      reads: by === 'Ana' ? 'names' : 'totals',
      leads: by === 'Ana' ? 'all' : [],
    };
    const seen = whySeen(facts, scorecards(facts), {
      sight,
      who: whose.who === undefined ? null : year.person(whose.who),
    });
    if (seen === null) throw new Error('They are in sight.');
    const who = { workspace: year.workspace, person, user: 'U1' as SlackUserId, name: by, zone: ZONE };
    const speaker = { ...who, isAdmin: by === 'Ana', isSlackAdmin: false };
    const found = await whyDigests(db(), seen, { by: speaker, settings: year.settings, now: NOW });
    const dealsOf = (number: DigestNumber) =>
      whyDeals(db(), seen, dealsOfDigest(seen, found, number), {
        by: speaker,
        settings: year.settings,
        today: TODAY,
        page: 0,
      });
    return { seen, found, dealsOf, value: (number: DigestNumber) => digestValued(found, number).value };
  }

  const names = (rows: readonly WhyDeal[]) => rows.map(({ company }) => company).sort();

  test('each number is as many as the deals that it lists, of a team, of all and of a rep', async () => {
    for (const whose of [{ team: 'West' }, {}, { who: 'Ben' }]) {
      const { seen, value, dealsOf } = await asked('Ana', whose);
      for (const number of digestNumbersFor(seen.whose)) {
        const { all, sums } = await dealsOf(number);
        expect(`${number} ${all + sums.unread}`).toBe(`${number} ${value(number)}`);
      }
    }
  });

  test('of a team: what stands too long, is not asked, slipped, and what moved in the seven days before', async () => {
    const { dealsOf, found } = await asked('Ana', { team: 'West' });
    const listed = async (number: DigestNumber) => names((await dealsOf(number)).rows);

    expect(found.week).toMatchObject({ first: '2026-03-03', last: '2026-03-09' });
    expect(await listed('past-usual')).toEqual(['Old']);
    expect(await listed('not-asked')).toEqual(['Unasked']);
    expect(await listed('slipped')).toEqual(['Slipped']);
    expect(await listed('opened')).toEqual(['Unasked']);
    expect(await listed('advanced')).toEqual(['Slipped']);
    expect(await listed('lost-in-week')).toEqual(['Ended']);
    expect((await dealsOf('ended')).rows).toMatchObject([{ company: 'Ended', is: 'lost', on: '2026-03-06', days: 10 }]);
    expect(digestValued(found, 'ended')).toEqual({ value: '1', notes: ['after 10 days, the mean of 1'] });
    expect((await dealsOf('past-usual')).rows).toMatchObject([{ stages: { propose: 40 } }]);
    expect((await dealsOf('slipped')).rows).toMatchObject([{ mark: 'passed' }]);
    expect((await dealsOf('loss-reasons')).rows).toMatchObject([
      { company: 'Ended', mark: 'price' },
      { company: 'Earlier', mark: 'price' },
    ]);
  });

  test('another team’s deals are counted in the whole, and not named to who may not read them', async () => {
    const { dealsOf, value } = await asked('Ben', {});

    const advanced = await dealsOf('advanced');

    expect(value('advanced')).toBe('2');
    expect(names(advanced.rows)).toEqual(['Slipped']);
    expect(advanced.sums.unread).toBe(1);
  });
});
