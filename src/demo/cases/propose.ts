import type { Telling } from '../telling.ts';
import { inPropose } from './proven.ts';
import type { Told } from './told.ts';

/** Proposals: out with a point open that may not be, out with terms open, not there yet, lowered, and a step back. */
export function propose(told: Told): readonly Telling[] {
  return [...securityReviews(told), ...onTheWay(told), lowered(told), backToProve(told)];
}

function securityReviews(told: Told): readonly Telling[] {
  const { floor } = told;
  const keller = inPropose(
    told,
    {
      ...{ owner: 'tom', company: 'Keller AG', contact: { name: 'Thomas Frei', role: 'Head of Procurement' } },
      ...{ amount: 62_000, closes: floor.day(9) },
    },
    { at: floor.since(34), days: 36 },
  )
    .propose(floor.ago(31), { euros: 62_000, agreed: '60 seats, three plants, hosted in the EU' })
    .points(floor.ago(20), 'price', 'security-review');
  const osprey = inPropose(
    told,
    {
      ...{ owner: 'ben', company: 'Osprey AG', contact: { name: 'Ines Vogt', role: 'IT Director' } },
      ...{ amount: 62_000, closes: floor.day(16) },
    },
    { at: floor.since(21), days: 27 },
  )
    .propose(floor.ago(18), { euros: 58_000, agreed: '55 seats, two plants, audits first' })
    .points(floor.ago(7), 'security-review', 'payment-terms');
  return [keller, osprey];
}

function onTheWay(told: Told): readonly Telling[] {
  const { floor } = told;
  const terms = inPropose(
    told,
    {
      ...{ owner: 'ana', company: 'Bellwether Energy', contact: { name: 'Carl Nyström', role: 'CFO' } },
      ...{ amount: 83_000, closes: floor.day(14) },
    },
    { at: floor.ago(6), days: 24 },
  )
    .propose(floor.ago(4), { euros: 83_000, agreed: '80 seats, four sites, three-year term' })
    .points(floor.ago(4), 'price', 'legal-terms', 'payment-terms', 'procurement');
  const notYet = inPropose(
    told,
    {
      ...{ owner: 'eva', company: 'Lindberg Skog', contact: { name: 'Maja Lindberg', role: 'Managing Director' } },
      ...{ amount: 26_500, closes: floor.day(21) },
    },
    { at: floor.ago(5), days: 30 },
  );
  return [terms, notYet];
}

/** A later proposal below the first is a discount, with its reason. */
function lowered(told: Told): Telling {
  const { floor } = told;
  return inPropose(
    told,
    {
      ...{ owner: 'chi', company: 'Valverde Cítricos', contact: { name: 'Rocío Valverde', role: 'COO' } },
      ...{ amount: 40_000, closes: floor.day(18) },
    },
    { at: floor.ago(12), days: 26 },
  )
    .propose(floor.ago(10), { euros: 40_000, agreed: '40 seats, two plants' })
    .propose(floor.ago(3), {
      euros: 38_000,
      agreed: '40 seats, two plants, start in May',
      reason: 'starts a quarter later',
    });
}

function backToProve(told: Told): Telling {
  const { floor } = told;
  return inPropose(
    told,
    {
      ...{ owner: 'iris', company: 'Straße & Weiß', contact: { name: 'Karl Weiß', role: 'Plant Manager' } },
      ...{ amount: 35_500, closes: floor.day(40) },
    },
    { at: floor.ago(13), days: 25 },
  )
    .back(floor.ago(8), 'prove', 'their new plant manager wants to see it himself')
    .proof(floor.ago(8), 'demo', { wish: 'for the new plant manager', due: floor.day(3) });
}
