import type { Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import { inPropose } from './proven.ts';
import type { Told } from './told.ts';

/** Off the places until a day: tomorrow, later, gone by; brought back earlier, or given another date. */
export function parked(told: Told): readonly Telling[] {
  const { floor, open } = told;
  const tomorrow = open({
    ...{ owner: 'ben', company: 'Marlow Creamery', contact: { name: 'Beth Marlow', role: 'Managing Director' } },
    ...{ amount: 34_000, closes: floor.day(60), at: floor.ago(40) },
  })
    .answers(floor.ago(38), { ...SAID, timing: ['no', 'not before the new dairy is built'] })
    .park(floor.ago(38), floor.day(1), 'new dairy opens then');
  const inPurpose = inPropose(
    told,
    { owner: 'ben', company: 'Castellan Bau', amount: 47_000, closes: floor.day(50) },
    { at: floor.ago(16), days: 30 },
  ).park(floor.ago(9), floor.day(23), 'their CFO is away until then');
  const otherDate = open({ owner: 'eva', company: 'Isla Verde Resorts', amount: 20_000, at: floor.ago(44) })
    .answers(floor.ago(43), { timing: ['no', 'come back after the season'] })
    .park(floor.ago(43), floor.day(14), 'after the season')
    .park(floor.ago(6), floor.day(75), 'the season goes on longer');
  return [tomorrow, inPurpose, otherDate, ...back(told)];
}

function back({ floor, open }: Told): readonly Telling[] {
  const byItself = open({
    ...{ owner: 'ben', company: 'Hjelm Industri', contact: { name: 'Nils Hjelm', role: 'Plant Manager' } },
    ...{ amount: 30_000, closes: floor.day(48), at: floor.ago(34) },
  })
    .answers(floor.ago(32), SAID)
    .park(floor.ago(30), floor.day(-2), 'budget round ends then');
  const goneOn = open({
    owner: 'ana',
    company: 'Petit & Grand',
    amount: 37_000,
    closes: floor.day(35),
    at: floor.ago(45),
  })
    .answers(floor.ago(44), SAID)
    .park(floor.ago(42), floor.day(-12), 'waits for the new fiscal year')
    .answers(floor.ago(9), { ...SAID, timing: ['said-so', 'budget is there since Monday'] })
    .advance(floor.ago(8));
  const earlier = open({
    owner: 'chi',
    company: 'Harlan & Voss',
    amount: 23_000,
    closes: floor.day(44),
    at: floor.ago(29),
  })
    .answers(floor.ago(28), SAID)
    .park(floor.ago(26), floor.day(20), 'new plant manager starts then')
    .bringBack(floor.ago(5));
  return [byItself, goneOn, earlier];
}
