import { describe, expect, test } from 'vitest';
import type { DealId, PersonId } from '../../src/domain/brand.ts';
import { addDays, fiscalQuarter, startOf } from '../../src/domain/calendar.ts';
import { type Cause, corrections, type Shown } from '../../src/domain/corrections.ts';
import { type Attained, type Entered, movement } from '../../src/domain/movement.ts';
import { day, ZONE } from '../support/builders.ts';

const ANA = 'ana' as PersonId;
const BEN = 'ben' as PersonId;
const THIRD = fiscalQuarter(day('2026-08-01'), 1);
const at = (text: string) => new Date(`${text}T10:00:00Z`);
const endOf = ({ to }: typeof THIRD) => startOf(addDays(to, 1), ZONE);

function entered(but: Partial<Entered> = {}): Entered {
  return {
    ...{ deal: 'lindqvist' as DealId, person: BEN, team: null, company: 'Lindqvist', amount: 12_000, by: 'Dana' },
    ...{ on: day('2026-09-29'), at: at('2026-11-12') },
    ...but,
  };
}

const win = (but: Partial<Entered> = {}): Cause => ({ is: 'win', ...entered(but) });
const attained = (percent: number | null, won = (percent ?? 0) * 1_000): Attained => ({ won, percent });

function shown(but: Partial<Shown> = {}): Shown {
  return {
    ...{ quarter: THIRD, at: at('2026-10-05'), isFinal: true, team: attained(70) },
    reps: new Map([
      [ANA, attained(90)],
      [BEN, attained(77)],
    ]),
    ...but,
  };
}

/** How things stand now. */
const now =
  (is: { readonly [who: string]: Attained }) =>
  (_: unknown, whose: PersonId | 'team'): Attained =>
    is[whose] ?? shown().reps.get(whose as PersonId) ?? shown().team;

describe('corrections', () => {
  test('are of whoever was named and reads otherwise now, with what brought it about', () => {
    const found = corrections([shown()], { now: now({ [BEN]: attained(83) }), causes: [win()], endOf });

    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ whose: BEN, shown: { percent: 77 }, now: { percent: 83 }, causes: [win()] });
  });

  test('are of the team where nobody was named', () => {
    const found = corrections([shown({ reps: new Map() })], {
      ...{ now: now({ team: attained(72), [BEN]: attained(83) }), causes: [win()], endOf },
    });

    expect(found.map(({ whose }) => whose)).toEqual(['team']);
  });

  test('there are none where all reads as it was said', () => {
    expect(corrections([shown()], { now: now({}), causes: [win()], endOf })).toEqual([]);
  });

  test('a change of the final figure is one without a win too: a holiday, a ramp', () => {
    const found = corrections([shown()], { now: now({ [BEN]: attained(80, 77_000) }), causes: [], endOf });

    expect(found).toMatchObject([{ whose: BEN, causes: [] }]);
  });

  test('what was said before the quarter’s end was not the end of it: only what came in late corrects it', () => {
    const early = shown({ at: at('2026-09-28'), isFinal: false });
    const is = now({ [BEN]: attained(83) });

    const inTime = corrections([early], { now: is, causes: [win({ at: at('2026-09-29') })], endOf });
    const late = corrections([early], { now: is, causes: [win()], endOf });

    expect(inTime).toEqual([]);
    expect(late).toMatchObject([{ whose: BEN, wasFinal: false, shownAt: early.at }]);
  });

  test('a win of another quarter, or that was in what was said, is not what brought it about', () => {
    const causes = [win({ on: day('2026-10-02') }), win({ at: at('2026-10-04') })];

    const found = corrections([shown()], { now: now({ [BEN]: attained(83) }), causes, endOf });

    expect(found).toMatchObject([{ causes: [] }]);
  });
});

describe('what has moved', () => {
  const before = new Map([
    [ANA, attained(50)],
    [BEN, attained(40)],
  ]);

  test('is wins, the largest first, and who moved without one', () => {
    const moved = movement({
      before,
      now: new Map([
        [ANA, attained(60)],
        [BEN, attained(45)],
      ]),
      entered: [entered({ person: ANA, amount: 5 }), entered({ person: ANA, amount: 9, deal: 'b' as DealId })],
    });

    expect(moved.entered.map(({ amount }) => amount)).toEqual([9, 5]);
    expect(moved.moved).toEqual([{ person: BEN, from: 40, to: 45 }]);
  });

  test('a win that was reopened within the same time is none, and one from before is a minus', () => {
    const back = entered({ amount: -12_000, at: at('2026-11-13') });

    expect(movement({ before, now: before, entered: [entered(), back] }).entered).toEqual([]);
    expect(movement({ before, now: before, entered: [back] }).entered).toMatchObject([{ amount: -12_000 }]);
  });

  test('the wins of people who are not told of are left out', () => {
    const others = entered({ person: 'dov' as PersonId });

    expect(movement({ before, now: before, entered: [others] }).entered).toEqual([]);
  });

  test('where nothing was said before, nobody is said to have stood still', () => {
    expect(movement({ before: null, now: before, entered: [] })).toEqual({ entered: [], moved: [], isCompared: false });
  });
});
