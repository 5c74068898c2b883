/** A time of day such as 10:32, where the person is. */
export function timeOf(at: string, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The same with seconds: 10:32:05. */
export function secondOf(at: string, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** A day such as Monday, 16 November. */
export function dayOf(at: string, zone: string): string {
  return format(at, zone, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Short enough for a header: Mon 16 Nov, 2026 and 10:32. */
export function clockOf(at: string, zone: string) {
  const day = format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
  return { day, year: format(at, zone, { year: 'numeric' }), time: timeOf(at, zone) };
}

function format(at: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(new Date(at));
}

/** What a date-time field shows for an instant: yyyy-MM-ddTHH:mm in the zone. */
export function wallClock(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(at));
  return parts.replace(' ', 'T');
}

/**
 * The instant at which the zone's clocks show this wall clock. Guessed as if in UTC, then corrected twice by the
 * zone's distance; in the hour that a spring change skips, it is an hour off, which a pretend clock may be.
 */
export function instantOf(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall}Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    guess += wanted - Date.parse(`${wallClock(new Date(guess).toISOString(), zone)}Z`);
  }
  return new Date(guess).toISOString();
}
