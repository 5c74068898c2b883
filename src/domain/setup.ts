import type { PersonId, TeamId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Facts } from './decision.ts';

/** What is kept of a change of the setup; facts carry names beside ids, so that history can be read after a name has changed. */
export const SETUP_KINDS = [
  /** The settings were saved for the first time. */
  'confirmed',
  'settings',
  'team-made',
  'team-changed',
  'joined',
  'member-changed',
  'member-removed',
  'admin-named',
  'admin-removed',
  'linked',
  'holiday-added',
  'holiday-removed',
  'ramp-added',
  'ramp-removed',
  'digest-added',
  'digest-changed',
  'digest-paused',
  'digest-resumed',
  'digest-removed',
  'digest-posted',
] as const;
export type SetupKind = (typeof SETUP_KINDS)[number];
export type SetupEvent = { readonly what: SetupKind; readonly before: Facts; readonly after: Facts };

/** What a form is about: of two people who change the same at once, the second is told. */
export type Subject =
  | { readonly is: 'settings' }
  | { readonly is: 'admins' }
  | { readonly is: 'new-team' }
  | { readonly is: 'team'; readonly team: TeamId }
  | { readonly is: 'person'; readonly person: PersonId }
  | { readonly is: 'calendar' };

export function isAbout({ what, before, after }: SetupEvent, subject: Subject): boolean {
  switch (subject.is) {
    case 'settings':
      return what === 'settings';
    case 'admins':
      return what === 'admin-named' || what === 'admin-removed';
    // A name or a day that somebody else took meanwhile is told in its field.
    case 'new-team':
    case 'calendar':
      return false;
    case 'team':
      return (after.team ?? before.team) === subject.team;
    case 'person':
      return what === 'linked' && before.person === subject.person;
  }
}

/** A time on a team: from the day somebody joined (null: all along) up to the day before they left (null: still there). */
export type Span = { readonly joinedOn: Day | null; readonly leftOn: Day | null };

/** Whether two times share a day, or touch so that nobody was away between them. */
export function overlaps(a: Span, b: Span): boolean {
  return startsBy(a, b.leftOn) && startsBy(b, a.leftOn);
}

function startsBy({ joinedOn }: Span, end: Day | null): boolean {
  return joinedOn === null || end === null || joinedOn <= end;
}

/** Whether two times share a day: then one person would be on the team twice. */
export function coincide(a: Span, b: Span): boolean {
  return overlaps(a, b) && !touches(a, b) && !touches(b, a);
}

function touches(a: Span, b: Span): boolean {
  return a.leftOn !== null && a.leftOn === b.joinedOn;
}

/** Times on one team made one where they overlap or touch, the earliest first. */
export function joinedSpans(spans: readonly Span[]): readonly Span[] {
  const inOrder = [...spans].sort((a, b) => (a.joinedOn ?? '').localeCompare(b.joinedOn ?? ''));
  const joined: Span[] = [];
  for (const span of inOrder) {
    const last = joined.at(-1);
    if (last === undefined || !overlaps(last, span)) {
      joined.push(span);
      continue;
    }
    const leftOn = last.leftOn === null || span.leftOn === null ? null : later(last.leftOn, span.leftOn);
    joined[joined.length - 1] = { joinedOn: last.joinedOn, leftOn };
  }
  return joined;
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}
