import type { Db } from '../db/connect.ts';
import { addSchedule } from '../db/save-schedule.ts';
import { SECTIONS_OF } from '../domain/digest.ts';
import type { TypedSchedule } from '../domain/schedule-file.ts';
import type { Ids } from './floor.ts';
import { SETTINGS, TEAMS, type TeamName } from './roster.ts';
import { speaker } from './workspace.ts';

const MANAGERS = { id: 'C0SALESMANAGERS', name: 'sales-managers' };
const WEST = { id: 'C0SALESWEST', name: 'sales-west' };
const NINE = { time: '09:00', zone: SETTINGS.zone };
const WEEKLY = { kind: 'weekly', weekday: 1, ...NINE } as const;

/** Each team's week and quarter for the managers, with names, and West's week without them for West itself. */
const DIGESTS: readonly { readonly team: TeamName; readonly typed: TypedSchedule }[] = [
  ...TEAMS.flatMap(({ name }) => [
    { team: name, typed: { ...WEEKLY, channel: MANAGERS, sections: SECTIONS_OF.weekly, readers: 'managers' as const } },
    { team: name, typed: quarterly() },
  ]),
  { team: 'West', typed: { ...WEEKLY, channel: WEST, sections: ['attainment', 'discipline'], readers: 'team' } },
];

function quarterly(): TypedSchedule {
  const sections = SECTIONS_OF['quarter-review'];
  return { kind: 'quarter-review', weekday: null, ...NINE, channel: MANAGERS, sections, readers: 'managers' };
}

/** Scheduled by the teams' managers, as they would in Slack. */
export async function scheduleDigests(db: Db, now: Date, { teams }: Ids): Promise<void> {
  for (const [index, { team: name, typed }] of DIGESTS.entries()) {
    const manager = TEAMS.find((team) => team.name === name)?.manager ?? '';
    const gesture = { by: await speaker(db, manager), at: now, key: `sample-digest-${index}`, seen: null };
    const made = await addSchedule(db, gesture, { team: teams.get(name) ?? null, typed });
    if (made.is !== 'done') throw new Error(`The sample’s digests could not be scheduled: ${made.is}.`);
  }
}
