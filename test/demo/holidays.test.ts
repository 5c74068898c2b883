import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holidayPage } from '../../src/db/holidays.ts';
import { holidays } from '../../src/demo/holidays.ts';
import { makeSample } from '../../src/demo/sample.ts';
import { WORKSPACE } from '../../src/demo/workspace.ts';
import { day } from '../support/builders.ts';
import { embeddedDatabase } from '../support/embedded.ts';

const NOW = new Date('2026-11-24T23:30:00Z');

let own: Awaited<ReturnType<typeof embeddedDatabase>>;
beforeAll(async () => {
  own = await embeddedDatabase();
});
afterAll(() => own.close());

test('the sample has the usual days off of its five quarters and of the coming one, but none on a weekend', () => {
  const days = holidays(NOW).map((holiday) => `${holiday.day} ${holiday.name}`);

  expect(days).toEqual([
    '2025-11-27 Thanksgiving',
    '2025-12-25 Christmas Day',
    '2025-12-26 Day after Christmas',
    '2026-01-01 New Year’s Day',
    '2026-11-26 Thanksgiving',
    '2026-12-25 Christmas Day',
    '2027-01-01 New Year’s Day',
  ]);
});

test.each([
  ['2024-05-01T12:00:00Z', '2023-11-23', '2024-07-04'],
  ['2028-10-10T12:00:00Z', '2027-11-25', '2028-11-23'],
])('as of %s Thanksgiving is the fourth Thursday of November, and 4 July is off on a weekday', (now, ...expected) => {
  expect(holidays(new Date(now)).map((holiday) => holiday.day)).toEqual(expect.arrayContaining(expected));
});

test('no review of a quarter comes on New Year’s Day', async () => {
  await makeSample(own.db, NOW);

  const { all } = await holidayPage(own.db, WORKSPACE, { today: day('2026-11-24'), page: 0 });
  const reviews = await own.db.execute(
    sql`select distinct next_slot::text as day from digest_schedule where kind = 'quarter-review'`,
  );

  expect(all).toBe(7);
  expect(reviews.rows).toEqual([{ day: '2027-01-04' }]);
});
