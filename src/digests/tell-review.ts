import { lossesIn } from '../db/losses.ts';
import { grouped } from '../domain/against.ts';
import { type FiscalQuarter, quarterBefore, quarterName } from '../domain/calendar.ts';
import { ONES, quotaSightOf, type Schedule } from '../domain/digest.ts';
import type { NumberFacts } from '../domain/number-facts.ts';
import { consistencies, losses } from '../domain/review.ts';
import type { TeamNumbers } from '../domain/scorecard.ts';
import { sceneOf } from '../domain/scorecard-scene.ts';
import { stays } from '../domain/stays.ts';
import { quarterLabel } from '../views/attainment-words.ts';
import { reviewDetail } from '../views/review-detail.ts';
import { type Review, type ReviewLook, reviewHead } from '../views/review-digest.ts';
import { whyButton } from '../views/why-button.ts';
import { isOnesIn } from './attained.ts';
import type { DigestScene, Telling, Told } from './digest-scene.ts';
import { seen } from './scene.ts';
import { tongueOf } from './tongue.ts';

/** The quarter before today's against its goals and the one before it, however late it is told. */
export const tellReview: Telling = async (scene) => {
  const { numbers, schedule, settings, today, at, quarter, teamName } = scene;
  const ended = quarterBefore(quarter, settings.fiscalYearStart);
  const earlier = quarterBefore(ended, settings.fiscalYearStart);
  const isThere = scene.ended?.facts.quarter.from === ended.from;
  const asked = { schedule, settings, today, at };
  const [told, before] = await Promise.all([
    isThere ? scene.ended : seen(numbers, { ...asked, quarter: ended }),
    seen(numbers, { ...asked, quarter: earlier }),
  ]);
  if (told === null) return { is: 'nothing', why: 'the team is not there any more' };
  const lost = losses(await lossesOf(scene, told.facts));
  const { team, reps } = told;
  const review: Review = {
    ...{ quarter: ended, team, reps, losses: lost, consistencies: consistencies(reps) },
    before: { quarter: earlier, team: before?.team ?? null },
  };
  if (isEmpty(review)) return { is: 'nothing', why: `no quota and nothing closed in ${quarterLabel(ended, quarter)}` };
  const sight = sightOver(schedule, team, before?.team ?? null);
  if (sight === 'nothing') return { is: 'nothing', why: ONES };
  const { books } = sceneOf(told.facts);
  const isOnes = (quarter: FiscalQuarter) => isOnesIn(schedule, books, quarter);
  const look: ReviewLook = {
    ...{ current: quarter, nameOf: tongueOf(scene).nameOf },
    ...{ settings, teamName, sight, readers: schedule.readers, why: whyButton(schedule.team, ended, today) },
    isOnes: { before: isOnes(earlier), lastFour: told.facts.finished.slice(0, 4).some(isOnes) },
  };
  return {
    is: 'told',
    head: reviewHead(review, look),
    detail: reviewDetail(review, look),
    figures: { quarter: quarterName(ended), atGoal: team.reps.atGoal, reps: team.reps.counted },
  } satisfies Told;
};

/** Of the quarter that is told, and no more than the one before it lets: they stand side by side. */
function sightOver({ readers }: Schedule, { quota, reps }: TeamNumbers, before: TeamNumbers | null) {
  const beside = before === null || before.reps.counted === 0 ? reps.counted : before.reps.counted;
  return quotaSightOf(readers, { shown: Math.min(reps.counted, beside), holders: quota.n ?? 0 });
}

function isEmpty({ team, losses: { n } }: Review): boolean {
  return team.reps.counted === 0 && team.won === 0 && team.quarter.dealSize.n === 0 && n === 0;
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
