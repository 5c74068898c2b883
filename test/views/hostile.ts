import fc from 'fast-check';
import type { PersonId } from '../../src/domain/brand.ts';
import type { Day } from '../../src/domain/calendar.ts';
import {
  type Deal,
  LOSS_REASONS,
  OPEN_POINTS,
  PROOF_KINDS,
  PROOF_STATES,
  type Standing,
} from '../../src/domain/deal.ts';
import { EVENT_KINDS } from '../../src/domain/decision.ts';
import type { HistoryRow } from '../../src/domain/history.ts';
import { type LedgerEntry, VALUES } from '../../src/domain/negotiation.ts';
import { ANSWERS, QUESTIONS } from '../../src/domain/qualification.ts';
import { STAGES } from '../../src/domain/stages.ts';
import { cleanLine, cleanText, cutText } from '../../src/domain/text.ts';
import type { Look } from '../../src/views/look.ts';
import {
  ADMIN,
  aDeal,
  aDiscount,
  aProof,
  aProposal,
  daysLater,
  MANAGER,
  money,
  NOW,
  OWNER,
  someSettings,
  TODAY,
  ZONE,
} from '../support/builders.ts';

/** Bits of text that have broken messages: marks, mentions, entities, families, flags, wide letters, long words. */
const BIT = fc.constantFrom(
  ...['a', 'B', ' ', '&', '<', '>', '*', '_', '~', '`', '```', '|', ':smile:', '“', '…', '\\', '"', 'ﷺ', 'Ω', '一'],
  ...[
    '<!channel>',
    '<@U123>',
    '<https://evil|Safe>',
    '&lt;',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈',
    'é',
    'z̧',
    'x'.repeat(60),
    '&'.repeat(60),
    'null',
    '14:02',
  ],
);

/** As the forms let it in: up to so many characters as people see them, and so many units. */
function text(characters: number): fc.Arbitrary<string> {
  const bits = fc.oneof(
    { weight: 3, arbitrary: fc.array(BIT, { maxLength: 12 }) },
    { weight: 1, arbitrary: BIT.map((bit) => Array.from({ length: characters }, () => bit)) },
  );
  return bits.map((all) => cutText(cleanText(all.join('')), characters));
}
const line = (characters: number) => text(characters).map(cleanLine);
const name = line(120).map((each) => (each === '' ? 'Acme' : each));
const amount = fc.integer({ min: 0, max: 10_000_000_000_000 }).map(money);
const someDay = fc.constantFrom('2000-01-01', '2026-03-09', '2026-03-10', '2099-12-31') as fc.Arbitrary<Day>;
const moment = fc.integer({ min: -2_000, max: 0 }).map((days) => daysLater(days));
const somebody = fc.constantFrom<PersonId>(OWNER, MANAGER, ADMIN, '00000000-0000-4000-8000-00000000000f' as PersonId);

const stage = fc.constantFrom(...STAGES);
const standing: fc.Arbitrary<Standing> = fc.oneof(
  stage.map((each): Standing => ({ is: 'live', stage: each })),
  fc.record({ is: fc.constant('parked' as const), stage, until: someDay }),
  fc.record({ is: fc.constant('won' as const), on: someDay, amount }),
  fc.record({
    ...{ is: fc.constant('lost' as const), from: fc.option(stage), on: someDay },
    loss: fc.record({
      reason: fc.option(fc.constantFrom(...LOSS_REASONS)),
      alternative: line(120),
      wrong: fc.subarray([...QUESTIONS]),
      note: text(3_000),
    }),
  }),
  fc.constant<Standing>({ is: 'withdrawn' }),
);

const answer = fc.record({
  question: fc.constantFrom(...QUESTIONS),
  is: fc.constantFrom(...ANSWERS),
  evidence: line(500),
  at: moment,
  idleSince: moment,
  contactChanged: fc.boolean(),
  by: fc.option(somebody),
  version: fc.integer({ min: 1, max: 9 }),
});
const proof = fc
  .record({
    kind: fc.constantFrom(...PROOF_KINDS),
    wish: line(500),
    state: fc.constantFrom(...PROOF_STATES),
    since: moment,
    owner: fc.option(somebody),
    due: fc.option(someDay),
    note: text(500),
    link: fc.constantFrom('', `https://x.example/${'x'.repeat(1_980)}`),
    roi: fc.option(fc.record({ cost: amount, yearlyGain: amount })),
  })
  .map((says) => aProof(says));
const proposal = fc
  .record({ amount, agreed: text(3_000), link: fc.constant('https://x.example/'), at: moment })
  .map((says) => aProposal(says));
const entry: fc.Arbitrary<LedgerEntry> = fc.oneof(
  fc.record({ amount, reason: line(500) }).map(({ amount: off, reason }) => aDiscount(off, { reason })),
  fc.record({
    kind: fc.constant('asked-discount' as const),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    words: line(500),
    at: moment,
    by: somebody,
  }),
  fc.record({
    kind: fc.constantFrom('asked-term' as const, 'asked-other' as const),
    words: line(500),
    at: moment,
    by: somebody,
  }),
  fc.record({
    kind: fc.constant('value' as const),
    value: fc.constantFrom(...VALUES),
    words: line(500),
    at: moment,
    by: somebody,
  }),
);

/** Any deal that the forms, or an import, can have made. */
export const anyDeal: fc.Arbitrary<Deal> = fc
  .record({
    ...{ company: name, title: line(120), contact: fc.option(fc.record({ name, role: line(120) })), owner: somebody },
    ...{ amount: fc.option(amount), expectedClose: fc.option(someDay), openedAt: fc.option(moment), standing },
    ...{ areGatesUnseen: fc.boolean(), answers: fc.array(answer, { maxLength: 12 }), noProofWanted: line(500) },
    ...{
      proofs: fc.oneof({ weight: 4, arbitrary: fc.array(proof, { maxLength: 4 }) }, fc.array(proof, { maxLength: 45 })),
      badForContact: text(500),
      openPoints: fc.subarray([...OPEN_POINTS]),
    },
    ...{ proposals: fc.array(proposal, { maxLength: 4 }), ledger: fc.array(entry, { maxLength: 12 }) },
  })
  .map((says) => aDeal(says));

/** Facts of every name that a kind of event may have, as odd as they may be. */
const facts = fc.record(
  {
    ...{
      company: name,
      title: line(120),
      contact: name,
      role: line(120),
      amount,
      expectedClose: someDay,
      owner: somebody,
    },
    ...{
      question: fc.constantFrom(...QUESTIONS),
      answer: fc.constantFrom(...ANSWERS),
      evidence: line(500),
      words: line(500),
    },
    ...{
      stage,
      until: someDay,
      on: someDay,
      state: fc.constantFrom(...PROOF_STATES),
      reason: fc.constantFrom(...LOSS_REASONS),
    },
    ...{
      kind: fc.constantFrom(...PROOF_KINDS, 'asked-discount'),
      points: fc.constant(OPEN_POINTS.join(' ')),
      alternative: line(120),
    },
    ...{
      wrong: fc.constant(QUESTIONS.join(' ')),
      value: fc.constantFrom(...VALUES),
      basisPoints: fc.integer({ min: 1, max: 9_999 }),
    },
  },
  { requiredKeys: [] },
);
export const anyRow: fc.Arbitrary<HistoryRow> = fc.record({
  ...{ version: fc.integer({ min: 1, max: 99 }), at: moment, by: fc.option(somebody), for: fc.option(somebody) },
  ...{ kind: fc.constantFrom(...EVENT_KINDS), from: facts, to: facts, reason: text(3_000) },
});

/** With whose eyes: of people with the longest of names, in a currency with the longest of amounts. */
export const anyLook: fc.Arbitrary<Look> = fc
  .record({
    names: fc.tuple(name, name, name),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'IDR'),
    decimal: fc.constantFrom('.' as const, ',' as const),
  })
  .map(({ names: [owner, manager, admin], currency, decimal }) => ({
    ...{ settings: someSettings({ currency, decimal }), now: NOW, zone: ZONE, me: OWNER },
    names: new Map([
      [OWNER, owner],
      [MANAGER, manager],
      [ADMIN, admin],
    ]),
    usual: { qualify: 14, prove: 14, propose: 14, negotiate: 14 },
  }));

export { line, name, TODAY };
