import { addDays } from '../../domain/calendar.ts';
import type { Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import type { Told } from './told.ts';

/** What Pia left behind, and one of Tom's that Dana gave to Ana. */
export function handedOver({ floor, open }: Told): readonly Telling[] {
  const { leftOn } = floor.member('pia');
  if (leftOn === null) throw new Error('Pia has not left.');
  const before = (days: number): Date => floor.at(addDays(leftOn, -days), 10.5);
  const lost = open({ owner: 'pia', company: 'Škoda Parts', amount: 38_000, at: before(30) })
    .answers(before(28), SAID)
    .advance(before(20))
    .by('mori')
    .reassign(before(2), 'dov', 'Pia leaves')
    .lose(before(-15), 'no-decision', { note: 'wanted to go on with Pia only' });
  const longOne = open({
    ...{ owner: 'pia', company: 'Lefebvre & Fils', contact: { name: 'Luc Lefebvre', role: 'Managing Director' } },
    ...{ amount: 46_000, closes: floor.day(28), at: before(24) },
  })
    .answers(before(22), { ...SAID, timing: ['no', 'not before the move into the new hall'] })
    .park(before(21), floor.day(-20), 'new hall is ready then')
    .by('mori')
    .reassign(before(2), 'dov', 'Pia leaves')
    .answers(floor.ago(17), SAID)
    .advance(floor.ago(15))
    .proof(floor.ago(14), 'demo')
    .proofIs(floor.ago(9), 'demo', 'delivered');
  const given = open({
    owner: 'tom',
    company: 'Brandywine Mills',
    amount: 54_000,
    closes: floor.day(37),
    at: floor.ago(35),
  })
    .answers(floor.ago(33), SAID)
    .by('dana')
    .reassign(floor.ago(18), 'ana', 'Tom has more than he can work')
    .advance(floor.ago(16))
    .proof(floor.ago(15), 'roi', { due: floor.day(1) });
  return [lost, longOne, given];
}
