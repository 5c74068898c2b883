import type { DealId, WorkspaceId } from '../domain/brand.ts';
import type { Deal, Loss, Proof, Standing } from '../domain/deal.ts';
import type { LedgerEntry } from '../domain/negotiation.ts';
import type { GivenAnswer } from '../domain/qualification.ts';
import { folded } from '../domain/text.ts';
import type * as table from './schema.ts';

type Row<T extends { $inferSelect: unknown }> = T['$inferSelect'];
type Insert<T extends { $inferInsert: unknown }> = T['$inferInsert'];

/** A deal as one relational query reads it: its row and all of its parts. */
export type StoredDeal = Row<typeof table.deal> & {
  answers: Row<typeof table.dealAnswer>[];
  proofs: Row<typeof table.dealProof>[];
  proposals: Row<typeof table.dealProposal>[];
  ledger: Row<typeof table.dealLedger>[];
  stints: Row<typeof table.dealStint>[];
  owners: Row<typeof table.dealOwner>[];
};

export function dealFrom(row: StoredDeal): Deal {
  const { id, version, company, title, amount, expectedClose, openedAt, areGatesUnseen, externalId } = row;
  return {
    ...{ id, version, company, title, amount, expectedClose, openedAt, areGatesUnseen, externalId },
    contact: row.contactName === null ? null : { name: row.contactName, role: row.contactRole },
    owner: row.ownerId,
    owners: inOrder(row.owners).map(({ personId, since }) => ({ person: personId, since })),
    standing: standingFrom(row),
    qualified: row.qualifiedHow === null ? null : { at: row.qualifiedAt, how: row.qualifiedHow },
    answers: [...row.answers].sort((a, b) => a.version - b.version).map(answerFrom),
    proofs: inOrder(row.proofs).map(proofFrom),
    noProofWanted: row.noProofWanted,
    badForContact: row.badForContact,
    openPoints: row.openPoints,
    proposals: inOrder(row.proposals).map(({ amount, agreed, link, at, byId }) => ({
      amount,
      agreed,
      link,
      at,
      by: byId,
    })),
    ledger: inOrder(row.ledger).map(ledgerFrom),
    stints: inOrder(row.stints).map(({ stage, isParked, startedAt, endedAt }) => ({
      ...{ stage, isParked, from: startedAt, to: endedAt },
    })),
  };
}

function answerFrom({ answer, byId, ...row }: Row<typeof table.dealAnswer>): GivenAnswer {
  const { question, evidence, at, version, idleSince, contactChanged } = row;
  return { question, is: answer, evidence, at, by: byId, version, idleSince, contactChanged };
}

function inOrder<T extends { number: number }>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((a, b) => a.number - b.number);
}

export function standingFrom(row: Row<typeof table.deal>): Standing {
  const { standing, stage, parkedUntil, closedOn, finalAmount } = row;
  if (standing === 'withdrawn') return { is: standing };
  if (standing === 'live' && stage !== null) return { is: standing, stage };
  if (standing === 'parked' && stage !== null && parkedUntil !== null)
    return { is: standing, stage, until: parkedUntil };
  if (standing === 'won' && closedOn !== null && finalAmount !== null)
    return { is: standing, on: closedOn, amount: finalAmount };
  if (standing === 'lost' && closedOn !== null) return { is: standing, from: stage, on: closedOn, loss: lossFrom(row) };
  throw new Error(`Deal ${row.id} is stored as ${standing} without what belongs to it.`);
}

function lossFrom(row: Row<typeof table.deal>): Loss {
  return { reason: row.lossReason, alternative: row.lossAlternative, wrong: row.lossWrong, note: row.lossNote };
}

function proofFrom({ cost, yearlyGain, ownerId, ...row }: Row<typeof table.dealProof>): Proof {
  const { id, kind, wish, state, since, due, note, link, inPlaceOf } = row;
  const roi = cost === null || yearlyGain === null ? null : { cost, yearlyGain };
  return { id, kind, wish, state, since, owner: ownerId, due, note, link, roi, inPlaceOf };
}

function ledgerFrom({ kind, at, byId, words, ...row }: Row<typeof table.dealLedger>): LedgerEntry {
  const { basisPoints, amount, value, via, isOverLimit, isOwnYes } = row;
  if (kind === 'asked-discount' && basisPoints !== null) return { kind, basisPoints, words, at, by: byId };
  if (kind === 'value' && value !== null) return { kind, value, words, at, by: byId };
  if (kind === 'discount' && amount !== null && via !== null) {
    return { kind, amount, reason: words, via, isOverLimit, isOwnYes, at, by: byId };
  }
  if (kind === 'asked-term' || kind === 'asked-other') return { kind, words, at, by: byId };
  throw new Error(`A ledger line of deal ${row.dealId} is stored as ${kind} without what belongs to it.`);
}

export function dealRow(deal: Deal, workspaceId: WorkspaceId, currency: string): Insert<typeof table.deal> {
  const { id, version, company, title, amount, expectedClose, openedAt, areGatesUnseen, externalId } = deal;
  const { noProofWanted, badForContact, openPoints, contact, qualified } = deal;
  return {
    id,
    workspaceId,
    version,
    company,
    title,
    amount,
    currency,
    expectedClose,
    openedAt,
    areGatesUnseen,
    externalId,
    noProofWanted,
    badForContact,
    openPoints: [...openPoints],
    ownerId: deal.owner,
    hasChangedHands: deal.owners.length > 1,
    companyFolded: folded(company),
    titleFolded: folded(title),
    contactName: contact?.name ?? null,
    contactRole: contact?.role ?? '',
    qualifiedAt: qualified?.at ?? null,
    qualifiedHow: qualified?.how ?? null,
    ...standingColumns(deal.standing),
  };
}

function standingColumns(standing: Standing) {
  const loss = standing.is === 'lost' ? standing.loss : null;
  return {
    standing: standing.is,
    stage: stageColumn(standing),
    parkedUntil: standing.is === 'parked' ? standing.until : null,
    closedOn: standing.is === 'won' || standing.is === 'lost' ? standing.on : null,
    finalAmount: standing.is === 'won' ? standing.amount : null,
    lossReason: loss?.reason ?? null,
    lossAlternative: loss?.alternative ?? '',
    lossWrong: [...(loss?.wrong ?? [])],
    lossNote: loss?.note ?? '',
  };
}

/** A withdrawn deal never left Qualify; a win was closed from Negotiate, wherever an import's was. */
function stageColumn(standing: Standing) {
  if (standing.is === 'live' || standing.is === 'parked') return standing.stage;
  if (standing.is === 'lost') return standing.from;
  return standing.is === 'won' ? 'negotiate' : 'qualify';
}

/** The rows of a deal's parts, all of them, numbered in their order. */
export function partRows(deal: Deal, workspaceId: WorkspaceId) {
  const of = { dealId: deal.id, workspaceId };
  return {
    answers: deal.answers.map(({ is, by, ...rest }) => ({ ...of, ...rest, answer: is, byId: by })),
    proofs: deal.proofs.map(({ owner, roi, ...rest }, number) => ({
      ...{ ...of, ...rest, number, ownerId: owner, cost: roi?.cost ?? null, yearlyGain: roi?.yearlyGain ?? null },
    })),
    proposals: deal.proposals.map(({ by, ...rest }, number) => ({ ...of, ...rest, number, byId: by })),
    ledger: deal.ledger.map((entry, number) => ledgerRow(entry, { ...of, number })),
    stints: deal.stints.map(({ from, to, ...rest }, number) => ({
      ...of,
      ...rest,
      number,
      startedAt: from,
      endedAt: to,
    })),
    owners: deal.owners.map(({ person, since }, number) => ({ ...of, number, personId: person, since })),
  };
}

function ledgerRow(
  entry: LedgerEntry,
  of: { dealId: DealId; workspaceId: WorkspaceId; number: number },
): Insert<typeof table.dealLedger> {
  const { kind, at, by } = entry;
  return {
    ...{ ...of, kind, at, byId: by },
    basisPoints: entry.kind === 'asked-discount' ? entry.basisPoints : null,
    amount: entry.kind === 'discount' ? entry.amount : null,
    value: entry.kind === 'value' ? entry.value : null,
    words: entry.kind === 'discount' ? entry.reason : entry.words,
    via: entry.kind === 'discount' ? entry.via : null,
    isOverLimit: entry.kind === 'discount' && entry.isOverLimit,
    isOwnYes: entry.kind === 'discount' && entry.isOwnYes,
  };
}
