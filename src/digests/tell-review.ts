import { lossesIn } from '../db/losses.ts';
import { numberFacts } from '../db/numbers.ts';
import { grouped } from '../domain/against.ts';
import { type FiscalQuarter, quarterBefore, quarterName } from '../domain/calendar.ts';
import { sightOf } from '../domain/digest.ts';
import type { NumberFacts } from '../domain/number-facts.ts';
import { consistencies, losses } from '../domain/review.ts';
import { scorecards } from '../domain/scorecard.ts';
import { stays } from '../domain/stays.ts';
import { reviewDetail } from '../views/review-detail.ts';
import { type Review, reviewHead } from '../views/review-digest.ts';
import { whyButton } from '../views/why-button.ts';
import type { DigestScene, Seen, Telling, Told } from './digest-scene.ts';

/** The quarter before today's against its goals and the one before it, however late it is told. */
export const tellReview: Telling = async (scene) => {
  const { schedule, settings, today, quarter, teamName } = scene;
  const ended = quarterBefore(quarter, settings.fiscalYearStart);
  const earlier = quarterBefore(ended, settings.fiscalYearStart);
  const isThere = scene.ended?.facts.quarter.from === ended.from;
  const [seen, before] = await Promise.all([isThere ? scene.ended : seenOf(scene, ended), seenOf(scene, earlier)]);
  if (seen === null) return { is: 'nothing', why: 'the team is not there any more' };
  const lost = losses(await lossesOf(scene, seen.facts));
  const { team, reps } = seen;
  const review: Review = {
    ...{ quarter: ended, team, reps, losses: lost, consistencies: consistencies(reps) },
    before: { quarter: earlier, team: before?.team ?? null },
  };
  if (isEmpty(review)) return { is: 'nothing', why: `no quota and nothing closed in ${quarterName(ended)}` };
  const sight = sightOf(schedule.readers, team.reps.counted);
  const look = { settings, teamName, sight, why: whyButton(schedule.team, ended, today) };
  return {
    is: 'told',
    head: reviewHead(review, look),
    detail: reviewDetail(review, look),
    figures: { quarter: quarterName(ended), atGoal: team.reps.atGoal, reps: team.reps.counted },
  } satisfies Told;
};

function isEmpty({ team, losses: { n } }: Review): boolean {
  return team.reps.counted === 0 && team.won === 0 && team.quarter.dealSize.n === 0 && n === 0;
}

/** The whole quarter's numbers, and of whom the schedule is about; null where its team is not there any more. */
async function seenOf({ db, schedule, settings, today }: DigestScene, quarter: FiscalQuarter): Promise<Seen | null> {
  const { workspace, team: id } = schedule;
  const facts = await numberFacts(db, { workspace, settings, today, quarter });
  const cards = scorecards(facts);
  if (id === null) return { facts, cards, team: cards.workspace, reps: cards.reps };
  const team = cards.teams.find((each) => each.id === id);
  return team === undefined ? null : { facts, cards, team, reps: cards.reps.filter((rep) => rep.team === id) };
}

async function lossesOf({ db, schedule, settings }: DigestScene, { quarter, memberships }: NumberFacts) {
  const people = grouped(memberships, ({ person }) => person);
  const closing = {
    ...{ workspace: schedule.workspace, zone: settings.zone },
    stays: [...people.values()].flatMap(stays),
  };
  const rows = await lossesIn(db, closing, quarter);
  return schedule.team === null ? rows : rows.filter(({ team }) => team === schedule.team);
}
