import type { UsualDays } from '../domain/advice.ts';
import type { PersonId } from '../domain/brand.ts';
import { type Day, dayIn, shortDay, timeIn } from '../domain/calendar.ts';
import type { Contact } from '../domain/deal.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import type { Settings } from '../domain/settings.ts';

/** With whose eyes a view is drawn: their zone, the workspace's money, the names they may read. */
export type Look = {
  readonly settings: Settings;
  readonly now: Date;
  /** The person's own zone; instants are shown in it. */
  readonly zone: string;
  readonly me: PersonId;
  readonly names: ReadonlyMap<PersonId, string>;
  readonly usual: UsualDays;
};

export function todayOf({ settings, now }: Look): Day {
  return dayIn(settings.zone, now);
}

/** As much of it as a moment needs. */
export type Moments = Pick<Look, 'now' | 'zone'>;

export function personsToday({ zone, now }: Moments): Day {
  return dayIn(zone, now);
}

export function moneyIn(look: Look, amount: Money | null): string {
  return amount === null ? 'no amount' : formatMoney(amount, look.settings);
}

export function dayText(look: Look, day: Day): string {
  return shortDay(day, todayOf(look));
}

/** `16 Nov`, in the reader's zone. */
export function dateText(look: Look, at: Date): string {
  return shortDay(dayIn(look.zone, at), personsToday(look));
}

/** `14:02` today, `16 Nov, 14:02` before. */
export function momentText(look: Moments, at: Date): string {
  const day = dayIn(look.zone, at);
  const time = timeIn(look.zone, at);
  return day === personsToday(look) ? time : `${shortDay(day, personsToday(look))}, ${time}`;
}

export function nameOf(look: Look, person: PersonId | null): string {
  return person === null ? 'Sideline' : (look.names.get(person) ?? 'Somebody');
}

export function contactText(contact: Contact | null): string | null {
  if (contact === null) return null;
  return contact.role === '' ? contact.name : `${contact.name}, ${contact.role}`;
}

export function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
