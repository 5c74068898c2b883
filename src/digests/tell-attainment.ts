import { enteredSince, quotasSince } from '../db/corrections.ts';
import { type Books, booksOf } from '../domain/against.ts';
import type { PersonId } from '../domain/brand.ts';
import { addDays, type FiscalQuarter, startOf } from '../domain/calendar.ts';
import { type Cause, type Correction, corrections, type Shown } from '../domain/corrections.ts';
import { ONES, quotaSightOf, type Sight } from '../domain/digest.ts';
import { percentOf } from '../domain/figure.ts';
import { compared } from '../domain/fraction.ts';
import { attainment } from '../domain/metrics.ts';
import { type Attained, type Movement, movement } from '../domain/movement.ts';
import type { RepNumbers } from '../domain/scorecard.ts';
import { elapsed } from '../domain/working-days.ts';
import { type AttainmentDigest, attainmentDetail, attainmentHead } from '../views/attainment-digest.ts';
import { type Led, sinceText } from '../views/attainment-words.ts';
import { whyButton } from '../views/why-button.ts';
import { keptShown, readShown } from './attainment-figures.ts';
import type { DigestScene, Seen, Telling, Told } from './digest-scene.ts';
import { isOnesIn, tallyOf } from './ones.ts';
import { tongueOf } from './tongue.ts';

/** How many reps are on pace for 80 %, how many are there, and what has moved since the last one. Product, section 5. */
export const tellAttainment: Telling = async (scene): Promise<Told> => {
  const seen = scene.ended !== null && hasNumbers(scene.ended) ? scene.ended : scene.current;
  if (seen.reps.length === 0) return { is: 'nothing', why: 'there are no reps' };
  if (!hasNumbers(seen)) return { is: 'nothing', why: 'nobody has a quota, and nothing was won' };
  const led = ledBy(seen);
  const sight = sightOn(scene, led);
  if (sight === 'nothing') return { is: 'nothing', why: ONES };
  const books = booksOf(scene.current.facts);
  // The last one may have been for other readers.
  const said = readShown(scene.last?.figures, scene.settings.fiscalYearStart).map((each) =>
    sight === 'names' ? each : { ...each, reps: new Map() },
  );
  const causes = await causesOf(scene, said);
  const corrected = correctionsOf(scene, { said, causes, led, books });
  const digest: AttainmentDigest = {
    ...{ sight, led, teamName: scene.teamName, today: scene.today, tongue: tongueOf(scene) },
    next: led.isOver ? begun(scene) : null,
    since: sinceOf(scene, { said, causes, led, books }),
    corrections: corrected,
    why: whyButton(scene.schedule.team, led.quarter, seen.facts.today),
  };
  const now = [seen, scene.current].map((each) => shownOf(scene, each, { books, sight }));
  const figures = keptShown(carriedOn(said, { now, corrected, scene, books }));
  return { is: 'told', head: attainmentHead(digest), detail: attainmentDetail(digest), figures };
};

function hasNumbers({ team }: Seen): boolean {
  return team.quota.value !== null || team.won !== 0;
}

function sightOn({ schedule }: DigestScene, { team, reps }: Pick<Led, 'team' | 'reps'>): Sight | 'nothing' {
  const shown = reps.filter(({ quota }) => quota.value !== null).length;
  return quotaSightOf(schedule.readers, { shown, holders: team.quota.n ?? 0 });
}

/** The quarter that has begun; null where its totals would be one person's. */
function begun(scene: DigestScene): Led | null {
  return sightOn(scene, scene.current) === 'nothing' ? null : ledBy(scene.current);
}

function ledBy({ facts, team, reps }: Seen): Led {
  const { quarter, today, holidays } = facts;
  const over = elapsed(quarter, today, holidays);
  return { quarter, elapsed: over, isOver: today > quarter.to, team, reps: [...reps].sort(byAttainment) };
}

/** The lowest first; who has no quota comes last. */
function byAttainment(a: RepNumbers, b: RepNumbers): number {
  const [first, second] = [a.attainment.value, b.attainment.value];
  if (first === null || second === null) return Number(first === null) - Number(second === null) || inOrder(a, b);
  return compared(first, second) || inOrder(a, b);
}

function inOrder(a: RepNumbers, b: RepNumbers): number {
  return a.name.localeCompare(b.name, 'en') || (a.person < b.person ? -1 : 1);
}

type Before = {
  readonly said: readonly Shown[];
  readonly causes: readonly Cause[];
  readonly led: Led;
  readonly books: Books;
};

/** All that was entered since the last digest, for any of the quarters that it may have spoken of. */
async function causesOf({ db, schedule, today, at, last, quarter, current }: DigestScene, said: readonly Shown[]) {
  if (last === null) return [];
  const from = [quarter.from, ...said.map((each) => each.quarter.from)].sort()[0] ?? quarter.from;
  const since = new Date(Math.min(last.at.getTime(), ...said.map((each) => each.at.getTime())));
  const asked = { since, until: at, from, to: today };
  const { workspace, team } = schedule;
  const [entered, quotas] = await Promise.all([
    enteredSince(db, workspace, asked),
    quotasSince(db, workspace, { ...asked, to: addDays(quarter.from, -1) }),
  ]);
  const members = new Set(current.facts.memberships.filter((each) => each.team === team).map(({ person }) => person));
  const isOurs = (person: PersonId) => team === null || members.has(person);
  return [
    ...entered
      .filter((each) => each.team === team || isOurs(each.person))
      .map((each): Cause => ({ is: 'win', ...each })),
    ...quotas.filter(({ person }) => isOurs(person)).map((each): Cause => ({ is: 'quota', ...each })),
  ];
}

function correctionsOf(scene: DigestScene, { said, causes, led, books }: Before): readonly Correction[] {
  const { zone } = scene.settings;
  // What the digest leads with is told as what has moved, until it was told as the end of it.
  const ended = said.filter(
    ({ quarter, isFinal }) => quarter.to < scene.today && (isFinal || quarter.from !== led.quarter.from),
  );
  const mayBeTold = ended.filter(({ quarter }) => !isOnesIn(scene.schedule, books, quarter));
  return corrections(mayBeTold, {
    now: (quarter, whose) => attainedOf(scene, books, { quarter, whose }),
    causes,
    endOf: (quarter) => startOf(addDays(quarter.to, 1), zone),
  });
}

function sinceOf(scene: DigestScene, { said, causes, led, books }: Before): AttainmentDigest['since'] {
  const { last, at, schedule } = scene;
  const before = said.find(({ quarter }) => quarter.from === led.quarter.from) ?? null;
  if (last === null || before?.isFinal === true) return null;
  // By the moment at which it was reckoned, not by that at which it was sent.
  const then = before?.at ?? last.at;
  const entered = causes.flatMap((cause) => {
    const isSince = cause.is === 'win' && cause.at > then && cause.on >= led.quarter.from && cause.on <= led.quarter.to;
    return isSince ? [cause] : [];
  });
  const now = new Map(led.reps.map((rep) => [rep.person, repAttained(rep)]));
  const of: Movement = movement({
    before: before === null || before.reps.size === 0 ? null : before.reps,
    now,
    entered,
  });
  const team = attainedOf(scene, books, { quarter: led.quarter, whose: 'team' });
  return {
    words: sinceText(last.at, at, schedule.zone),
    movement: of,
    team: before === null ? null : [before.team, team],
  };
}

function repAttained({ won, attainment: { value } }: RepNumbers): Attained {
  return { won, percent: value === null ? null : percentOf(value) };
}

/** Of any quarter in the facts, by the same books as the numbers. */
function attainedOf(
  { schedule }: DigestScene,
  books: Books,
  { quarter, whose }: { readonly quarter: FiscalQuarter; readonly whose: PersonId | 'team' },
): Attained {
  if (whose !== 'team') {
    const { won, quota } = books.ofRep(whose, quarter);
    return kept(won, attainment({ won, quota: quota.amount }).value);
  }
  const { won, against } = tallyOf(schedule, books, quarter);
  return kept(won, attainment(against).value);
}

function kept(won: number, value: Parameters<typeof percentOf>[0] | null): Attained {
  return { won, percent: value === null ? null : percentOf(value) };
}

function shownOf(scene: DigestScene, { facts, reps }: Seen, { books, sight }: { books: Books; sight: Sight }): Shown {
  const { quarter, today } = facts;
  return {
    ...{ quarter, at: scene.at, isFinal: today > quarter.to },
    team: attainedOf(scene, books, { quarter, whose: 'team' }),
    reps: new Map(sight === 'names' ? reps.map((rep) => [rep.person, repAttained(rep)]) : []),
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
    readonly scene: DigestScene;
    readonly books: Books;
  },
): readonly Shown[] {
  const again = new Set(now.map(({ quarter }) => quarter.from));
  const before = said.filter(({ quarter }) => !again.has(quarter.from));
  const wrong = new Set(corrected.map(({ quarter }) => quarter.from));
  const carried = before.map((each): Shown => {
    if (!wrong.has(each.quarter.from)) return each;
    const of = (whose: PersonId | 'team') => attainedOf(scene, books, { quarter: each.quarter, whose });
    const reps = new Map([...each.reps.keys()].map((person) => [person, of(person)]));
    return { ...each, at: scene.at, isFinal: true, team: of('team'), reps };
  });
  return [...new Map([...carried, ...now].map((each) => [each.quarter.from, each])).values()];
}
