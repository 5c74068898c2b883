import type { Db } from '../db/connect.ts';
import { addRamp } from '../db/ramps.ts';
import { saveQuotas } from '../db/save-quotas.ts';
import { addDays, type Day, type FiscalQuarter, laterDay, startOf } from '../domain/calendar.ts';
import type { Ids } from './floor.ts';
import { REPS, type Rep } from './reps.ts';
import { ADMIN, members, quarters, SETTINGS, TEAMS, type TeamName } from './roster.ts';
import { euros } from './telling.ts';
import { done, speaker } from './workspace.ts';

/**
 * Each quarter's quotas, set by the teams' managers on its first day, and on the day on which somebody joins within it; who is new has half of
 * one in the first months.
 */
export async function setQuotas(db: Db, now: Date, ids: Ids): Promise<void> {
  for (const { name, manager } of TEAMS) {
    const by = await speaker(db, manager);
    for (const quarter of quarters(now)) {
      for (const [from, reps] of joining(name, quarter, now)) {
        const at = startOf(from, SETTINGS.zone);
        const gesture = { by, at, key: `sample-quotas-${name}-${from}`, seen: null };
        const set = await saveQuotas(db, gesture, {
          ...{ team: known(ids.teams, name), quarter, from, reason: 'Plan for the quarter' },
          typed: reps.map(({ handle, quota }) => ({ person: known(ids.people, handle), amount: euros(quota) })),
        });
        if (set.is !== 'done') throw new Error(`The sample’s quotas could not be set: ${JSON.stringify(set)}.`);
      }
    }
  }
  await rampUp(db, now, ids);
}

/** Whoever is on the team at any time of the quarter, by their first day on it within the quarter. */
function joining(team: TeamName, { from, to }: FiscalQuarter, now: Date): ReadonlyMap<Day, readonly Rep[]> {
  const there = members(now).filter(
    (one) => one.team === team && one.joinedOn <= to && (one.leftOn === null || one.leftOn > from),
  );
  const byDay = new Map<Day, readonly Rep[]>();
  for (const rep of REPS) {
    const joinedOn = there.find(({ handle }) => handle === rep.handle)?.joinedOn;
    if (joinedOn === undefined) continue;
    const day = laterDay(joinedOn, from);
    byDay.set(day, [...(byDay.get(day) ?? []), rep]);
  }
  return byDay;
}

const NEWCOMER = 'raj';
const RAMP_DAYS = 120;

async function rampUp(db: Db, now: Date, ids: Ids): Promise<void> {
  const { joinedOn } = known(new Map(members(now).map((one) => [one.handle, one])), NEWCOMER);
  const at = startOf(joinedOn, SETTINGS.zone);
  const gesture = { by: await speaker(db, ADMIN), at, key: 'sample-ramp', seen: null };
  const span = { startsOn: joinedOn, endsOn: addDays(joinedOn, RAMP_DAYS), share: 5_000 };
  done(await addRamp(db, gesture, { person: known(ids.people, NEWCOMER), ...span }));
}

function known<K, T>(all: ReadonlyMap<K, T>, name: K): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`The sample knows no ${String(name)}.`);
  return found;
}
