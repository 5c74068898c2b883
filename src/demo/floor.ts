import type { PersonId, TeamId } from '../domain/brand.ts';
import { addDays, type Day, dayIn, startOf } from '../domain/calendar.ts';
import type { Scene } from '../domain/decision.ts';
import { ADMIN, members, SETTINGS, TEAMS, type TeamName } from './roster.ts';

/** The people and teams as the database knows them. */
export type Ids = {
  readonly people: ReadonlyMap<string, PersonId>;
  readonly teams: ReadonlyMap<TeamName, TeamId>;
};

const HOUR = 3_600_000;

/** The sales floor in which the sample's deals are lived: who is who, and what the rules are told at each moment. */
export class Floor {
  readonly now: Date;
  readonly today: Day;
  readonly #ids: Ids;
  readonly #teamOf: ReadonlyMap<string, TeamName>;

  constructor(now: Date, ids: Ids) {
    this.now = now;
    this.today = dayIn(SETTINGS.zone, now);
    this.#ids = ids;
    this.#teamOf = new Map(members(now).map(({ handle, team }) => [handle, team]));
  }

  person(handle: string): PersonId {
    const id = this.#ids.people.get(handle);
    if (id === undefined) throw new Error(`The sample knows nobody called ${handle}.`);
    return id;
  }

  manager(handle: string): string {
    const team = TEAMS.find(({ name }) => name === this.#teamOf.get(handle));
    if (team === undefined) throw new Error(`${handle} is on no team of the sample.`);
    return team.manager;
  }

  handle(person: PersonId): string {
    for (const [handle, id] of this.#ids.people) if (id === person) return handle;
    throw new Error(`The sample knows nobody with the id ${person}.`);
  }

  teamId(person: PersonId): TeamId | null {
    const team = this.#teamOf.get(this.handle(person));
    return (team && this.#ids.teams.get(team)) ?? null;
  }

  scene(at: Date, by: string, owner: PersonId): Scene {
    const owning = this.handle(owner);
    const manager = this.manager(owning);
    const relation = {
      person: this.person(by),
      isOwner: by === owning,
      managesOwner: by === manager,
      isAdmin: by === ADMIN,
      others: [manager, ADMIN].filter((handle) => handle !== by),
    };
    const team = TEAMS.find(({ name }) => name === this.#teamOf.get(owning));
    const settings = { ...SETTINGS, discountLimit: team?.discountLimit ?? SETTINGS.discountLimit };
    return { now: at, today: dayIn(SETTINGS.zone, at), relation, settings };
  }

  /** A time of a working day; a weekend's is the Friday's before. */
  at(day: Day, hour: number): Date {
    return new Date(startOf(workday(day), SETTINGS.zone).getTime() + hour * HOUR);
  }

  /** Some calendar days before today, in working hours; at least 1, so that it has gone by at whatever time of day. */
  ago(days: number, hour = 10.25): Date {
    return this.at(addDays(this.today, -days), hour);
  }

  /** Exactly so many times 24 hours ago, and an hour, on whatever weekday. */
  since(days: number): Date {
    return new Date(this.now.getTime() - (days * 24 + 1) * HOUR);
  }

  day(days: number): Day {
    return addDays(this.today, days);
  }
}

function workday(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return addDays(day, -1);
  return weekday === 0 ? addDays(day, -2) : day;
}
