import type { PersonId, TeamId } from '../domain/brand.ts';
import { addDays, type Day, dayIn, type FiscalQuarter, startOf } from '../domain/calendar.ts';
import type { Scene } from '../domain/decision.ts';
import { ADMIN, type Member, members, quarters, SETTINGS, TEAMS, type TeamName } from './roster.ts';

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
  readonly quarters: readonly FiscalQuarter[];
  readonly members: readonly Member[];
  readonly #ids: Ids;
  readonly #starts = new Map<Day, Date>();

  constructor(now: Date, ids: Ids) {
    this.now = now;
    this.today = dayIn(SETTINGS.zone, now);
    this.#ids = ids;
    this.quarters = quarters(now);
    this.members = members(now);
  }

  person(handle: string): PersonId {
    const id = this.#ids.people.get(handle);
    if (id === undefined) throw new Error(`The sample knows nobody called ${handle}.`);
    return id;
  }

  manager(handle: string): string {
    return this.#team(handle).manager;
  }

  member(handle: string): Member {
    const found = this.members.find((one) => one.handle === handle);
    if (found === undefined) throw new Error(`${handle} is on no team of the sample.`);
    return found;
  }

  handle(person: PersonId): string {
    for (const [handle, id] of this.#ids.people) if (id === person) return handle;
    throw new Error(`The sample knows nobody with the id ${person}.`);
  }

  teamId(person: PersonId): TeamId | null {
    return this.#ids.teams.get(this.member(this.handle(person)).team) ?? null;
  }

  #team(handle: string) {
    const { team } = this.member(handle);
    const found = TEAMS.find(({ name }) => name === team);
    if (found === undefined) throw new Error(`The sample has no team ${team}.`);
    return found;
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
    const settings = { ...SETTINGS, discountLimit: this.#team(owning).discountLimit ?? SETTINGS.discountLimit };
    return { now: at, today: this.dayOf(at), relation, settings };
  }

  /** A time of a working day; a weekend's is the Friday's before. */
  at(day: Day, hour: number): Date {
    return new Date(this.startOf(workday(day)).getTime() + hour * HOUR);
  }

  /** The day in the workspace's zone, which is west of Greenwich: asked for thousands of times, so by what is known already. */
  dayOf(at: Date): Day {
    const day = at.toISOString().slice(0, 10) as Day;
    return this.startOf(day) <= at ? day : addDays(day, -1);
  }

  readonly startOf = (day: Day): Date => {
    const known = this.#starts.get(day) ?? startOf(day, SETTINGS.zone);
    this.#starts.set(day, known);
    return known;
  };

  /** Moved into the working hours of the same day, or of the Friday before. */
  workTime(at: Date): Date {
    const day = this.dayOf(at);
    const hours = (at.getTime() - this.startOf(day).getTime()) / HOUR;
    return this.at(day, 9 + (hours / 24) * 8);
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

export function workday(day: Day): Day {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 6) return addDays(day, -1);
  return weekday === 0 ? addDays(day, -2) : day;
}
