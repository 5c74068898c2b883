import type { PersonId } from './brand.ts';
import { type Day, dayIn, daysBetween, fiscalQuarter } from './calendar.ts';
import { type Deal, ended, entered, type Loss, type OpenPoint, stageOf } from './deal.ts';
import { type Credit, changed, type Decision, event, notLive, type Scene, wrong } from './decision.ts';
import { type AskedAtGate, shut } from './gates.ts';
import type { Money } from './money.ts';
import { type Advance, passed, recordedAtGate } from './moves.ts';
import { loweredTo } from './proposing.ts';
import { isInCharge } from './roles.ts';
import type { Stage } from './stages.ts';

export type Win = {
  readonly seen: number;
  readonly amount: Money;
  readonly on: Day;
  readonly openPoints: readonly OpenPoint[];
  /** Why the price gave way, or why it is entered into an ended quarter. */
  readonly reason: string;
  readonly asked: AskedAtGate;
  readonly answered: Advance['answered'];
};

/** Through the last gate, from Negotiate only: final amount, closing day, nothing open. */
export function win(deal: Deal, typed: Win, scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  if (stageOf(deal) !== 'negotiate') return { is: 'refused', why: 'changed', seen: null };
  if (typed.amount <= 0) return wrong('amount', 'missing');
  const day = closingDay(deal, typed, scene);
  if (day) return day;
  const recorded = recordedAtGate(deal, { ...typed, proposal: null }, scene);
  if ('is' in recorded) return recorded;
  const closed = shut(recorded.deal, 'negotiate', typed.asked, scene.now);
  if (closed) return { is: 'refused', why: 'gate', shut: closed };
  const lowered = loweredTo(recorded.deal, typed.amount, { via: 'closing', reason: typed.reason, scene });
  if ('is' in lowered) return lowered;
  const { amount, on } = typed;
  const through = passed(lowered.deal, 'won', scene);
  const won: Deal = {
    ...through,
    amount,
    stints: ended(through.stints, scene.now),
    standing: { is: 'won', on, amount },
  };
  const credit: Credit = { kind: 'give', amount, on, to: ownerOn(deal, on, scene.settings.zone) };
  const happened = event('won', { stage: 'negotiate', amount: deal.amount }, { amount, on }, typed.reason);
  return changed(won, [...recorded.events, ...lowered.events, happened], scene, credit);
}

function closingDay(deal: Deal, { on, reason }: Win, { today, relation, settings }: Scene): Decision | null {
  if (on > today) return wrong('day', 'in-the-future');
  if (deal.openedAt !== null && on < dayIn(settings.zone, deal.openedAt)) return wrong('day', 'before-opening');
  if (fiscalQuarter(on, settings.fiscalYearStart).to >= today) return null;
  if (!isInCharge(relation)) return { is: 'refused', why: 'needs-manager', for: 'ended-quarter' };
  return reason === '' ? wrong('reason', 'reason-ended-quarter') : null;
}

/** Who owned the deal at the end of a day; the first owner for days before anybody did. */
export function ownerOn({ owners, owner }: Deal, day: Day, zone: string): PersonId {
  return (owners.findLast(({ since }) => dayIn(zone, since) <= day) ?? owners[0])?.person ?? owner;
}

/** Lost from any stage, parked too: to what, and which answer had been wrong. */
export function lose(deal: Deal, loss: Loss, scene: Scene): Decision {
  const { standing } = deal;
  if (standing.is !== 'live' && standing.is !== 'parked') return { is: 'refused', why: 'not-live', standing };
  if (loss.reason === 'alternative' && loss.alternative === '') return wrong('alternative', 'missing');
  if (loss.reason === 'other' && loss.note === '') return wrong('reason', 'missing');
  const from = standing.stage;
  const lost: Deal = {
    ...deal,
    stints: ended(deal.stints, scene.now),
    standing: { is: 'lost', from, on: scene.today, loss },
  };
  const facts = { reason: loss.reason, alternative: loss.alternative, wrong: loss.wrong.join(' '), on: scene.today };
  return changed(lost, [event('lost', { stage: from }, facts, loss.note)], scene);
}

/** Back into the stage from which it was closed, by the owner's manager or an admin; a win's credit is taken back. */
export function reopen(deal: Deal, { reason }: { reason: string }, scene: Scene): Decision {
  const { standing } = deal;
  if (standing.is !== 'won' && standing.is !== 'lost') return { is: 'refused', why: 'not-closed' };
  if (!isInCharge(scene.relation)) return { is: 'refused', why: 'needs-manager', for: 'reopen' };
  if (reason === '') return wrong('reason', 'missing');
  const stage: Stage = stageOf(deal);
  const again: Deal = { ...entered(deal, stage, { isParked: false, at: scene.now }), standing: { is: 'live', stage } };
  const credit: Credit | null =
    standing.is === 'won' ? { kind: 'take-back', on: takenBackOn(standing.on, scene) } : null;
  return changed(
    again,
    [event('reopened', { standing: standing.is, on: standing.on }, { stage }, reason)],
    scene,
    credit,
  );
}

/** A quarter that has ended keeps its numbers: the minus then falls on today. Product, section 6, won. */
function takenBackOn(on: Day, { today, settings }: Scene): Day {
  return fiscalQuarter(on, settings.fiscalYearStart).to < today ? today : on;
}

/** Opened by mistake: within 24 hours, and only if it never moved. It counts nowhere. */
export function withdraw(deal: Deal, scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  if (deal.stints.length > 1) return { is: 'refused', why: 'withdraw-too-late', because: 'moved' };
  const isYoung = deal.openedAt !== null && daysBetween(deal.openedAt, scene.now) < 1;
  if (!isYoung) return { is: 'refused', why: 'withdraw-too-late', because: 'day-over' };
  const gone: Deal = { ...deal, stints: ended(deal.stints, scene.now), standing: { is: 'withdrawn' } };
  return changed(gone, [event('withdrawn', { stage: stageOf(deal) }, {})], scene);
}
