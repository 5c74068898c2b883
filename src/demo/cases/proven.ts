import type { Opening } from '../tell.ts';
import type { Answers, Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import type { Told } from './told.ts';

/** A deal in Propose since `at`: qualified, shown, and still a go. `days` before it was opened. */
export function inPropose(
  { floor, open }: Told,
  opening: Omit<Opening, 'at'>,
  { at, days, answers = SAID }: { readonly at: Date; readonly days: number; readonly answers?: Answers },
): Telling {
  const before = (share: number): Date => floor.workTime(new Date(at.getTime() - days * share * 86_400_000));
  return open({ ...opening, at: before(1) })
    .answers(before(0.95), answers)
    .advance(before(0.7))
    .proof(before(0.65), 'demo')
    .proofIs(before(0.4), 'demo', 'delivered')
    .proofIs(before(0.3), 'demo', 'accepted', { note: 'saw their own checklist in it' })
    .advance(at, { words: 'Yes. Send it.' });
}
