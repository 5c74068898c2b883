const HOUR = 3_600_000;

/** The playground's time: real time, moved ahead. It goes on by itself and never back. */
export class Clock {
  #ahead: number;
  readonly #listeners = new Set<() => void>();

  constructor(ahead = 0) {
    this.#ahead = ahead;
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** How far ahead of real time it is, in milliseconds. */
  get ahead(): number {
    return this.#ahead;
  }

  /** Calls back each time it was moved. */
  onMove(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Calls back once, as soon as it is that moment or later: when time has gone on, or was moved. */
  at(moment: Date, callback: () => void): void {
    const check = () => {
      clearTimeout(timer);
      const left = moment.getTime() - this.now().getTime();
      if (left > 0) {
        timer = setTimeout(check, left).unref();
        return;
      }
      this.#listeners.delete(check);
      callback();
    };
    let timer: NodeJS.Timeout | undefined;
    this.#listeners.add(check);
    check();
  }

  /** False, and nothing moves, for a moment that has gone by or is none. */
  moveTo(moment: Date): boolean {
    const by = moment.getTime() - this.now().getTime();
    if (!(by >= 0)) return false;
    this.#ahead += by;
    for (const listener of this.#listeners) listener();
    return true;
  }

  /** `to` is "plus-5-minutes", "plus-hour", "tomorrow", "monday-9" (the next one, in `zone`) or a moment in ISO 8601. */
  move(to: string, zone: string): boolean {
    return this.moveTo(this.#moment(to, zone));
  }

  #moment(to: string, zone: string): Date {
    const now = this.now();
    if (to === 'plus-5-minutes') return new Date(now.getTime() + HOUR / 12);
    if (to === 'plus-hour') return new Date(now.getTime() + HOUR);
    if (to === 'tomorrow') return new Date(now.getTime() + 24 * HOUR);
    return to === 'monday-9' ? nextMondayAtNine(now, zone) : new Date(to);
  }
}

function nextMondayAtNine(now: Date, zone: string): Date {
  const today = wallTime(now, zone);
  const daysAhead = (8 - today.getUTCDay()) % 7;
  const monday = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + daysAhead, 9);
  const moment = instant(monday, zone);
  return moment > now ? moment : instant(monday + 7 * 24 * HOUR, zone);
}

/** The instant at which clocks in `zone` show what `wall` shows in UTC; 9:00 is in no zone's gap. */
function instant(wall: number, zone: string): Date {
  const first = wall - (wallTime(new Date(wall), zone).getTime() - wall);
  return new Date(first - (wallTime(new Date(first), zone).getTime() - wall));
}

function wallTime(moment: Date, zone: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return new Date(`${shown.format(moment).replace(' ', 'T')}Z`);
}

/** Seconds that a zone is ahead of UTC at a moment, as Slack tells it in `tz_offset`. */
export function zoneOffset(moment: Date, zone: string): number {
  const whole = new Date(Math.floor(moment.getTime() / 1000) * 1000);
  return (wallTime(whole, zone).getTime() - whole.getTime()) / 1000;
}
