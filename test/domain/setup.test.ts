import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PersonId, TeamId } from '../../src/domain/brand.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { meantCurrency, meantZone, parseCapacity, parsePercent, percentText } from '../../src/domain/setting-text.ts';
import { coincide, isAbout, joinedSpans, overlaps, type SetupEvent, type Span } from '../../src/domain/setup.ts';
import { day, TODAY } from '../support/builders.ts';

test.each([
  ['Europe/Berlin', 'Europe/Berlin', true],
  ['UTC', 'UTC', true],
  ['europe/berlin', 'Europe/Berlin', false],
  ['Europe/Berlni', 'Europe/Berlin', false],
  ['Berlin', 'Europe/Berlin', false],
  ['new york', 'America/New_York', false],
  ['utc', 'UTC', false],
  ['Mars/Olympus', null, false],
  ['EST5EDT', null, false],
  ['', null, false],
  ['x'.repeat(3_000), null, false],
])('the zone “%s” is %s, known: %s', (text, zone, isKnown) => {
  expect(meantZone(text)).toEqual(isKnown ? { is: 'known', name: zone } : { is: 'unknown', near: zone });
});

test.each([
  ['EUR', 'EUR', true],
  ['chf', 'CHF', true],
  ['€', 'EUR', false],
  ['EURO', 'EUR', false],
  ['Q', null, false],
  ['Muscheln', null, false],
])('the currency “%s” is %s, known: %s', (text, code, isKnown) => {
  expect(meantCurrency(text)).toEqual(isKnown ? { is: 'known', name: code } : { is: 'unknown', near: code });
});

test.each([
  ['0', 0],
  ['10', 1_000],
  ['12.5 %', 1_250],
  ['7,25%', 725],
  ['１０', 1_000],
  ['100', 10_000],
  ['100.01', null],
  ['101', null],
  ['10.125', null],
  ['-1', null],
  ['1e1', null],
  ['', null],
])('a limit of “%s” is %s basis points', (text, basisPoints) => {
  expect(parsePercent(text)).toBe(basisPoints);
});

test('a share is read back as it is shown', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('.' as const, ',' as const), (points, decimal) => {
      expect(parsePercent(percentText(points, decimal))).toBe(points);
    }),
  );
});

test.each([
  ['1', 1],
  ['200', 200],
  ['0', null],
  ['201', null],
  ['20.5', null],
  ['many', null],
])('a capacity of “%s” is %s', (text, capacity) => {
  expect(parseCapacity(text)).toBe(capacity);
});

const span = (joinedOn: string | null, leftOn: string | null): Span => ({
  joinedOn: joinedOn === null ? null : day(joinedOn),
  leftOn: leftOn === null ? null : day(leftOn),
});

test.each([
  ['one after the other with a gap', span(null, '2026-01-01'), span('2026-02-01', null), false, false],
  ['one on the day that the other ends', span(null, '2026-01-01'), span('2026-01-01', null), true, false],
  ['one within the other', span(null, null), span('2026-01-01', '2026-02-01'), true, true],
  ['both all along', span(null, null), span(null, null), true, true],
])('of two times on a team, %s', (_, a, b, doOverlap, doCoincide) => {
  expect([overlaps(a, b), overlaps(b, a)]).toEqual([doOverlap, doOverlap]);
  expect([coincide(a, b), coincide(b, a)]).toEqual([doCoincide, doCoincide]);
});

const anySpan = fc.tuple(fc.option(fc.integer({ min: 0, max: 30 })), fc.option(fc.integer({ min: 1, max: 9 }))).map(
  ([from, length]): Span => ({
    joinedOn: from === null ? null : addDays(TODAY, from),
    leftOn: length === null ? null : addDays(TODAY, (from ?? 0) + length),
  }),
);

test('times made one cover the same days, and share none', () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 6 }), fc.integer({ min: -5, max: 45 }), (spans, offset) => {
      const on = addDays(TODAY, offset);
      const covers = ({ joinedOn, leftOn }: Span) => (joinedOn ?? '') <= on && (leftOn === null || leftOn > on);
      const joined = joinedSpans(spans);

      expect(joined.filter(covers).length).toBe(spans.some(covers) ? 1 : 0);
    }),
  );
});

test('a change is about the settings, the admins, a team or a person', () => {
  const team = 'team-1' as TeamId;
  const person = 'person-1' as PersonId;
  const event = (what: SetupEvent['what'], before = {}, after = {}): SetupEvent => ({ what, before, after });

  expect(isAbout(event('settings'), { is: 'settings' })).toBe(true);
  expect(isAbout(event('admin-removed'), { is: 'admins' })).toBe(true);
  expect(isAbout(event('settings'), { is: 'admins' })).toBe(false);
  expect(isAbout(event('joined', {}, { team }), { is: 'team', team })).toBe(true);
  expect(isAbout(event('member-removed', { team }), { is: 'team', team })).toBe(true);
  expect(isAbout(event('joined', {}, { team: 'other' }), { is: 'team', team })).toBe(false);
  expect(isAbout(event('linked', { person }), { is: 'person', person })).toBe(true);
  expect(isAbout(event('team-made', {}, { team }), { is: 'new-team' })).toBe(false);
});
