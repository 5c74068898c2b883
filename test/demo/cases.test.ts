import { expect, test } from 'vitest';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import {
  isOnlyTerms,
  isPending,
  LOSS_REASONS,
  PROOF_KINDS,
  PROOF_STATES,
  paybackMonths,
} from '../../src/domain/deal.ts';
import { EVENT_KINDS } from '../../src/domain/decision.ts';
import { shut } from '../../src/domain/gates.ts';
import { avoided, hasOfferedValue } from '../../src/domain/negotiation.ts';
import { answersAt, isStale, QUESTIONS, verdict } from '../../src/domain/qualification.ts';
import { STAGES } from '../../src/domain/stages.ts';
import { handleOf, sampleAt } from '../support/sample.ts';

const NOW = new Date('2026-11-24T23:30:00Z');
const sample = sampleAt(NOW);

type Case = readonly [what: string, isIt: (each: NewDeal) => boolean];

const isLive = ({ deal }: NewDeal) => deal.standing.is === 'live';
const answers = ({ deal }: NewDeal) => answersAt(deal.answers);
const events =
  (...kinds: readonly string[]) =>
  (each: NewDeal) =>
    kinds.every((kind) => each.events.some((one) => one.kind === kind));
const discounts = ({ deal }: NewDeal) => deal.ledger.filter((entry) => entry.kind === 'discount');
const isCalled = (company: string) => (each: NewDeal) => each.deal.company === company;
const is =
  (company: string, isIt: Case[1]): Case[1] =>
  (each) =>
    isCalled(company)(each) && isIt(each);
const daysAgo = (at: Date | undefined | null) => (at ? Math.floor((NOW.getTime() - at.getTime()) / 86_400_000) : -1);

const CASES: readonly Case[] = [
  ...STAGES.map(
    (stage): Case => [
      `live in ${stage}`,
      ({ deal: { standing } }) => standing.is === 'live' && standing.stage === stage,
    ],
  ),
  ...QUESTIONS.map(
    (question): Case => [
      `live with a no on ${question}`,
      (each) => isLive(each) && answers(each)[question].is === 'no',
    ],
  ),
  ...QUESTIONS.map(
    (question): Case => [
      `live with ${question} stale`,
      (each) => isLive(each) && isStale(answers(each)[question], NOW),
    ],
  ),
  ...QUESTIONS.map(
    (question): Case => [
      `lost with a wrong answer on ${question}`,
      ({ deal: { standing } }) => standing.is === 'lost' && standing.loss.wrong.includes(question),
    ],
  ),
  ...(['end', 'park', 'hold', 'open', 'qualified'] as const).map(
    (kind): Case => [
      `live with the verdict ${kind}`,
      (each) => isLive(each) && verdict(answers(each), NOW).is === kind,
    ],
  ),
  ...PROOF_STATES.map(
    (state): Case => [
      `live with a proof ${state}`,
      (each) => isLive(each) && each.deal.proofs.some((proof) => proof.state === state),
    ],
  ),
  ...PROOF_KINDS.map(
    (kind): Case => [`a proof of the kind ${kind}`, ({ deal }) => deal.proofs.some((proof) => proof.kind === kind)],
  ),
  ...LOSS_REASONS.map(
    (reason): Case => [
      `lost: ${reason}`,
      ({ deal: { standing } }) => standing.is === 'lost' && standing.loss.reason === reason,
    ],
  ),
  ...[...STAGES, null].map(
    (from): Case => [
      `lost from ${from ?? 'who knows where'}`,
      ({ deal: { standing } }) => standing.is === 'lost' && standing.from === from,
    ],
  ),
  ...EVENT_KINDS.map((kind): Case => [`history with “${kind}”`, events(kind)]),
  [
    'a contact changed, and all answers to be asked again',
    (each) => isLive(each) && QUESTIONS.every((question) => answers(each)[question].contactChanged),
  ],
  [
    'a refused proof with nothing in its place',
    ({ deal }) => deal.proofs.some((proof) => proof.state === 'refused' && isPending(proof, deal.proofs)),
  ],
  [
    'a refused proof with another in its place',
    ({ deal }) => deal.proofs.some((proof) => proof.state === 'refused' && !isPending(proof, deal.proofs)),
  ],
  ['no proof wanted', ({ deal }) => deal.noProofWanted !== ''],
  ['what would look bad for the contact', ({ deal }) => deal.badForContact !== ''],
  [
    'an ROI calculation with its payback',
    (each) => each.deal.proofs.some(({ roi }) => roi !== null && (paybackMonths(roi) ?? 0) > 0),
  ],
  [
    'open points that may be open',
    (each) => isLive(each) && each.deal.openPoints.length > 1 && each.deal.openPoints.every(isOnlyTerms),
  ],
  [
    'open points that may not be open, with the proposal out',
    (each) => isLive(each) && each.deal.proposals.length > 0 && !each.deal.openPoints.every(isOnlyTerms),
  ],
  [
    'a live deal for which nothing is missing',
    (each) =>
      isLive(each) &&
      each.deal.standing.is === 'live' &&
      shut(each.deal, each.deal.standing.stage, { stillAGo: 'yes', words: '' }, NOW) === null,
  ],
  [
    'in Propose with no proposal',
    ({ deal }) => deal.standing.is === 'live' && deal.standing.stage === 'propose' && deal.proposals.length === 0,
  ],
  ['a later, lower proposal', (each) => discounts(each).some(({ via }) => via === 'proposal')],
  ['a lower amount at closing', (each) => discounts(each).some(({ via }) => via === 'closing')],
  [
    'a discount asked, and no value offered',
    ({ deal: { ledger } }) => ledger.some(({ kind }) => kind === 'asked-discount') && !hasOfferedValue(ledger),
  ],
  [
    'a discount before value, with its reason',
    (each) =>
      discounts(each).some(({ via, reason }) => via === 'counter' && reason !== '') &&
      !hasOfferedValue(each.deal.ledger),
  ],
  [
    'an over-limit discount, recorded by the manager',
    (each) => discounts(each).some(({ isOverLimit, by }) => isOverLimit && by !== null && handleOf(by) === 'dana'),
  ],
  ['a discount avoided', ({ deal }) => deal.proposals.some(({ amount }) => avoided(deal.ledger, amount) > 0)],
  [
    'a term and something else asked',
    ({ deal }) => ['asked-term', 'asked-other'].every((kind) => deal.ledger.some((entry) => entry.kind === kind)),
  ],
  [
    'a win entered into an ended quarter',
    (each) =>
      each.events.some(
        ({ kind, by, reason }) => kind === 'won' && by !== null && handleOf(by) === 'dana' && reason !== '',
      ),
  ],
  ['a win taken back and won again', ({ credits }) => credits.length === 3],
  ['a loss that lives again', (each) => isLive(each) && events('lost', 'reopened')(each)],
  ['lost while parked', ({ deal, events: all }) => deal.standing.is === 'lost' && all.at(-2)?.kind === 'parked'],
  [
    'parked, with another date',
    ({ deal, events: all }) => deal.standing.is === 'parked' && all.filter(({ kind }) => kind === 'parked').length > 1,
  ],
  ['parked in Propose', ({ deal }) => deal.standing.is === 'parked' && deal.standing.stage === 'propose'],
  ['come back by itself, with nobody having looked', (each) => isLive(each) && each.events.at(-1)?.kind === 'parked'],
  [
    'handed over by somebody who has left',
    ({ deal }) => deal.owners.length === 2 && handleOf(deal.owners[0]?.person ?? deal.owner) === 'pia',
  ],
  ['withdrawn', ({ deal }) => deal.standing.is === 'withdrawn'],
  ['ended before the gate', ({ deal }) => deal.standing.is === 'lost' && deal.qualified === null],
  ['imported, gates not seen', (each) => isLive(each) && each.deal.areGatesUnseen],
  ['imported, of unknown age', (each) => isLive(each) && each.deal.openedAt === null],
  [
    'imported, and caught up with its gates',
    (each) =>
      isLive(each) && each.deal.externalId !== null && !each.deal.areGatesUnseen && each.deal.qualified !== null,
  ],
  [
    'past its expected close',
    (each) => isLive(each) && each.deal.expectedClose !== null && each.deal.expectedClose < '2026-11-24',
  ],
  ['no amount yet', (each) => isLive(each) && each.deal.amount === null],
  ['a title', (each) => isLive(each) && each.deal.title !== ''],
  ...['O’Brien & Söhne', 'R&D Partners', 'Ωmega Instruments', 'null', '<b>Bold</b> Design'].map(
    (name): Case => [`a company called ${name}`, isCalled(name)],
  ),
];

test.each(CASES)('the sample shows: %s', (_, isIt) => {
  expect(sample.filter(isIt).length).toBeGreaterThan(0);
});

const TOLD: readonly Case[] = [
  [
    'Acme Foods waits in Prove for 13 days, for a calculation to be accepted',
    is(
      'Acme Foods',
      ({ deal }) =>
        deal.standing.is === 'live' &&
        deal.standing.stage === 'prove' &&
        daysAgo(deal.stints.at(-1)?.from) === 13 &&
        deal.amount === 4_500_000 &&
        deal.contact?.name === 'Jo Park' &&
        answersAt(deal.answers).price.is === 'we-think-so' &&
        deal.proofs.map(({ state }) => state).join() === 'accepted,delivered',
    ),
  ],
  [
    'Keller AG stands in Propose for 34 days, with its security review open',
    is(
      'Keller AG',
      ({ deal }) =>
        handleOf(deal.owner) === 'tom' &&
        daysAgo(deal.stints.at(-1)?.from) === 34 &&
        deal.openPoints.includes('security-review'),
    ),
  ],
  [
    'Nordwind asks 15 % off, and Dov has offered no value',
    is(
      'Nordwind',
      ({ deal }) =>
        handleOf(deal.owner) === 'dov' &&
        deal.ledger.some((entry) => entry.kind === 'asked-discount' && entry.basisPoints === 1_500) &&
        !hasOfferedValue(deal.ledger),
    ),
  ],
];

test.each(TOLD)('%s', (_, isIt) => {
  expect(sample.filter(isIt)).toHaveLength(1);
});

test('one company has several deals, told apart by their titles', () => {
  const titles = sample.filter(isCalled('Lindqvist')).map(({ deal }) => deal.title);

  expect(titles.toSorted()).toEqual(['Pilot', 'Second site', 'Service desk']);
});
