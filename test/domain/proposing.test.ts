import { expect, test } from 'vitest';
import { edit } from '../../src/domain/editing.ts';
import { propose, setOpenPoints } from '../../src/domain/proposing.ts';
import { answersAt, isStale, QUESTIONS } from '../../src/domain/qualification.ts';
import {
  aDeal,
  aDiscount,
  aLoss,
  aProposal,
  aScene,
  aValue,
  money,
  NOW,
  OWNER,
  someAnswers,
  TODAY,
  TOMORROW,
} from '../support/builders.ts';

const TYPED = { amount: money(1_000), agreed: '40 seats', link: 'https://docs.example/1', reason: '' };
const FIRST = aProposal({ amount: money(1_000), agreed: TYPED.agreed, link: TYPED.link });

test('a proposal is on record with who made it and when, and sets the amount', () => {
  const after = propose(aDeal({ stage: 'propose', amount: null }), TYPED, aScene());

  const { reason: _, ...kept } = TYPED;
  expect(after).toMatchObject({
    deal: { amount: 1_000, proposals: [{ ...kept, at: NOW, by: OWNER }], ledger: [] },
    events: [{ kind: 'proposed', from: { amount: null }, to: kept }],
  });
});

test.each([
  ['no amount', { amount: money(0) }, 'amount'],
  ['nothing agreed', { agreed: '' }, 'agreed'],
  ['no link to the document', { link: '' }, 'link'],
])('a proposal with %s is none', (_, but, field) => {
  const after = propose(aDeal({ stage: 'propose' }), { ...TYPED, ...but }, aScene());

  expect(after).toEqual({ is: 'refused', why: 'field', field, problem: 'missing' });
});

test.each(['qualify', 'prove'] as const)('a proposal comes too early in %s', (stage) => {
  expect(propose(aDeal({ stage }), TYPED, aScene())).toEqual({ is: 'refused', why: 'too-early-to-propose' });
});

test('a parked deal gets no proposal', () => {
  const deal = aDeal({ standing: { is: 'parked', stage: 'propose', until: TOMORROW } });

  expect(propose(deal, TYPED, aScene())).toEqual({ is: 'refused', why: 'parked' });
});

test('the same proposal sent twice is one', () => {
  const deal = aDeal({ stage: 'negotiate', amount: FIRST.amount, proposals: [FIRST] });

  expect(propose(deal, TYPED, aScene())).toEqual({ is: 'same' });
});

test.each([
  ['another amount', { amount: money(1_200) }],
  ['more agreed', { agreed: '50 seats' }],
  ['another document', { link: 'https://docs.example/2' }],
])('%s makes another proposal', (_, but) => {
  const deal = aDeal({ stage: 'negotiate', amount: FIRST.amount, proposals: [FIRST] });

  const after = propose(deal, { ...TYPED, ...but }, aScene());

  expect(after).toMatchObject({ deal: { proposals: [FIRST, but], ledger: [] }, events: [{ from: { amount: 1_000 } }] });
});

test('the first price proposed once more, after a discount, is another proposal', () => {
  const deal = aDeal({ stage: 'negotiate', amount: money(950), proposals: [FIRST], ledger: [aDiscount(50)] });

  expect(propose(deal, TYPED, aScene())).toMatchObject({
    deal: { amount: 1_000, proposals: [FIRST, { ...FIRST, at: NOW }] },
  });
});

test('a lower amount at a later proposal is a discount', () => {
  const deal = aDeal({ stage: 'negotiate', amount: FIRST.amount, proposals: [FIRST], ledger: [aValue()] });

  const after = propose(deal, { ...TYPED, amount: money(950) }, aScene());

  expect(after).toMatchObject({
    deal: { amount: 950, ledger: [{ kind: 'value' }, { kind: 'discount', amount: 50, via: 'proposal' }] },
  });
  expect(after.is === 'changed' && after.events.map(({ kind }) => kind)).toEqual(['discount', 'proposed']);
});

test('a proposal lower by more than the limit is not made by its owner', () => {
  const deal = aDeal({ stage: 'negotiate', amount: FIRST.amount, proposals: [FIRST], ledger: [aValue()] });

  const after = propose(deal, { ...TYPED, amount: money(899) }, aScene());

  expect(after).toMatchObject({ is: 'refused', why: 'over-limit', total: 101, firstProposal: 1_000, limit: 1_000 });
});

test('open points are kept as they are named, whatever their order', () => {
  const deal = aDeal({ openPoints: ['price', 'budget'] });

  const same = setOpenPoints(deal, ['budget', 'price'], aScene());
  const fewer = setOpenPoints(deal, ['price'], aScene());
  const parked = setOpenPoints(aDeal({ standing: { is: 'parked', stage: 'prove', until: TOMORROW } }), [], aScene());

  expect(same).toEqual({ is: 'same' });
  expect(fewer).toMatchObject({
    deal: { openPoints: ['price'] },
    events: [{ from: { points: 'budget price' }, to: { points: 'price' } }],
  });
  expect(parked).toEqual({ is: 'refused', why: 'parked' });
});

const ADA = { name: 'Ada Young', role: 'Head of operations' };
const { company, title, amount, expectedClose } = aDeal();
const AS_IT_IS = { company, title, contact: ADA, isSamePerson: false, amount, expectedClose };

test('an edit keeps in its history only what is other than before', () => {
  const after = edit(aDeal(), { ...AS_IT_IS, title: 'Licences', amount: money(5) }, aScene());

  expect(after).toMatchObject({ deal: { title: 'Licences', amount: 5 } });
  expect(after.is === 'changed' && after.events).toEqual([
    { kind: 'edited', from: { title, amount }, to: { title: 'Licences', amount: 5 }, reason: '' },
  ]);
});

test('an edit that changes nothing is none', () => {
  expect(edit(aDeal(), AS_IT_IS, aScene())).toEqual({ is: 'same' });
});

test.each([
  ['another person', ADA, { name: 'Bob', role: '' }, false, true],
  ['nobody', ADA, null, false, true],
  ['nobody, who is not the same person either', ADA, null, true, true],
  ['the same person, written right', ADA, { name: 'Ada Jung', role: '' }, true, false],
  ['the same person in another role', ADA, { ...ADA, role: 'CEO' }, false, false],
  ['the first person named', null, ADA, false, false],
])('with %s as the contact', (_, before, contact, isSamePerson, expected) => {
  const deal = aDeal({ contact: before, answers: someAnswers() });

  const after = edit(deal, { ...AS_IT_IS, contact, isSamePerson }, aScene());

  const answers = after.is === 'changed' ? answersAt(after.deal.answers) : answersAt([]);
  expect(QUESTIONS.map((question) => isStale(answers[question], NOW))).toEqual(Array(4).fill(expected));
  expect(after.is === 'changed' && after.events.some(({ kind }) => kind === 'contact-changed')).toBe(expected);
});

test('a proposed amount is not edited away, and all else may be', () => {
  const deal = aDeal({ stage: 'negotiate' });

  expect(edit(deal, { ...AS_IT_IS, amount: money(5) }, aScene())).toEqual({ is: 'refused', why: 'amount-is-proposed' });
  expect(edit(deal, { ...AS_IT_IS, title: 'Licences' }, aScene())).toMatchObject({ deal: { title: 'Licences' } });
});

test('a deal keeps a company, and a closed one is not edited', () => {
  const lost = aDeal({ standing: { is: 'lost', from: 'prove', on: TODAY, loss: aLoss() } });
  const parked = aDeal({ standing: { is: 'parked', stage: 'prove', until: TOMORROW } });

  expect(edit(aDeal(), { ...AS_IT_IS, company: '' }, aScene())).toMatchObject({ field: 'company', problem: 'missing' });
  expect(edit(lost, { ...AS_IT_IS, title: 'X' }, aScene())).toMatchObject({ is: 'refused', why: 'not-live' });
  expect(edit(parked, { ...AS_IT_IS, title: 'X' }, aScene())).toMatchObject({
    deal: { title: 'X', standing: parked.standing },
  });
});
