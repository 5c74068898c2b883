import type { KnownBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whichGoes } from '../../src/domain/capacity.ts';
import { type Deal, OPEN_POINTS, stageOf } from '../../src/domain/deal.ts';
import type { Refusal } from '../../src/domain/decision.ts';
import { NOTHING_ASKED, shut } from '../../src/domain/gates.ts';
import { HISTORY_PAGE } from '../../src/domain/history.ts';
import { STAGES } from '../../src/domain/stages.ts';
import type { Obj } from '../../src/playground/json.ts';
import { complaintsAboutMessage, complaintsAboutView, sizeOf, textLength } from '../../src/playground/limits.ts';
import { advanceForm } from '../../src/views/advance-form.ts';
import { askProofForm } from '../../src/views/ask-proof-form.ts';
import { spoken } from '../../src/views/blocks.ts';
import { loseForm, winForm } from '../../src/views/close-form.ts';
import { counterForm } from '../../src/views/counter-form.ts';
import { COUNTER_KINDS, counterView } from '../../src/views/counter-view.ts';
import { type CardFile, dealCard } from '../../src/views/deal-card.ts';
import { editForm, newDealForm } from '../../src/views/deal-form.ts';
import { handOverForm } from '../../src/views/hand-over-form.ts';
import { unknownWordBlocks } from '../../src/views/help.ts';
import { historyView } from '../../src/views/history-view.ts';
import type { Look } from '../../src/views/look.ts';
import { doneView, gateView, heldBlocks, heldView } from '../../src/views/outcome.ts';
import { backForm, parkForm } from '../../src/views/park-form.ts';
import { pickForm } from '../../src/views/pick-form.ts';
import { noSuchDeal, whichDeal } from '../../src/views/picker.ts';
import { dealList } from '../../src/views/pipeline.ts';
import { whichEndsBlocks, whichGoesBlocks } from '../../src/views/places.ts';
import { pointsForm } from '../../src/views/points-form.ts';
import { proofForm } from '../../src/views/proof-form.ts';
import { proofsView } from '../../src/views/proofs-view.ts';
import { proposalForm } from '../../src/views/proposal-form.ts';
import { qualifyForm } from '../../src/views/qualify-form.ts';
import { reopenForm } from '../../src/views/reopen-form.ts';
import { verdictBlocks } from '../../src/views/verdict.ts';
import { aDeal, aRelation, money, NOW, OWNER, someAnswers, someSettings, ZONE } from '../support/builders.ts';
import { anyDeal, anyLook, anyRow, name } from './hostile.ts';

/** Drawing takes long for a machine that others use too; a seed of one's own finds more with more of them. */
const RUNS = { numRuns: 25, seed: 20261116 } as const;
/** A message is refused at about 13,200 characters, which no document says. */
const MOST_IN_MESSAGE = 12_000;
const MOST_BYTES = 250_000;
const MOST_TEXT = 4_000;

function holdsAsView(view: ModalView, what: string): void {
  expect(complaintsAboutView(view as unknown as Obj, 'modal'), what).toEqual([]);
  expect(sizeOf(view), what).toBeLessThan(MOST_BYTES);
}

function holdsAsMessage(blocks: readonly KnownBlock[], what: string): void {
  expect(complaintsAboutMessage(blocks), what).toEqual([]);
  expect(textLength(blocks), what).toBeLessThanOrEqual(MOST_IN_MESSAGE);
  const text = spoken(blocks);
  expect(text.length, what).toBeLessThanOrEqual(MOST_TEXT);
  expect(text.replace(/&(amp|lt|gt);/g, ''), what).not.toMatch(/[<>&]|\p{Cs}/u);
}

/** Asked for by the one name that tells which function drew it. */
type Drawn<T> = { readonly [what: string]: T };

function formsOf(deal: Deal, look: Look): Drawn<ModalView> {
  const live = aDeal({ ...deal, standing: { is: 'live', stage: stageOf(deal) } });
  const [proof] = deal.proofs;
  return {
    editForm: editForm(deal, look),
    newDealForm: newDealForm(look, { company: deal.company, owner: 'U0BEN' }),
    qualifyForm: qualifyForm(deal, look),
    ...(stageOf(live) === 'negotiate' ? { winForm: winForm(live, look) } : { advanceForm: advanceForm(live, look) }),
    loseForm: loseForm(deal),
    parkForm: parkForm(deal, look),
    ...(stageOf(deal) === 'qualify' ? {} : { backForm: backForm(deal) }),
    pointsForm: pointsForm(deal),
    proofsView: proofsView(deal, look),
    askProofForm: askProofForm(deal, 'U0BEN', look),
    ...(proof ? { proofForm: proofForm(deal, proof, null, look) } : {}),
    proposalForm: proposalForm(deal, look),
    counterView: counterView(deal, look),
    ...Object.fromEntries(COUNTER_KINDS.map((kind) => [`counterForm ${kind}`, counterForm(deal, kind, look)])),
    handOverForm: handOverForm(deal, look),
    reopenForm: reopenForm(deal, look),
  };
}

function refusalsOf(deal: Deal, look: Look): readonly Refusal[] {
  const amount = money(10_000_000_000_000);
  const others = [...look.names.values()];
  const gate = shut(deal, stageOf(deal), NOTHING_ASKED, look.now);
  return [
    ...(gate ? [{ is: 'refused', why: 'gate', shut: gate } as const] : []),
    ...(['not-yours', 'parked', 'not-closed', 'not-parked', 'too-early-to-propose', 'proposal-first'] as const).map(
      (why) => ({ is: 'refused', why }) as const,
    ),
    { is: 'refused', why: 'changed', seen: null },
    { is: 'refused', why: 'not-live', standing: deal.standing },
    { is: 'refused', why: 'over-limit', total: amount, firstProposal: amount, limit: 1_000 },
    { is: 'refused', why: 'own-request', others },
    { is: 'refused', why: 'withdraw-too-late', because: 'moved' },
  ];
}

const anyFile: fc.Arbitrary<CardFile> = fc
  .record({
    deal: anyDeal,
    history: fc.array(anyRow, { maxLength: HISTORY_PAGE }),
    who: fc.constantFrom('owner', 'admin', 'teammate'),
  })
  .map(({ deal, history, who }) => ({
    ...{ deal, history, historyLength: history.length * 9 },
    relation: aRelation(who as 'owner' | 'admin' | 'teammate'),
  }));
const few = fc.array(anyDeal, { maxLength: 9, size: 'max' });
const SOME_LOOK = {
  ...{ settings: someSettings(), now: NOW, zone: ZONE, me: OWNER },
  usual: { qualify: 14, prove: 14, propose: 14, negotiate: 14 },
};
const places = { live: 120, parked: 120, capacity: 20 };

describe('whatever a deal holds, Slack takes', () => {
  test('its card, as a message and as a modal after something was done', () => {
    fc.assert(
      fc.property(anyFile, anyLook, (file, look) => {
        const card = dealCard(file, look);

        holdsAsMessage(card, 'dealCard');
        holdsAsView(doneView('Deal opened', [file.deal.company], file.deal, card), 'doneView');
        holdsAsView(doneView('Saved', [], file.deal, [...verdictBlocks(file.deal, NOW), ...card]), 'verdictBlocks');
      }),
      RUNS,
    );
  });

  test('every form about it', () => {
    fc.assert(
      fc.property(anyDeal, anyLook, (deal, look) => {
        for (const [what, view] of Object.entries(formsOf(deal, look))) holdsAsView(view, what);
      }),
      RUNS,
    );
  });

  test('every refusal, as a modal and above its card', () => {
    fc.assert(
      fc.property(anyFile, anyLook, (file, look) => {
        const about = { deal: file.deal, since: file.history };
        for (const refusal of refusalsOf(file.deal, look)) {
          holdsAsView(heldView(refusal, about, look), `heldView ${refusal.why}`);
          if (refusal.why === 'gate') holdsAsView(gateView(refusal.shut, file.deal, look), 'gateView');
          const above = [...heldBlocks(refusal, about, look), ...dealCard(file, look)];
          if (refusal.why !== 'gate') holdsAsMessage(above, `heldBlocks ${refusal.why}`);
          holdsAsView(doneView('Deal', [], file.deal, above), `heldBlocks ${refusal.why}`);
        }
      }),
      RUNS,
    );
  });

  test('a page of its history', () => {
    fc.assert(
      fc.property(anyFile, fc.nat(9), anyLook, (file, page, look) =>
        holdsAsView(historyView(file, page, look), 'historyView'),
      ),
      RUNS,
    );
  });

  test('lists and pickers of as many as there may be', () => {
    const anyCount = fc.constantFrom(0, 1, 2, 8, 9, 100, 120);
    fc.assert(
      fc.property(few, anyCount, fc.nat(15), name, anyLook, (deals, count, page, words, look) => {
        const many = Array.from(
          { length: deals.length === 0 ? 0 : count },
          (_, at) => deals[at % deals.length],
        ).flatMap((deal) => (deal ? [aDeal({ ...deal, id: aDeal().id })] : []));
        const hits = many.map((deal, at) => ({
          ...{ id: deal.id, company: deal.company, title: deal.title, standing: deal.standing.is },
          ...{ stage: STAGES[at % 5] ?? null, owner: [...look.names.values()][at % 3] ?? '' },
        }));

        holdsAsMessage(dealList(many, { is: 'mine', places, hasTeam: true }, page, look), 'dealList mine');
        holdsAsMessage(dealList(many, { is: 'team', id: aDeal().id, name: words }, page, look), 'dealList team');
        if (hits.length > 0) holdsAsMessage(whichDeal(hits, words, 'pick_deal'), 'whichDeal');
        holdsAsMessage(noSuchDeal(words, hits, 'pick_deal'), 'noSuchDeal');
        holdsAsView(pickForm(hits, 120, 'pick_for_qualify'), 'pickForm');
        holdsAsMessage(unknownWordBlocks('/deal', words, words), 'unknownWordBlocks');
      }),
      RUNS,
    );
  });

  test('the question which one goes, above a card', () => {
    fc.assert(
      fc.property(anyFile, few, anyLook, (file, deals, look) => {
        const offered = whichGoes(deals, file.deal.id, NOW);
        const card = dealCard(file, look);

        for (const blocks of [whichGoesBlocks(places, offered, look), whichEndsBlocks(places, offered, look)]) {
          holdsAsView(doneView('Parked', ['It comes back.'], file.deal, [...blocks, ...card]), 'which');
          holdsAsMessage([...blocks, ...card], 'which');
        }
      }),
      RUNS,
    );
  });

  test('the longest card there can be, below the longest that can stand above it', () => {
    for (const bit of ['&', 'x', '👨‍👩‍👧', '*']) {
      const most = (characters: number) => bit.repeat(Math.min(characters, Math.floor((characters * 4) / bit.length)));
      const [long, short] = [most(500), most(120)];
      const look = { ...SOME_LOOK, names: new Map([[OWNER, short]]) };
      const deal = aDeal({
        ...{ company: short, title: short, contact: { name: short, role: short }, badForContact: long },
        answers: someAnswers({}, { evidence: long, at: NOW, idleSince: NOW }),
        ...{ openPoints: [...OPEN_POINTS], openedAt: NOW, areGatesUnseen: true },
      });
      const row = { version: 2, at: NOW, by: OWNER, for: OWNER, kind: 'edited', from: {}, reason: long } as const;
      const history = Array.from({ length: HISTORY_PAGE }, () => ({ ...row, to: { company: short, title: short } }));
      const card = dealCard({ deal, history, historyLength: 99, relation: aRelation('owner') }, look);

      const since = heldBlocks({ is: 'refused', why: 'changed', seen: null }, { deal, since: history }, look);
      holdsAsMessage([...since, ...card], `changed, ${bit}`);
      holdsAsMessage([...whichGoesBlocks(places, [deal, deal, deal], look), ...card], `which goes, ${bit}`);
      holdsAsMessage(dealList(Array(20).fill(deal), { is: 'mine', places, hasTeam: true }, 0, look), `list, ${bit}`);
    }
  });

  test('a name of one kind of character only', () => {
    fc.assert(
      fc.property(name, anyLook, (company, look) => {
        const deal = aDeal({ company, title: company, contact: { name: company, role: company } });
        for (const [what, view] of Object.entries(formsOf(deal, look))) holdsAsView(view, what);
      }),
      RUNS,
    );
  });
});
