import { expect, test } from 'vitest';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { sourcesOf } from '../../src/digests/numbers.ts';
import { aDeal, money, NOW, TODAY, YESTERDAY } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, credited } from '../support/sales-year.ts';

const [{ open }] = eachDatabase() as [ReturnType<typeof eachDatabase>[number]];
const db = open();

test('what is posted within seconds is drawn from the same numbers, and what comes later from new ones', async () => {
  const year = await aSalesYear(db(), [{ name: 'Ben', memberships: [{ team: 'West', joinedOn: null, leftOn: null }] }]);
  const { numbers } = sourcesOf(db());
  const asked = { workspace: year.workspace, settings: year.settings, today: TODAY };
  const won = async (at: Date) => (await numbers(asked, at)).cards.workspace.won;
  const before = await won(NOW);
  const standing = { is: 'won', on: YESTERDAY, amount: money(500) } as const;
  const deal = credited(aDeal({ owner: year.person('Ben'), standing }), null);
  await insertDeals(db(), { workspace: year.workspace, currency: 'EUR' }, [deal]);

  const soon = await won(new Date(NOW.getTime() + 9_000));
  const later = await won(new Date(NOW.getTime() + 11_000));
  const another = await sourcesOf(db()).numbers({ ...asked, workspace: 'TOTHER' as typeof year.workspace }, NOW);

  expect([before, soon, later]).toEqual([0, 0, 500]);
  expect(another.cards.workspace.won).toBe(0);
});
