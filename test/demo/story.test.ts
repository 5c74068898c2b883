import { describe, expect, test } from 'vitest';
import { members, quarters, SETTINGS } from '../../src/demo/roster.ts';
import { story } from '../../src/demo/story.ts';
import { addDays, dayIn } from '../../src/domain/calendar.ts';
import { dealsOf, handleOf, IDS, sampleAt } from '../support/sample.ts';

/** A Tuesday afternoon in the workspace's zone, in the middle of a quarter. */
const NOW = new Date('2026-11-24T23:30:00Z');
const sample = sampleAt(NOW);

/** First and last days of quarters and years, midnights, leap days, the days on which clocks change, a weekend. */
const MOMENTS = [
  '2026-01-01T08:00:00Z',
  '2026-03-08T09:59:00Z',
  '2026-03-31T23:59:00Z',
  '2026-04-01T07:00:00Z',
  '2026-11-01T08:30:00Z',
  '2026-12-31T20:00:00Z',
  '2027-06-26T02:00:00Z',
  '2028-02-29T12:00:00Z',
];

describe('the sample at whatever moment', () => {
  test.each(MOMENTS)('has a story that no rule refuses when it begins at %s', (moment) => {
    const now = new Date(moment);

    const deals = sampleAt(now);

    expect(deals.length).toBeGreaterThan(450);
    const dates = deals.flatMap(({ events }) => events.map(({ at }) => at.getTime()));
    expect(Math.max(...dates)).toBeLessThan(now.getTime());
    expect(dealsOf(deals, 'chi').filter(({ standing }) => standing.is === 'live')).toHaveLength(20);
  });

  test('is the same for the same moment', () => {
    expect(story(NOW, IDS)).toEqual(story(NOW, IDS));
  });
});

describe('what the sample keeps of each deal', () => {
  test('history is in order, and its last version is the deal’s', () => {
    for (const { deal, events } of story(NOW, IDS)) {
      const versions = events.map(({ version }) => version);
      const times = events.map(({ at }) => at.getTime());

      expect([versions, times], deal.company).toEqual([
        versions.toSorted((a, b) => a - b),
        times.toSorted((a, b) => a - b),
      ]);
      expect(versions.at(-1), deal.company).toBe(deal.version);
    }
  });

  test('what is credited is what is won, to whoever owned it on the closing day', () => {
    for (const { deal, credits } of sample) {
      const sum = credits.reduce((total, { amount }) => total + amount, 0);
      const isImported = deal.externalId !== null;

      expect(sum, deal.company).toBe(deal.standing.is === 'won' && !isImported ? deal.standing.amount : 0);
      expect(credits.every(({ team }) => team !== null)).toBe(true);
    }
  });

  test('no two deals, proofs or external ids are the same', () => {
    const ids = sample.flatMap(({ deal }) => [
      deal.id,
      ...deal.proofs.map(({ id }) => id),
      deal.externalId ?? deal.id + 1,
    ]);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !id.startsWith('OPP') && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}1?$/.test(id))).toEqual(
      [],
    );
  });
});

describe('the reps', () => {
  const past = quarters(NOW).slice(0, 4);
  const reps = ['ana', 'ben', 'chi', 'tom', 'eva', 'dov', 'iris'];
  const perQuarter = (handle: string) => {
    const credits = sample.flatMap((each) => each.credits).filter(({ person }) => handleOf(person) === handle);
    const inPast = credits.filter(({ on }) => past.some(({ from, to }) => from <= on && on <= to));
    return inPast.reduce((sum, { amount }) => sum + amount, 0) / 4 / 100;
  };
  const ratio = (handle: string) => {
    const closed = dealsOf(sample, handle).filter(
      ({ standing, qualified }) => qualified !== null && (standing.is === 'won' || standing.is === 'lost'),
    );
    return closed.filter(({ standing }) => standing.is === 'won').length / closed.length;
  };

  test('the worst brings in about a quarter of the best', () => {
    const won = reps.map(perQuarter).toSorted((a, b) => a - b);
    const spread = (won[0] ?? 0) / (won.at(-1) ?? 1);

    expect(spread).toBeGreaterThan(0.15);
    expect(spread).toBeLessThan(0.35);
    expect(perQuarter('tom')).toBe(won[0]);
    expect(perQuarter('ana')).toBe(won.at(-1));
  });

  test('their closing ratios reach from good to poor', () => {
    expect(ratio('ana')).toBeCloseTo(0.45, 1);
    expect(ratio('tom')).toBeCloseTo(0.17, 1);
    expect(reps.map(ratio).filter((each) => each >= 0.33).length).toBeGreaterThanOrEqual(2);
    expect(reps.map(ratio).filter((each) => each < 0.2)).toHaveLength(1);
  });

  test('there are wins in each finished quarter, and in the current one', () => {
    for (const { from, to } of quarters(NOW)) {
      const wins = sample.filter(
        ({ deal: { standing } }) => standing.is === 'won' && from <= standing.on && standing.on <= to,
      );

      expect(wins.length).toBeGreaterThan(15);
    }
  });

  test('Chi has no place left, Eva none for another parked deal, and one of Ben’s comes back tomorrow', () => {
    const count = (handle: string, is: string) =>
      dealsOf(sample, handle).filter(({ standing }) => standing.is === is).length;
    const tomorrow = addDays(dayIn(SETTINGS.zone, NOW), 1);

    expect([count('chi', 'live'), count('eva', 'parked'), count('ben', 'live'), count('ben', 'parked')]).toEqual([
      20, 10, 14, 3,
    ]);
    const ben = dealsOf(sampleAt(NOW, tomorrow), 'ben').filter(({ standing }) => standing.is === 'live');
    expect(ben).toHaveLength(15);
  });

  test('nobody has opened a deal before they joined, or after they left', () => {
    for (const { handle, joinedOn, leftOn } of members(NOW)) {
      const person = IDS.people.get(handle);
      const opened = sample
        .flatMap(({ events }) => events)
        .filter(({ by, kind }) => by === person && kind === 'opened');
      const days = opened.map(({ at }) => dayIn(SETTINGS.zone, at));

      expect(days.filter((day) => day < joinedOn || (leftOn !== null && day >= leftOn))).toEqual([]);
    }
  });
});
