import type { Books } from '../domain/against.ts';
import type { RepAttained } from '../domain/attainments.ts';
import type { PersonId } from '../domain/brand.ts';
import type { Correction, Shown } from '../domain/corrections.ts';
import { ONES, quotaSightOf, type Sight } from '../domain/digest.ts';
import { compared } from '../domain/fraction.ts';
import { attainmentScene } from '../domain/scorecard-scene.ts';
import { byName } from '../domain/text.ts';
import { elapsed } from '../domain/working-days.ts';
import { type AttainmentDigest, attainmentDetail, attainmentHead } from '../views/attainment-digest.ts';
import type { Led } from '../views/attainment-words.ts';
import { whyButton } from '../views/why-button.ts';
import { attainedBy, attainedOf } from './attained.ts';
import { keptShown, readShown } from './attainment-figures.ts';
import { correctionsOf, sinceOf } from './attainment-since.ts';
import type { AttainedSeen, DigestScene, Telling, Told } from './digest-scene.ts';
import { tongueOf } from './tongue.ts';

/** How many reps are on pace for 80 %, how many are there, and what has moved since the last one. Product, section 5. */
export const tellAttainment: Telling<AttainedSeen> = async (scene): Promise<Told> => {
  const seen = scene.ended !== null && hasNumbers(scene.ended) ? scene.ended : scene.current;
  if (seen.reps.length === 0) return { is: 'nothing', why: 'there are no reps' };
  if (!hasNumbers(seen)) return { is: 'nothing', why: 'nobody has a quota, and nothing was won' };
  const led = ledBy(seen);
  const sight = sightOn(scene, led);
  if (sight === 'nothing') return { is: 'nothing', why: ONES };
  const { books } = attainmentScene(scene.current.facts);
  // The last one may have been for other readers.
  const said = readShown(scene.last?.figures, scene.settings.fiscalYearStart)
    .filter((each) => isKnown(scene.current, each))
    .map((each) => (sight === 'names' ? each : { ...each, reps: new Map() }));
  const [since, corrected] = await Promise.all([
    sinceOf(scene, { said, led, ledAt: seen.at }),
    correctionsOf(scene, { said, led, books }),
  ]);
  const digest: AttainmentDigest = {
    ...{ sight, led, teamName: scene.teamName, today: scene.today, tongue: tongueOf(scene) },
    next: led.isOver ? begun(scene) : null,
    since,
    corrections: corrected,
    why: whyButton(scene.schedule.team, led.quarter, seen.facts.today),
  };
  const now = [seen, scene.current].map((each) => shownOf(each, sight));
  const figures = keptShown(carriedOn(said, { now, corrected, scene, books }));
  return { is: 'told', head: attainmentHead(digest), detail: attainmentDetail(digest), figures };
};

/** Quarters longer ago than the numbers go back are not looked at any more. */
function isKnown({ facts }: AttainedSeen, { quarter }: Shown): boolean {
  return quarter.from >= (facts.finished.at(-1) ?? facts.quarter).from;
}

function hasNumbers({ team }: AttainedSeen): boolean {
  return team.quota.value !== null || team.won !== 0;
}

function sightOn(
  { schedule }: DigestScene<AttainedSeen>,
  { team, reps }: Pick<Led, 'team' | 'reps'>,
): Sight | 'nothing' {
  const shown = reps.filter(({ quota }) => quota.value !== null).length;
  return quotaSightOf(schedule.readers, { shown, holders: team.quota.n ?? 0 });
}

/** The quarter that has begun; null where its totals would be one person's. */
function begun(scene: DigestScene<AttainedSeen>): Led | null {
  return sightOn(scene, scene.current) === 'nothing' ? null : ledBy(scene.current);
}

function ledBy({ facts, team, reps }: AttainedSeen): Led {
  const { quarter, today, holidays } = facts;
  const over = elapsed(quarter, today, holidays);
  return { quarter, elapsed: over, isOver: today > quarter.to, team, reps: [...reps].sort(byAttainment) };
}

/** The lowest first; who has no quota comes last. */
function byAttainment(a: RepAttained, b: RepAttained): number {
  const [first, second] = [a.attainment.value, b.attainment.value];
  if (first === null || second === null) return Number(first === null) - Number(second === null) || byName(a, b);
  return compared(first, second) || byName(a, b);
}

function shownOf({ facts: { quarter, today }, at, team, reps }: AttainedSeen, sight: Sight): Shown {
  return {
    ...{ quarter, at, isFinal: today > quarter.to, team: attainedBy(team) },
    reps: new Map(sight === 'names' ? reps.map((rep) => [rep.person, attainedBy(rep)]) : []),
  };
}

/** What was said before and is not said again stays as it was said; where it was corrected, as it is now. */
function carriedOn(
  said: readonly Shown[],
  {
    now,
    corrected,
    scene,
    books,
  }: {
    readonly now: readonly Shown[];
    readonly corrected: readonly Correction[];
    readonly scene: DigestScene<AttainedSeen>;
    readonly books: Books;
  },
): readonly Shown[] {
  const again = new Set(now.map(({ quarter }) => quarter.from));
  const before = said.filter(({ quarter }) => !again.has(quarter.from));
  const wrong = new Set(corrected.map(({ quarter }) => quarter.from));
  const carried = before.map((each): Shown => {
    if (!wrong.has(each.quarter.from)) return each;
    const of = (whose: PersonId | 'team') => attainedOf(scene.schedule, books, { quarter: each.quarter, whose });
    const reps = new Map([...each.reps.keys()].map((person) => [person, of(person)]));
    return { ...each, at: scene.current.at, isFinal: true, team: of('team'), reps };
  });
  return [...new Map([...carried, ...now].map((each) => [each.quarter.from, each])).values()];
}
