import { euros, type Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import type { Told } from './told.ts';

/** Proof in each of its states, and none wanted. */
export function prove(told: Told): readonly Telling[] {
  return [acme(told), ...accepted(told), ...refused(told), ...asked(told)];
}

function acme({ floor, open }: Told): Telling {
  const roi = { cost: euros(45_000), yearlyGain: euros(68_000) };
  return open({
    ...{ owner: 'ben', company: 'Acme Foods', contact: { name: 'Jo Park', role: 'VP Operations' } },
    ...{ amount: 45_000, closes: floor.day(24), at: floor.ago(19, 9.5) },
  })
    .answers(floor.ago(18), { timing: ['said-so', 'audit in March, must be live by February'] })
    .answers(floor.ago(14), {
      decision: ['said-so', 'runs the budget, signs up to €50k herself'],
      price: ['we-think-so', 'pays more for the two tools it would replace'],
      alternatives: ['said-so', 'looked at two, neither does audits'],
    })
    .advance(floor.since(13))
    .proof(floor.since(13), 'demo', { due: floor.day(-10) })
    .proof(floor.since(12.9), 'roi', { wish: 'for her CFO', due: floor.day(-6) })
    .noteOnProof(floor.since(12.8), { bad: 'if the night shift does not use it' })
    .proofIs(floor.ago(12), 'demo', 'delivered')
    .proofIs(floor.ago(8), 'demo', 'accepted', { note: 'that is our Tuesday exactly' })
    .proofIs(floor.ago(6), 'roi', 'delivered', { roi });
}

function accepted({ floor, open }: Told): readonly Telling[] {
  const none = open({
    ...{ owner: 'ana', company: 'Sterling Grand Hotels', contact: { name: 'Marta Ruiz', role: 'COO' } },
    ...{ amount: 52_000, closes: floor.day(24), at: floor.ago(17) },
  })
    .answers(floor.ago(16), SAID)
    .advance(floor.ago(9))
    .noteOnProof(floor.ago(8), { none: 'Our sister house has run it for a year, we need no demo.' });
  const noLonger = open({
    ...{ owner: 'iris', company: 'Ωmega Instruments', contact: { name: 'Eleni Pappas', role: 'CFO' } },
    ...{ amount: 61_500, closes: floor.day(38), at: floor.ago(26) },
  })
    .answers(floor.ago(25), SAID)
    .advance(floor.ago(20))
    .proof(floor.ago(19), 'demo')
    .proof(floor.ago(19), 'references', { wish: 'somebody of their trade' })
    .proofIs(floor.ago(13), 'demo', 'delivered')
    .proofIs(floor.ago(12), 'demo', 'accepted', { note: 'when can my people try it' })
    .proofIs(floor.ago(4), 'references', 'no-longer-wanted', { note: 'the demo was enough' });
  const hallmark = open({
    ...{ owner: 'ben', company: 'Hallmark', contact: { name: 'Ruth Adler', role: 'Managing Director' } },
    ...{ amount: 39_000, closes: floor.day(-4), at: floor.ago(27) },
  })
    .answers(floor.ago(26), SAID)
    .advance(floor.ago(11))
    .proof(floor.ago(10), 'references')
    .proofIs(floor.ago(6), 'references', 'delivered')
    .proofIs(floor.ago(5), 'references', 'accepted', { note: 'they said what you said' });
  return [none, noLonger, hallmark];
}

/** Refused with nothing in its place, and with another in its place. */
function refused({ floor, open }: Told): readonly Telling[] {
  const nothing = open({
    ...{ owner: 'dov', company: 'O’Brien & Söhne', contact: { name: 'Fiona O’Brien', role: 'Managing Director' } },
    ...{ amount: 27_000, closes: floor.day(30), at: floor.ago(24) },
  })
    .answers(floor.ago(23), SAID)
    .advance(floor.ago(14))
    .proof(floor.ago(13), 'demo')
    .proofIs(floor.ago(8), 'demo', 'delivered')
    .proofIs(floor.ago(7), 'demo', 'refused', { note: 'showed the wrong module' });
  const another = open({
    ...{ owner: 'dov', company: 'Nordlicht Werke', contact: { name: 'Uwe Petersen', role: 'Head of Maintenance' } },
    ...{ amount: 31_000, closes: floor.day(41), at: floor.ago(29) },
  })
    .answers(floor.ago(28), SAID)
    .advance(floor.ago(18))
    .proof(floor.ago(17), 'references')
    .proofIs(floor.ago(12), 'references', 'refused', { note: 'the reference was of another trade' });
  another
    .proof(floor.ago(11), 'demo', { inPlaceOf: another.last('references').id, wish: 'at their own line' })
    .proofIs(floor.ago(3), 'demo', 'delivered');
  return [nothing, another];
}

/** All kinds at once, one in their own words, and one that nobody has touched for weeks. */
function asked({ floor, open }: Told): readonly Telling[] {
  const all = open({
    ...{ owner: 'chi', company: 'Rhein-Main Kliniken', contact: { name: 'Dr. Ute Sommer', role: 'COO' } },
    ...{ amount: 74_000, closes: floor.day(60), at: floor.ago(13) },
  })
    .answers(floor.ago(12), SAID)
    .advance(floor.ago(6))
    .proof(floor.ago(5), 'demo', { due: floor.day(4) })
    .proof(floor.ago(5), 'references', { due: floor.day(9) })
    .proof(floor.ago(5), 'roi', { due: floor.day(11) });
  const own = open({ owner: 'raj', company: 'Mehrwerk', amount: 21_000, closes: floor.day(33), at: floor.ago(12) })
    .answers(floor.ago(11), SAID)
    .advance(floor.ago(7))
    .proof(floor.ago(6), 'other', { wish: 'A week on the night shift', due: floor.day(2) });
  const idle = open({
    ...{ owner: 'tom', company: 'Überseehafen Logistik', contact: { name: 'Kai Jessen', role: 'IT Director' } },
    ...{ amount: 44_000, closes: floor.day(12), at: floor.ago(58) },
  })
    .answers(floor.ago(56), SAID)
    .advance(floor.ago(48))
    .proof(floor.ago(37), 'demo');
  return [all, own, idle];
}
