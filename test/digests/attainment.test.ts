import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { addDays, type Day } from '../../src/domain/calendar.ts';
import { complaintsAboutMessage } from '../../src/playground/limits.ts';
import { aDeal, day, money } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aNoticeboard, drawnIn, shownIn } from '../support/digest-post.ts';
import { aSalesYear, credited, type SalesYear } from '../support/sales-year.ts';

/** Monday 16 November 2026, 09:00 in Berlin: 32 of 66 working days are finished. */
const MONDAY = new Date('2026-11-16T08:00:00Z');
const WEEK = 7 * 86_400_000;
const LAST_MONDAY = new Date(MONDAY.getTime() - WEEK);

const WEST = [
  ['Tom', 200, 26],
  ['Eva', 250, 79],
  ['Dov', 200, 84],
  ['Chi', 200, 98],
  ['Ben', 250, 128],
  ['Ana', 250, 171],
] as const;

const thousand = (count: number) => money(count * 100_000);

function won(year: SalesYear, [name, amount, on, at]: readonly [string, number, Day, Date], company = `${name}s win`) {
  const deal = aDeal({ company, owner: year.person(name), standing: { is: 'won', on, amount: thousand(amount) } });
  return credited(deal, year.teams.get('West') ?? null, { at });
}

/** West as the screens show it: six reps, their wins of the fourth quarter entered on the day. */
async function west(db: Db, { quarters = [day('2026-10-01')] }: { readonly quarters?: readonly Day[] } = {}) {
  return aSalesYear(
    db,
    WEST.map(([name, quota]) => ({
      ...{ name, memberships: [{ team: 'West', joinedOn: null, leftOn: null }] },
      quotas: quarters.map((startsOn) => ({ startsOn, amount: thousand(quota) })),
    })),
    {
      deals: (year) =>
        WEST.map(([name, , amount]) => won(year, [name, amount, day('2026-10-20'), new Date('2026-10-20T10:00:00Z')])),
    },
  );
}

async function board(db: Db, year: SalesYear, readers: 'managers' | 'team' = 'managers') {
  const { workspace, teams, person } = year;
  return aNoticeboard(db, { workspace, team: teams.get('West') ?? null, by: person('Ana'), readers });
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
    expect(table.rows[1]?.map((cell) => cell.text)).toEqual(['Tom', '€26k', '€200k', '13 %', '0.26', '13 %', '–']);
    expect(text).toContain('Tom: €26,000 of €200,000, 13 %, pace 0.26, forecast 13 %');
    expect(shownIn(detail)).toContain('no quota (everybody)');
    for (const each of [head, detail]) expect(complaintsAboutMessage([...drawnIn(each).blocks])).toEqual([]);
  });
});

export { addDays, board, LAST_MONDAY, WEEK, west, won };
