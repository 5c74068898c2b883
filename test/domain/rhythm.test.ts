import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, dayIn, timeIn } from '../../src/domain/calendar.ts';
import {
  type Almanac,
  type Beat,
  catchUpEnd,
  comingSlot,
  dueAt,
  freeSlotFrom,
  occurrences,
  periodOf,
  slotFrom,
} from '../../src/domain/rhythm.ts';
import { day } from '../support/builders.ts';

const SEED = 20261116;
const NEW_YEAR = day('2027-01-01');
const ALMANAC: Almanac = { fiscalYearStart: 1, holidays: new Set([NEW_YEAR]) };
const weekly = (weekday: number, time = '09:00', zone = 'Europe/Berlin'): Beat => ({
  ...{ rhythm: 'weekly', weekday, time, zone },
});
const daily = (time = '09:00', zone = 'Europe/Berlin'): Beat => ({ rhythm: 'daily', weekday: null, time, zone });
const quarterly = (time = '09:00', zone = 'Europe/Berlin'): Beat => ({
  ...{ rhythm: 'quarter-start', weekday: null, time, zone },
});

describe('a slot is due at its wall-clock time', () => {
  test.each([
    [
      'S7 a time that the clock skips in spring is an hour later',
      'America/New_York',
      '02:30',
      '2027-03-14',
      '2027-03-14T07:30:00Z',
    ],
    [
      'S8 of a time that comes twice in autumn the first one counts',
      'America/New_York',
      '01:30',
      '2027-11-07',
      '2027-11-07T05:30:00Z',
    ],
    ['S9 a gap of half an hour', 'Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:45:00Z'],
    ['S9 the day after it', 'Australia/Lord_Howe', '02:15', '2026-10-05', '2026-10-04T15:15:00Z'],
    ['a midnight that is skipped', 'America/Havana', '00:30', '2027-03-14', '2027-03-14T05:30:00Z'],
    ['summer time on a Friday', 'Africa/Cairo', '00:15', '2027-04-30', '2027-04-29T22:15:00Z'],
    ['S20 the last minutes of a year', 'Europe/Berlin', '23:45', '2026-12-31', '2026-12-31T22:45:00Z'],
    [
      'S20 the last minutes of a year far in the west',
      'Pacific/Honolulu',
      '23:45',
      '2026-12-31',
      '2027-01-01T09:45:00Z',
    ],
    ['S20 a leap day', 'Asia/Kolkata', '09:00', '2028-02-29', '2028-02-29T03:30:00Z'],
    ['S10 a zone of 45 minutes', 'Asia/Kathmandu', '09:00', '2026-11-16', '2026-11-16T03:15:00Z'],
  ])('%s', (_, zone, time, slot, instant) => {
    expect(dueAt(day(slot), { zone, time })).toEqual(new Date(instant));
  });

  test.each(['Asia/Kathmandu', 'Asia/Kolkata', 'Pacific/Chatham'])(
    'S10 09:00 in %s is 09:00 on each day of a year, and on each one later',
    (zone) => {
      const days = Array.from({ length: 366 }, (_, index) => addDays(day('2026-06-01'), index));
      const instants = days.map((slot) => dueAt(slot, { zone, time: '09:00' }));

      expect(instants.map((at) => `${dayIn(zone, at)} ${timeIn(zone, at)}`)).toEqual(
        days.map((slot) => `${slot} 09:00`),
      );
      expect(instants.every((at, index) => index === 0 || at > (instants[index - 1] ?? at))).toBe(true);
    },
  );

  const ZONES = [
    ...['America/New_York', 'America/Havana', 'America/St_Johns', 'America/Santiago', 'Europe/Berlin', 'Europe/London'],
    ...['Africa/Cairo', 'Africa/Casablanca', 'Asia/Kathmandu', 'Asia/Kolkata', 'Australia/Lord_Howe'],
    ...['Pacific/Chatham', 'Pacific/Honolulu'],
  ];
  test('in 13 zones, at any time of the day and whatever their clocks do, dates come one by one and each once', () => {
    const time = fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 })).map((parts) => parts.map(two).join(':'));
    const start = fc.nat({ max: 8 * 365 }).map((days) => addDays(day('2024-01-01'), days));

    fc.assert(
      fc.property(fc.constantFrom(...ZONES), time, start, (zone, at, from) => {
        const slots = [0, 1, 2].map((days) => addDays(from, days));
        const instants = slots.map((slot) => dueAt(slot, { zone, time: at }));
        const isIncreasing = instants.every(
          (instant, index) => index === 0 || instant > (instants[index - 1] ?? instant),
        );
        return isIncreasing && instants.every((instant, index) => dayIn(zone, instant) === slots[index]);
      }),
      { seed: SEED, numRuns: 6_000 },
    );
  });
});

const two = (number: number) => String(number).padStart(2, '0');

describe('which days a digest comes on', () => {
  test.each<[string, Beat, string, string]>([
    ['a Monday from a Monday on is that Monday', weekly(1), '2026-11-16', '2026-11-16'],
    ['a Monday from a Tuesday on is the next one', weekly(1), '2026-11-17', '2026-11-23'],
    ['a Sunday', weekly(7), '2026-11-16', '2026-11-22'],
    ['a weekly one on a holiday comes all the same', weekly(5), '2027-01-01', '2027-01-01'],
    ['a working day after a Friday', daily(), '2026-11-21', '2026-11-23'],
    ['a working day after a holiday and a weekend', daily(), '2027-01-01', '2027-01-04'],
    ['the first working day of a quarter', quarterly(), '2026-12-31', '2027-01-04'],
    ['the quarter after, once that day is over', quarterly(), '2027-01-05', '2027-04-01'],
  ])('%s', (_, beat, from, slot) => {
    expect(slotFrom(day(from), beat, ALMANAC)).toBe(slot);
  });

  test('a quarter of a fiscal year that starts in February', () => {
    expect(slotFrom(day('2026-11-16'), quarterly(), { ...ALMANAC, fiscalYearStart: 2 })).toBe('2027-02-01');
  });

  test.each<[string, Beat, string, string]>([
    ['a weekly one has its ISO week', weekly(1), '2026-11-16', '2026-W47'],
    ['a week belongs to the year of its Thursday', weekly(5), '2027-01-01', '2026-W53'],
    ['a daily one its day', daily(), '2026-11-16', '2026-11-16'],
    ['a review the quarter that has ended', quarterly(), '2027-01-04', '2026-Q4'],
  ])('%s', (_, beat, slot, period) => {
    expect(periodOf(day(slot), beat, ALMANAC)).toBe(period);
  });

  test.each([
    ['2026-11-16T07:59:00Z', '2026-11-16'],
    ['2026-11-16T08:00:00Z', '2026-11-23'],
    ['2026-11-15T23:30:00Z', '2026-11-16'],
  ])('at %s the Monday at 09:00 in Berlin that is still to come is %s', (now, slot) => {
    expect(comingSlot(new Date(now), weekly(1), ALMANAC)).toBe(slot);
  });

  test.each([
    ['a Monday’s digest until Wednesday is over', '2026-11-16', '2026-11-18T23:00:00Z'],
    ['a Thursday’s over the weekend', '2026-11-19', '2026-11-23T23:00:00Z'],
    ['a Saturday’s until Tuesday is over', '2026-11-21', '2026-11-24T23:00:00Z'],
    ['over a holiday', '2026-12-31', '2027-01-05T23:00:00Z'],
  ])('what was missed is worth posting: %s', (_, slot, end) => {
    expect(catchUpEnd(day(slot), weekly(1), ALMANAC)).toEqual(new Date(end));
  });

  test('a date that has a run and a period that has its post are passed over', () => {
    const taken = { slots: new Set([day('2026-11-23')]), periods: new Set(['2026-W47']) };

    expect(freeSlotFrom(day('2026-11-16'), weekly(1), ALMANAC, taken)).toBe('2026-11-30');
    expect(freeSlotFrom(day('2026-11-16'), weekly(3), ALMANAC, taken)).toBe('2026-11-25');
  });
});

describe('what has come due', () => {
  const told = (from: Day, now: string, beat: Beat) => {
    const { due, next } = occurrences(from, new Date(now), beat, ALMANAC);
    return [...due.map(({ slot, outcome }) => `${slot} ${outcome}`), next];
  };
  const MONDAY = day('2026-11-16');

  test.each<[string, string, Beat, readonly string[]]>([
    ['nothing before its time', '2026-11-16T07:59:59Z', weekly(1), ['2026-11-16']],
    ['at its time', '2026-11-16T08:00:00Z', weekly(1), ['2026-11-16 planned', '2026-11-23']],
    ['S3 down until Wednesday', '2026-11-18T16:00:00Z', weekly(1), ['2026-11-16 planned', '2026-11-23']],
    ['S3 down until Thursday', '2026-11-19T09:00:00Z', weekly(1), ['2026-11-16 missed', '2026-11-23']],
    [
      'S4 of several days the last one',
      '2026-11-19T09:00:00Z',
      daily(),
      ['2026-11-16 superseded', '2026-11-17 superseded', '2026-11-18 superseded', '2026-11-19 planned', '2026-11-20'],
    ],
    [
      'of two weeks the last one, if it is not too late for that too',
      '2026-11-27T09:00:00Z',
      weekly(1),
      ['2026-11-16 superseded', '2026-11-23 missed', '2026-11-30'],
    ],
  ])('%s', (_, now, beat, expected) => {
    expect(told(MONDAY, now, beat)).toEqual(expected);
  });

  test('S4 down from Friday to Tuesday: Friday and Monday are left out, and say why', () => {
    const { due } = occurrences(day('2026-11-20'), new Date('2026-11-24T09:00:00Z'), daily(), ALMANAC);

    expect(due.map(({ slot, outcome, reason }) => [slot, outcome, reason])).toEqual([
      ['2026-11-20', 'superseded', 'later_due'],
      ['2026-11-23', 'superseded', 'later_due'],
      ['2026-11-24', 'planned', null],
    ]);
  });

  test('S5 down for 400 days: two rows, of which one says how many it stands for', () => {
    const { due, next } = occurrences(MONDAY, new Date('2027-12-21T09:00:00Z'), daily(), ALMANAC);

    expect(due).toHaveLength(2);
    expect(due[0]).toMatchObject({ slot: MONDAY, outcome: 'superseded' });
    expect(due[0]?.reason).toBe('later_due:285:2027-12-20');
    expect(due[1]).toMatchObject({ slot: '2027-12-21', outcome: 'planned' });
    expect(next).toBe('2027-12-22');
  });

  test('sixty in a row still have a row each', () => {
    const { due } = occurrences(MONDAY, new Date('2027-02-09T09:00:00Z'), daily(), ALMANAC);

    expect(due).toHaveLength(61);
  });

  test('S12 a clock that is set back finds nothing due', () => {
    expect(told(day('2026-11-23'), '2026-11-16T08:00:00Z', weekly(1))).toEqual(['2026-11-23']);
  });
});
