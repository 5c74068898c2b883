import { describe, expect, test } from 'vitest';
import { numberFacts } from '../../src/db/numbers.ts';
import { usualDaysFrom } from '../../src/domain/discipline.ts';
import { createUsual } from '../../src/slack/usual.ts';
import { aDeal, day, daysLater, money } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, credited } from '../support/sales-year.ts';

const TODAY = day('2026-11-16');

describe.each(eachDatabase())('the usual time in a stage on $name', ({ open }) => {
  const db = open();

  test('is the same on a card and in a digest: of the last four finished quarters', async () => {
    const won = (on: string, days: number, count: number) =>
      Array.from({ length: count }, () => ({ on: day(on), days }));
    const year = await aSalesYear(db(), [{ name: 'Ana' }], {
      // The quarter that runs, the last of the four, and the one before the first of them.
      deals: (made) =>
        [...won('2026-11-02', 2, 30), ...won('2026-08-06', 20, 10), ...won('2025-09-30', 90, 30)].map(
          ({ on, days }) => {
            const from = daysLater(-days, new Date(`${on}T12:00:00Z`));
            const stints = [{ stage: 'prove', isParked: false, from, to: daysLater(days, from) }] as const;
            const standing = { is: 'won', on, amount: money(1_000) } as const;
            return credited(aDeal({ owner: made.person('Ana'), openedAt: from, standing, stints }), null);
          },
        ),
    });

    const shown = await createUsual(db(), () => 0)(year.workspace, year.settings, TODAY);

    expect(shown).toEqual({ qualify: 14, prove: 20, propose: 14, negotiate: 14 });
    const { usualTimes } = await numberFacts(db(), { ...year, today: TODAY });
    expect(usualDaysFrom(usualTimes)).toEqual(shown);
  });
});
