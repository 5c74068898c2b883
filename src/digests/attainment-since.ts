import { enteredSince, quotasSince, type Since, type Whose } from '../db/corrections.ts';
import type { Books } from '../domain/against.ts';
import { addDays, type FiscalQuarter, startOf } from '../domain/calendar.ts';
import { type Cause, type Correction, corrections, type Shown } from '../domain/corrections.ts';
import { movement } from '../domain/movement.ts';
import type { AttainmentDigest } from '../views/attainment-digest.ts';
import { type Led, sinceText } from '../views/attainment-words.ts';
import { attainedBy, attainedOf, isOnesIn } from './attained.ts';
import type { AttainedSeen, DigestScene } from './digest-scene.ts';

/** What was said before, and what it is measured by now. */
export type Before = {
  readonly said: readonly Shown[];
  readonly led: Led;
  /** The moment that the led quarter's numbers are of. */
  readonly ledAt: Date;
  readonly books: Books;
};

/** What has come about since the led quarter was last told of; null where it was not, or its end was told. */
export async function sinceOf(
  scene: DigestScene<AttainedSeen>,
  { said, led, ledAt }: Omit<Before, 'books'>,
): Promise<AttainmentDigest['since']> {
  const { db, last, at, schedule } = scene;
  const before = said.find(({ quarter }) => quarter.from === led.quarter.from) ?? null;
  if (last === null || before?.isFinal === true) return null;
  // By the moment at which it was reckoned, not by that at which it was sent.
  const { from, to } = led.quarter;
  const entered = await enteredSince(db, whoseOf(scene), [{ from, to, since: before?.at ?? last.at, until: ledAt }]);
  return {
    words: sinceText(last.at, at, schedule.zone),
    movement: movement({
      before: before === null || before.reps.size === 0 ? null : before.reps,
      now: new Map(led.reps.map((rep) => [rep.person, attainedBy(rep)])),
      entered,
    }),
    team: before === null ? null : [before.team, attainedBy(led.team)],
  };
}

export async function correctionsOf(
  scene: DigestScene<AttainedSeen>,
  { said, led, books }: Omit<Before, 'ledAt'>,
): Promise<readonly Correction[]> {
  const { db, settings, today, schedule, current } = scene;
  const endOf = (quarter: FiscalQuarter) => startOf(addDays(quarter.to, 1), settings.zone);
  const ended = said.filter(({ quarter, isFinal }) => {
    // What the digest leads with is told as what has moved, until it was told as the end of it.
    const isEnded = quarter.to < today && (isFinal || quarter.from !== led.quarter.from);
    return isEnded && !isOnesIn(schedule, books, quarter);
  });
  const times = ended.map(({ quarter, at }): Since => {
    const end = endOf(quarter);
    return {
      from: quarter.from,
      to: quarter.to,
      since: at > end ? at : new Date(end.getTime() - 1),
      until: current.at,
    };
  });
  const [entered, quotas] = await Promise.all([
    enteredSince(db, whoseOf(scene), times),
    quotasSince(db, whoseOf(scene), times),
  ]);
  return corrections(ended, {
    now: (quarter, whose) => attainedOf(schedule, books, { quarter, whose }),
    causes: [
      ...entered.map((each): Cause => ({ is: 'win', ...each })),
      ...quotas.map((each): Cause => ({ is: 'quota', ...each })),
    ],
    endOf,
  });
}

function whoseOf({ schedule: { workspace, team }, current }: DigestScene<AttainedSeen>): Whose {
  const members = current.facts.memberships.filter((each) => each.team === team).map(({ person }) => person);
  return { workspace, team, people: [...new Set(members)] };
}
