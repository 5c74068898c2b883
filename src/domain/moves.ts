import { type Answered, answersRecorded } from './answering.ts';
import type { Day } from './calendar.ts';
import { type Deal, entered, type OpenPoint, stageOf, unparked } from './deal.ts';
import { changed, type DealEvent, type Decision, event, notLive, type Scene, wrong } from './decision.ts';
import { type AskedAtGate, passesFirstGate, shut } from './gates.ts';
import { openPointsSet, type ProposalTyped, proposalRecorded } from './proposing.ts';
import { earlierStages, type Gate, nextGate, type Stage } from './stages.ts';

/** What the form of a gate brings: everything but the gate itself may be left out. */
export type Advance = {
  /** The gate that the form was for. */
  readonly gate: Gate;
  readonly seen: number;
  readonly asked: AskedAtGate;
  readonly answered: Answered;
  readonly openPoints: readonly OpenPoint[] | null;
  readonly proposal: ProposalTyped | null;
};

/** One gateway forward, if the gate holds with what the form brings; if it does not, nothing of it is kept. */
export function advance(deal: Deal, typed: Advance, scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  const stage = stageOf(deal);
  const gate = nextGate(stage);
  if (gate !== typed.gate || gate === 'won') return { is: 'refused', why: 'changed', seen: null };
  const recorded = recordedAtGate(deal, typed, scene);
  if ('is' in recorded) return recorded;
  const closed = shut(recorded.deal, stage, typed.asked, scene.now);
  if (closed) return { is: 'refused', why: 'gate', shut: closed };
  const moved = event('advanced', { stage }, { stage: gate, ...goAhead(typed.asked) });
  return changed(passed(recorded.deal, gate, scene), [...recorded.events, moved], scene);
}

/** Answers asked again, open points and a proposal, put down before the gate looks. */
export function recordedAtGate(
  deal: Deal,
  typed: Pick<Advance, 'seen' | 'answered' | 'openPoints' | 'proposal'>,
  scene: Scene,
): { deal: Deal; events: readonly DealEvent[] } | Extract<Decision, { is: 'refused' }> {
  const answers = answersRecorded(deal, typed.answered, { seen: typed.seen, scene });
  if ('is' in answers) return answers;
  const points =
    typed.openPoints === null ? { deal: answers.deal, events: [] } : openPointsSet(answers.deal, typed.openPoints);
  const proposal =
    typed.proposal === null ? { deal: points.deal, events: [] } : proposalRecorded(points.deal, typed.proposal, scene);
  if ('is' in proposal) return proposal;
  return { deal: proposal.deal, events: [...answers.events, ...points.events, ...proposal.events] };
}

function goAhead({ stillAGo, words }: AskedAtGate): { [fact: string]: string } {
  return stillAGo === 'yes' ? { stillAGo: words === '' ? 'yes' : words } : {};
}

/** Behind a gate: in the next stage, sales-qualified for good once through the first one, nothing skipped any more. */
export function passed(deal: Deal, gate: Gate, { now }: Scene): Deal {
  const isFirst = passesFirstGate(deal, stageOf(deal));
  // For good from the first time on; what an import only took for granted gets its day now.
  const isStamped = !isFirst || (deal.qualified !== null && deal.qualified.at !== null);
  const qualified = isStamped ? deal.qualified : { at: now, how: 'gate' as const };
  const through = { ...deal, qualified, areGatesUnseen: false };
  if (gate === 'won') return through;
  return { ...entered(through, gate, { isParked: false, at: now }), standing: { is: 'live', stage: gate } };
}

/** To any earlier stage, at any time, with a reason. */
export function moveBack(deal: Deal, { to, reason }: { to: Stage; reason: string }, scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  const stage = stageOf(deal);
  if (!earlierStages(stage).includes(to)) return wrong('stage', 'not-earlier');
  if (reason === '') return wrong('reason', 'missing');
  const moved: Deal = { ...entered(deal, to, { isParked: false, at: scene.now }), standing: { is: 'live', stage: to } };
  return changed(moved, [event('moved-back', { stage }, { stage: to }, reason)], scene);
}

/** Off the rep's places until a day on which it comes back by itself; a parked deal gets another date. */
export function park(
  deal: Deal,
  { until, personsToday, reason }: { until: Day; personsToday: Day; reason: string },
  scene: Scene,
): Decision {
  const { standing } = deal;
  if (standing.is !== 'live' && standing.is !== 'parked') return { is: 'refused', why: 'not-live', standing };
  if (until <= personsToday || until <= scene.today) return wrong('day', 'not-in-the-future');
  const { stage } = standing;
  const from = standing.is === 'parked' ? { stage, until: standing.until } : { stage };
  if (standing.is === 'parked' && standing.until === until) return { is: 'same' };
  const away = standing.is === 'parked' ? deal : entered(deal, stage, { isParked: true, at: scene.now });
  return changed(
    { ...away, standing: { is: 'parked', stage, until } },
    [event('parked', from, { stage, until }, reason)],
    scene,
  );
}

export function bringBack(deal: Deal, scene: Scene): Decision {
  if (deal.standing.is !== 'parked') return { is: 'refused', why: 'not-parked' };
  const { stage, until } = deal.standing;
  const back = unparked(deal, scene.now, scene.relation.person);
  return changed(back, [event('brought-back', { stage, until }, { stage })], scene);
}
