import { expect, test } from 'vitest';
import { type Deal, daysInStage } from '../../src/domain/deal.ts';
import { type Advance, advance, moveBack } from '../../src/domain/moves.ts';
import { opened } from '../../src/domain/opening.ts';
import { aDeal, aProof, aScene, daysLater, MANAGER, money, NOW, OWNER, someAnswers } from '../support/builders.ts';

const WITH_PROOF: Partial<Deal> = { proofs: [aProof({ state: 'accepted' })] };
const PROPOSAL = { amount: money(900), agreed: '40 seats', link: 'https://docs.example/1', reason: '' };

function typed(but: Partial<Advance> = {}): Advance {
  const asked = { stillAGo: 'yes', words: '' } as const;
  return { gate: 'prove', seen: 9, asked, answered: {}, openPoints: null, proposal: null, ...but };
}

test('a new deal stands in Qualify, asked nothing, and belongs to its owner from now on', () => {
  const { id, title, company, expectedClose } = aDeal();
  const words = { company, title, contact: { name: 'Ada', role: '' }, amount: null, expectedClose, owner: OWNER };

  const { deal, events } = opened(id, words, NOW);
  const withoutContact = opened(id, { ...words, contact: null }, NOW);

  expect(deal).toMatchObject({ version: 1, standing: { is: 'live', stage: 'qualify' }, answers: [], qualified: null });
  expect([deal.owners, deal.openedAt]).toEqual([[{ person: OWNER, since: NOW }], NOW]);
  expect(events).toMatchObject([{ kind: 'opened', to: { company, contact: 'Ada', owner: OWNER, stage: 'qualify' } }]);
  expect(withoutContact.events).toMatchObject([{ to: { contact: '' } }]);
});

test('a qualified deal goes to Prove, and counts as sales-qualified from now on', () => {
  const after = advance(aDeal({ answers: someAnswers() }), typed(), aScene());

  expect(after).toMatchObject({
    deal: { standing: { is: 'live', stage: 'prove' }, qualified: { at: NOW, how: 'gate' }, version: 2 },
    events: [{ kind: 'advanced', from: { stage: 'qualify' }, to: { stage: 'prove', stillAGo: 'yes' } }],
  });
});

test('a deal keeps the day on which it was qualified first', () => {
  const qualified = { at: daysLater(-20), how: 'gate' } as const;

  const after = advance(aDeal({ answers: someAnswers(), qualified }), typed(), aScene());

  expect(after).toMatchObject({ deal: { qualified } });
});

test.each([
  ['import-unsure', { at: NOW, how: 'gate' }],
  ['import', { at: NOW, how: 'gate' }],
] as const)('a deal counted by %s, through the first gate, is qualified as %j', (how, expected) => {
  const after = advance(aDeal({ answers: someAnswers(), qualified: { at: null, how } }), typed(), aScene());

  expect(after).toMatchObject({ deal: { qualified: expected } });
});

test('a later gate does not make a doubtful one sure', () => {
  const qualified = { at: null, how: 'import-unsure' } as const;

  const after = advance(aDeal({ stage: 'prove', ...WITH_PROOF, qualified }), typed({ gate: 'propose' }), aScene());

  expect(after).toMatchObject({ is: 'changed', deal: { qualified } });
});

test('a deal that came past the first gate without one is not stamped at a later one', () => {
  const after = advance(
    aDeal({ stage: 'prove', ...WITH_PROOF, qualified: null }),
    typed({ gate: 'propose' }),
    aScene(),
  );

  expect(after).toMatchObject({ is: 'changed', deal: { qualified: null } });
});

test('an imported deal that answers for what was skipped goes on, and nothing is skipped any more', () => {
  const deal = aDeal({ stage: 'prove', ...WITH_PROOF, areGatesUnseen: true, qualified: null });

  const after = advance(deal, typed({ gate: 'propose' }), aScene());

  expect(after).toMatchObject({ deal: { areGatesUnseen: false, qualified: { at: NOW, how: 'gate' } } });
});

test('what is asked again at the gate counts at once, in their words', () => {
  const stale = aDeal({ stage: 'prove', ...WITH_PROOF, answers: someAnswers({}, { idleSince: daysLater(-40) }) });
  const said = { is: 'said-so', evidence: 'Still so' } as const;
  const answered = { timing: said, decision: said, price: said, alternatives: said };
  const asked = { stillAGo: 'yes', words: 'Yes, gladly' } as const;

  const after = advance(stale, typed({ gate: 'propose', answered, asked }), aScene());

  expect(after).toMatchObject({ is: 'changed', deal: { standing: { stage: 'propose' } } });
  expect(after.is === 'changed' && after.events.at(-1)?.to).toEqual({ stage: 'propose', stillAGo: 'Yes, gladly' });
});

test('a proposal and its open points count at the gate that asks for them', () => {
  const form = typed({ gate: 'negotiate', proposal: PROPOSAL, openPoints: ['price'] });

  const after = advance(aDeal({ stage: 'propose' }), form, aScene());

  expect(after).toMatchObject({ deal: { standing: { stage: 'negotiate' }, amount: 900, openPoints: ['price'] } });
  expect(after.is === 'changed' && after.events.map(({ kind }) => kind)).toEqual([
    'open-points',
    'proposed',
    'advanced',
  ]);
});

test.each([
  ['the gate that does not hold', typed({ answered: { timing: { is: 'no', evidence: '' } } }), 'gate'],
  ['a gate that is not the next one', typed({ gate: 'propose' }), 'changed'],
  [
    'an answer that another gave meanwhile',
    typed({ seen: 1, answered: { price: { is: 'no', evidence: '' } } }),
    'changed',
  ],
  ['a proposal that comes too early', typed({ proposal: PROPOSAL }), 'too-early-to-propose'],
] as const)('a deal is held by %s', (_, form, why) => {
  const answers = someAnswers({ price: { by: MANAGER } });

  expect(advance(aDeal({ answers }), form, aScene())).toMatchObject({ is: 'refused', why });
});

test('the last gate opens by winning alone', () => {
  const after = advance(aDeal({ stage: 'negotiate' }), typed({ gate: 'won' }), aScene());

  expect(after).toMatchObject({ is: 'refused', why: 'changed' });
});

test('a deal goes back to any earlier stage with a reason, and its time there goes on', () => {
  const deal = aDeal({ stage: 'negotiate', openedAt: daysLater(-10) });

  const after = moveBack(deal, { to: 'qualify', reason: 'New decision maker' }, aScene());

  expect(after).toMatchObject({
    deal: { standing: { is: 'live', stage: 'qualify' }, qualified: deal.qualified },
    events: [
      { kind: 'moved-back', from: { stage: 'negotiate' }, to: { stage: 'qualify' }, reason: 'New decision maker' },
    ],
  });
  const back = after.is === 'changed' ? after.deal : deal;
  expect([daysInStage(back, 'qualify', daysLater(3)), daysInStage(back, 'negotiate', daysLater(3))]).toEqual([4, 7]);
});

test.each([
  ['the same stage', 'prove', 'Why', 'stage', 'not-earlier'],
  ['a later one', 'negotiate', 'Why', 'stage', 'not-earlier'],
  ['an earlier one without a reason', 'qualify', '', 'reason', 'missing'],
] as const)('a deal does not go back to %s', (_, to, reason, field, problem) => {
  const after = moveBack(aDeal({ stage: 'prove' }), { to, reason }, aScene());

  expect(after).toEqual({ is: 'refused', why: 'field', field, problem });
});
