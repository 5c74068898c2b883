import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TeamId } from '../../src/domain/brand.ts';
import { addDays, type Day } from '../../src/domain/calendar.ts';
import { isOn, type Membership, repSpans, stays, wholeTime } from '../../src/domain/stays.ts';
import { day, OWNER } from '../support/builders.ts';

const START = day('2026-01-01');
const days = fc.integer({ min: 0, max: 60 });

const memberships: fc.Arbitrary<readonly Membership[]> = fc
  .array(
    fc.record({ team: fc.constantFrom('east', 'west', 'north'), joined: fc.option(days), stay: fc.option(fc.nat(30)) }),
    { maxLength: 4 },
  )
  .map((list) =>
    list.map(({ team, joined, stay }, index) => ({
      id: String(index),
      person: OWNER,
      team: team as TeamId,
      joinedOn: joined === null ? null : addDays(START, joined),
      leftOn: stay === null ? null : addDays(START, (joined ?? 0) + stay),
    })),
  );

/** The team that a win of a day is credited to: `order by joined_on desc nulls last, id`. */
function teamOf(list: readonly Membership[], at: Day): TeamId | null {
  const on = list.filter((each) => isOn(each, at));
  const latest = on
    .map(({ joinedOn }) => joinedOn ?? '')
    .sort()
    .at(-1);
  return on.find(({ joinedOn }) => (joinedOn ?? '') === latest)?.team ?? null;
}

test('on every day there is one team at most: that to which a win is credited', () => {
  fc.assert(
    fc.property(memberships, (list) => {
      const found = stays(list);
      for (let at = -2; at < 95; at += 1) {
        const today = addDays(START, at);
        const teams = found.filter((stay) => isOn(stay, today)).map(({ team }) => team);
        expect(teams).toEqual([teamOf(list, today)].filter((team) => team !== null));
      }
    }),
    { seed: 20260313, numRuns: 60 },
  );
});

test('a person is a rep while on any team; without one, all along', () => {
  fc.assert(
    fc.property(memberships, (list) => {
      const spans = repSpans(list);
      for (let at = -2; at < 95; at += 1) {
        const today = addDays(START, at);
        const isRep = list.length === 0 || list.some((each) => isOn(each, today));
        expect(spans.filter((span) => isOn(span, today)).length).toBe(isRep ? 1 : 0);
      }
    }),
    { seed: 20260314, numRuns: 60 },
  );
});

test('of a whole time each day is one piece’s: with a team where there is one, with none between, before and after', () => {
  fc.assert(
    fc.property(memberships, (list) => {
      const whole = wholeTime(OWNER, stays(list));
      for (let at = -2; at < 95; at += 1) {
        const on = whole.filter((piece) => isOn(piece, addDays(START, at)));

        expect(on.map(({ team }) => team)).toEqual([teamOf(list, addDays(START, at))]);
      }
    }),
    { seed: 20260318, numRuns: 200 },
  );
});
