import type { Opening } from '../tell.ts';
import { euros, type Telling } from '../telling.ts';
import { inPropose } from './proven.ts';
import type { Told } from './told.ts';

/** Ledgers: asked and not countered, value before discount, discount before value, over the limit, and ready to be won. */
export function negotiate(told: Told): readonly Telling[] {
  return [nordwind(told), ready(told), overLimit(told), beforeValue(told), otherWishes(told)];
}

type Proposed = { readonly ago: number; readonly agreed: string };

function inNegotiate(
  told: Told,
  opening: Omit<Opening, 'at'> & { readonly amount: number },
  proposed: Proposed,
): Telling {
  const { floor } = told;
  const { ago, agreed } = proposed;
  return inPropose(told, opening, { at: floor.ago(ago + 8), days: 28 })
    .points(floor.ago(ago + 5), 'price')
    .advance(floor.ago(ago), { proposal: { euros: opening.amount, agreed } });
}

function nordwind(told: Told): Telling {
  const { floor } = told;
  return inNegotiate(
    told,
    {
      ...{ owner: 'dov', company: 'Nordwind', contact: { name: 'Silke Brandt', role: 'Head of Procurement' } },
      ...{ amount: 48_000, closes: floor.day(11) },
    },
    { ago: 7, agreed: '50 seats, two plants, training included' },
  ).counter(floor.ago(4), {
    kind: 'asked-discount',
    basisPoints: 1_500,
    words: 'everybody else comes down in December',
  });
}

function ready(told: Told): Telling {
  const { floor } = told;
  return inNegotiate(
    told,
    {
      ...{ owner: 'ana', company: 'Corsair Textiles', contact: { name: 'Hugo Blanc', role: 'CFO' } },
      ...{ amount: 57_000, closes: floor.day(5) },
    },
    { ago: 10, agreed: '55 seats, two mills, support in French' },
  )
    .counter(floor.ago(8), { kind: 'asked-discount', basisPoints: 1_000, words: 'procurement always asks' })
    .counter(floor.ago(7), { kind: 'value', value: 'training', words: 'two days on site' })
    .counter(floor.ago(5), { kind: 'discount', amount: euros(1_700), reason: '' })
    .points(floor.ago(2));
}

/** Over the team's limit: recorded by the manager, which is the yes. */
function overLimit(told: Told): Telling {
  const { floor } = told;
  return inNegotiate(
    told,
    {
      ...{ owner: 'tom', company: 'Hofmann Stahl', contact: { name: 'Jens Hofmann', role: 'Managing Director' } },
      ...{ amount: 50_000, closes: floor.day(8) },
    },
    { ago: 12, agreed: '50 seats, one plant, five-year term' },
  )
    .counter(floor.ago(9), { kind: 'asked-discount', basisPoints: 2_000, words: 'has an offer of Checkwell’s' })
    .counter(floor.ago(8), { kind: 'value', value: 'term', words: 'five years instead of three' })
    .by('dana')
    .counter(floor.ago(6), {
      kind: 'discount',
      amount: euros(7_000),
      reason: 'five years, and the first steel works in the region',
    });
}

function beforeValue(told: Told): Telling {
  const { floor } = told;
  return inNegotiate(
    told,
    {
      ...{ owner: 'tom', company: 'Pommery Glass', contact: { name: 'Anne Pommery', role: 'COO' } },
      ...{ amount: 33_000, closes: floor.day(13) },
    },
    { ago: 9, agreed: '30 seats, furnace line only' },
  ).counter(floor.ago(6), {
    kind: 'discount',
    amount: euros(2_500),
    reason: 'she asked twice, and the month was ending',
  });
}

function otherWishes(told: Told): Telling {
  const { floor } = told;
  return inNegotiate(
    told,
    {
      ...{ owner: 'raj', company: 'Deichgraf Reederei', contact: { name: 'Hauke Thomsen', role: 'CFO' } },
      ...{ amount: 28_500, closes: floor.day(10) },
    },
    { ago: 5, agreed: '25 seats on four ships' },
  )
    .counter(floor.ago(4), { kind: 'asked-term', words: 'payment in 90 days' })
    .counter(floor.ago(4), { kind: 'asked-other', words: 'wants to leave after a year' })
    .counter(floor.ago(2), { kind: 'value', value: 'scope', words: 'two more ships in the second year' });
}
