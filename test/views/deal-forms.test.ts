import { describe, expect, test } from 'vitest';
import type { Deal } from '../../src/domain/deal.ts';
import { counterForm, readCounterForm } from '../../src/views/counter-form.ts';
import { counterLines } from '../../src/views/counter-said.ts';
import { COUNTER_KINDS, counterView } from '../../src/views/counter-view.ts';
import { editForm, readEditForm } from '../../src/views/deal-form.ts';
import { handOverForm, readHandOverForm } from '../../src/views/hand-over-form.ts';
import { ids } from '../../src/views/ids.ts';
import { ledgerText } from '../../src/views/ledger-text.ts';
import { theirPlacesText } from '../../src/views/places.ts';
import { pointsForm, readPointsForm } from '../../src/views/points-form.ts';
import { proposalForm, readProposalForm } from '../../src/views/proposal-form.ts';
import { readReopenForm, reopenForm } from '../../src/views/reopen-form.ts';
import { aLook, LONG } from '../support/a-look.ts';
import {
  aDeal,
  aDiscount,
  aProposal,
  aValue,
  day,
  daysLater,
  money,
  OWNER,
  someSettings,
} from '../support/builders.ts';
import { complaintsAbout, submitted, withoutFields } from '../support/submitted.ts';

type Put = Parameters<typeof submitted>[1];

const look = aLook();
const { settings } = look;
const deal = aDeal({ stage: 'negotiate' });
const early = aDeal({ stage: 'prove' });
const about = { v: 1, deal: deal.id, seen: deal.version };

describe('editing', () => {
  test('what it showed comes back unchanged', () => {
    const { company, title, contact, amount, expectedClose, id, version } = early;

    expect(readEditForm(submitted(editForm(early, look)), settings)).toEqual({
      is: 'read',
      value: {
        ...{ v: 1, deal: id, seen: version, amount },
        typed: { company, title, contact, expectedClose, isSamePerson: false },
      },
    });
  });

  test('once proposed, the amount is not asked for', () => {
    expect(readEditForm(submitted(editForm(deal, look)), settings)).toMatchObject({ value: { amount: undefined } });
  });

  test('a name may be the same person’s, written right', () => {
    const form = submitted(editForm(early, look), { [ids.samePerson]: ['same'] });

    expect(readEditForm(form, settings)).toMatchObject({ value: { typed: { isSamePerson: true } } });
  });

  test.each([
    [{ [ids.company]: '\u202E' }, ids.company, 'Which company is it?'],
    [{ [ids.company]: 'x'.repeat(121) }, ids.company, 'At most 120 characters, please'],
    [{ [ids.contact]: '' }, ids.contact, 'Whose role is that? Add a name, or leave both empty'],
    [{ [ids.amount]: 'many' }, ids.amount, 'An amount such as 12,500.00, 12500 or 45k'],
    [{ [ids.expectedClose]: '2200-01-01' }, ids.expectedClose, 'A day between 2000 and 2100'],
  ])('%j is told in its field', (put, id, problem) => {
    const form = submitted(editForm(early, look), put);

    expect(readEditForm(form, settings)).toEqual({ is: 'wrong', errors: { [id]: problem } });
  });

  test('a form of another version is none', () => {
    const form = submitted(editForm(early, look));

    expect(readEditForm(withoutFields(form, ids.title), settings)).toEqual({ is: 'outdated' });
    expect(readEditForm({ ...form, private_metadata: '' }, settings)).toEqual({ is: 'outdated' });
  });
});

describe('a proposal', () => {
  const first = aDeal({ stage: 'propose', proposals: [] });
  const whole = { [ids.amount]: '12k', [ids.agreed]: 'a\nb', [ids.link]: 'https://docs.example/o' };

  test('amount, what was agreed and a link', () => {
    expect(readProposalForm(submitted(proposalForm(first, look), whole), settings)).toMatchObject({
      value: {
        deal: first.id,
        proposal: { amount: 1_200_000, agreed: 'a\nb', link: 'https://docs.example/o', reason: '' },
      },
    });
  });

  test('the last one stands in the form of the next', () => {
    expect(
      readProposalForm(submitted(proposalForm(deal, look), { [ids.reason]: 'They wait' }), settings),
    ).toMatchObject({
      value: {
        ...about,
        proposal: { amount: 1_000_000, agreed: '40 seats for a year', reason: 'They wait' },
      },
    });
  });

  test.each([
    [{ [ids.amount]: '' }, ids.amount, 'Which amount does the proposal name?'],
    [{ [ids.amount]: '0' }, ids.amount, 'An amount above 0'],
    [{ [ids.amount]: '1.2.3' }, ids.amount, 'An amount such as 12,500.00, 12500 or 45k'],
    [{ [ids.agreed]: ' \u200B' }, ids.agreed, 'What did you agree on? One line is enough'],
    [{ [ids.link]: '' }, ids.link, 'Where can it be read? Paste the link'],
    [{ [ids.link]: 'docs.example' }, ids.link, 'A link that begins with https://'],
    [{ [ids.reason]: 'x'.repeat(501) }, ids.reason, 'At most 500 characters, please'],
  ])('%j is told in its field', (put: Put, id, problem) => {
    expect(readProposalForm(submitted(proposalForm(deal, look), put), settings)).toEqual({
      is: 'wrong',
      errors: { [id]: problem },
    });
  });

  test.each([ids.amount, ids.agreed, ids.link])('a form without %s is of another version', (id) => {
    const form = withoutFields(submitted(proposalForm(deal, look)), id);

    expect(readProposalForm(form, settings)).toEqual({ is: 'outdated' });
  });
});

describe('open points', () => {
  test('those ticked, in their order', () => {
    const form = submitted(pointsForm(deal), { [ids.openPoints]: ['budget', 'price', 'weather'] });

    expect(readPointsForm(form)).toEqual({ is: 'read', value: { ...about, points: ['price', 'budget'] } });
    expect(readPointsForm(withoutFields(form, ids.openPoints))).toEqual({ is: 'outdated' });
  });
});

describe('asks and counters', () => {
  const read = (kind: (typeof COUNTER_KINDS)[number], put: Put = {}, said = settings) =>
    readCounterForm(submitted(counterForm(deal, kind, aLook({ settings: said })), put), said);
  const comma = someSettings({ decimal: ',' });

  test.each([
    ['asked-discount', { [ids.percent]: '7.5' }, { basisPoints: 750, words: '' }],
    ['asked-discount', { [ids.percent]: '100 %', [ids.words]: '<b>' }, { basisPoints: 10_000, words: '<b>' }],
    ['asked-term', { [ids.words]: '60 days' }, { words: '60 days' }],
    ['asked-other', { [ids.words]: 'A logo' }, { words: 'A logo' }],
    ['value', { [ids.value]: 'training' }, { value: 'training', words: '' }],
    ['value', { [ids.value]: 'other', [ids.words]: 'A seat' }, { value: 'other', words: 'A seat' }],
    ['discount', { [ids.discount]: '5%' }, { off: { is: 'share', basisPoints: 500 }, reason: '' }],
    [
      'discount',
      { [ids.discount]: '1.5k', [ids.reason]: 'Now' },
      { off: { is: 'amount', amount: 150_000 }, reason: 'Now' },
    ],
    ['discount', { [ids.discount]: '€5' }, { off: { is: 'amount', amount: 500 } }],
    ['discount', { [ids.discount]: '5.00' }, { off: { is: 'amount', amount: 500 } }],
  ] as const)('%s %j', (kind, put, typed) => {
    expect(read(kind, put)).toMatchObject({ is: 'read', value: { ...about, of: kind, typed: { kind, ...typed } } });
  });

  test('where the decimal sign is a comma', () => {
    expect(read('asked-discount', { [ids.percent]: '7,5' }, comma)).toMatchObject({
      value: { typed: { basisPoints: 750 } },
    });
    expect(read('discount', { [ids.discount]: '1.500,50' }, comma)).toMatchObject({
      value: { typed: { off: { amount: 150_050 } } },
    });
    expect(read('asked-discount', { [ids.percent]: '0' }, comma)).toMatchObject({
      errors: { [ids.percent]: 'A share such as 7,5, above 0 and at most 100' },
    });
  });

  const SHARE = 'A share such as 7.5, above 0 and at most 100';
  test.each([
    ['asked-discount', { [ids.percent]: '0' }, ids.percent, SHARE],
    ['asked-discount', { [ids.percent]: '-5' }, ids.percent, SHARE],
    ['asked-discount', { [ids.percent]: '100.01' }, ids.percent, SHARE],
    ['asked-discount', { [ids.percent]: 'a lot' }, ids.percent, SHARE],
    ['asked-term', { [ids.words]: '' }, ids.words, 'What do they ask? One line is enough'],
    ['asked-other', { [ids.words]: 'x'.repeat(501) }, ids.words, 'At most 500 characters, please'],
    ['value', { [ids.value]: null }, ids.value, 'What do we offer?'],
    ['value', { [ids.value]: 'other' }, ids.words, 'What is it? One line is enough'],
    ['discount', { [ids.discount]: '' }, ids.discount, 'How much? A share such as 5 %, or an amount'],
    ['discount', { [ids.discount]: '0' }, ids.discount, 'How much? A share such as 5 %, or an amount'],
    ['discount', { [ids.discount]: '0 %' }, ids.discount, SHARE],
    ['discount', { [ids.discount]: '5' }, ids.discount, '5 could be a share or an amount. Write 5 % or €5'],
    ['discount', { [ids.discount]: '-5' }, ids.discount, 'An amount cannot be below zero'],
    [
      'discount',
      { [ids.discount]: '5 %', [ids.reason]: 'x'.repeat(501) },
      ids.reason,
      'At most 500 characters, please',
    ],
  ] as const)('%s %j is told in its field', (kind, put, id, problem) => {
    expect(read(kind, put)).toEqual({ is: 'wrong', errors: { [id]: problem } });
  });

  test('a form of another version, or of no kind that is known, is none', () => {
    const form = submitted(counterForm(deal, 'value', look));
    const unknown = form.private_metadata.replace('"value"', '"gift"');

    expect(readCounterForm(withoutFields(form, ids.value), settings)).toEqual({ is: 'outdated' });
    expect(readCounterForm({ ...form, private_metadata: unknown }, settings)).toEqual({ is: 'outdated' });
  });

  const asked = { kind: 'asked-discount', basisPoints: 1_500, words: '', at: daysLater(-1), by: OWNER } as const;

  test('the ledger adds up in one line', () => {
    const ledger = [asked, aValue(), aValue(), aValue(), aDiscount(50_000)];

    expect(ledgerText(ledger, money(1_000_000), look)).toBe(
      'asked €1,500 · countered with value 3 times · given €500 · avoided €1,000',
    );
  });

  test('after an ask, value is what comes next, unless it was offered', () => {
    expect(counterLines({ ...deal, ledger: [asked] }, look).join('\n')).toContain('Offer value first');
    expect(counterLines({ ...deal, ledger: [aValue(), asked] }, look).join('\n')).not.toContain('Offer value first');
    expect(counterLines({ ...deal, ledger: [] }, look)).toEqual([]);
    expect(counterLines({ ...deal, proposals: [], ledger: [asked] }, look)).toContainEqual([
      { bold: 'They ask for 15 % off.' },
    ]);
  });
});

describe('handing over and reopening', () => {
  test('to whom, and why', () => {
    const form = handOverForm(deal, look);

    expect(readHandOverForm(submitted(form, { [ids.owner]: 'U1', [ids.reason]: 'Leave' }))).toEqual({
      is: 'read',
      value: { ...about, owner: 'U1', reason: 'Leave' },
    });
    expect(readHandOverForm(submitted(form))).toEqual({
      is: 'wrong',
      errors: { [ids.owner]: 'Who takes it over?', [ids.reason]: 'One line: why does it change hands?' },
    });
    expect(readHandOverForm(withoutFields(submitted(form), ids.owner))).toEqual({ is: 'outdated' });
  });

  test('why it is open again', () => {
    const form = reopenForm(aDeal({ standing: { is: 'won', on: day('2026-03-01'), amount: money(900_000) } }), look);

    expect(JSON.stringify(form)).toContain('The €9,000 won with it is taken back');
    expect(readReopenForm(submitted(form, { [ids.reason]: 'Back' }))).toMatchObject({ value: { reason: 'Back' } });
    expect(readReopenForm(submitted(form, { [ids.reason]: 'x'.repeat(501) }))).toMatchObject({ is: 'wrong' });
    expect(readReopenForm(submitted(form))).toEqual({
      is: 'wrong',
      errors: { [ids.reason]: 'One line: why is it open again?' },
    });
    expect(readReopenForm(withoutFields(submitted(form), ids.reason))).toEqual({ is: 'outdated' });
  });

  test.each([
    [20, 'Ana has 20 of 20 places taken.'],
    [21, 'Ana has 21 of 20 places taken. Settle with them which one goes.'],
  ])('%i live deals', (live, said) => {
    expect(theirPlacesText('Ana', { live, parked: 0, capacity: 20 })).toEqual([said]);
  });
});

describe('within Slack’s limits', () => {
  const large: Deal = {
    ...deal,
    ...{ company: LONG, title: LONG, contact: { name: LONG, role: LONG } },
    proposals: Array.from({ length: 30 }, () => aProposal({ agreed: LONG.repeat(3) })),
    ledger: Array.from({ length: 300 }, () => aDiscount(1, { reason: LONG })),
  };

  test.each([
    ['editing', editForm({ ...large, proposals: [] }, look)],
    ['editing what is proposed', editForm(large, look)],
    ['a proposal', proposalForm(large, look)],
    ['open points', pointsForm(large)],
    ['the ledger', counterView(large, look)],
    ...COUNTER_KINDS.map((kind) => [kind, counterForm(large, kind, look)] as const),
    ['handing over', handOverForm(large, look)],
    ['reopening', reopenForm(large, look)],
  ] as const)('%s, at its largest', (_, view) => {
    expect(complaintsAbout(view)).toEqual([]);
  });
});
