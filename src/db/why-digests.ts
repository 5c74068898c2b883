import type { PersonId } from '../domain/brand.ts';
import { addDays, startOf } from '../domain/calendar.ts';
import { discipline, usualDaysFrom } from '../domain/discipline.ts';
import { losses } from '../domain/review.ts';
import type { Settings } from '../domain/settings.ts';
import type { Speaker } from '../domain/speaker.ts';
import { quarterToDate } from '../domain/why-deals.ts';
import { type WhyDigests, weekBefore } from '../domain/why-digests.ts';
import { ownersOfLive, type WhySeen } from '../domain/why-number.ts';
import type { Db } from './connect.ts';
import { liveRows, touchedBetween } from './discipline.ts';
import { lossesIn } from './losses.ts';

type Asking = { readonly by: Pick<Speaker, 'workspace'>; readonly settings: Settings; readonly now: Date };

/** What digests say of how somebody's or a team's deals go, as of the end of the day that is asked about, or now. */
export async function whyDigests(db: Db, seen: WhySeen, { by, settings, now }: Asking): Promise<WhyDigests> {
  const { zone, capacity } = settings;
  const { today, usualTimes } = seen.facts;
  const evening = startOf(addDays(today, 1), zone);
  const at = now < evening ? now : evening;
  const pipeline = { workspace: by.workspace, owners: ownersOfLive(seen) ?? ('all' as const), zone, today, at };
  const week = weekBefore(today, zone);
  const [live, touched, lost] = await Promise.all([
    liveRows(db, pipeline),
    touchedBetween(db, pipeline, week),
    lossesOf(db, seen, { by, settings }),
  ]);
  const rows = live.filter(({ openedAt }) => openedAt === null || openedAt < at);
  const usual = usualDaysFrom(usualTimes);
  const reps = repsOf(seen);
  const found = discipline({ ...{ rows, touched, reps, week, usual }, capacity, zone });
  return { week, rows, touched, losses: lost, discipline: found };
}

/** Of today. */
function repsOf({ facts, scene, whose }: WhySeen): ReadonlySet<PersonId> {
  if (whose.is === 'rep') return new Set([whose.person]);
  return new Set(facts.people.map(({ id }) => id).filter((person) => scene.isOnTeam(person, whose.team)));
}

async function lossesOf(db: Db, { facts, scene, whose }: WhySeen, { by, settings }: Omit<Asking, 'now'>) {
  if (whose.is === 'rep') return null;
  const stays = facts.people.flatMap(({ id }) => scene.books.staysOf(id));
  const rows = await lossesIn(db, { workspace: by.workspace, zone: settings.zone, stays }, quarterToDate(facts));
  return losses(whose.team === 'all' ? rows : rows.filter(({ team }) => team === whose.team));
}
