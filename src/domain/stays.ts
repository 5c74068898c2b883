import type { PersonId, TeamId } from './brand.ts';
import { addDays, type Day } from './calendar.ts';
import { joinedSpans, type Span } from './setup.ts';

export type Membership = Span & { readonly id: string; readonly person: PersonId; readonly team: TeamId };

/** A time in which what a person closes goes to one team: as a span, no day from or to where it is open. */
export type Stay = Span & { readonly person: PersonId; readonly team: TeamId };

/** The same of a time on no team, too. */
export type Whereabouts = Omit<Stay, 'team'> & { readonly team: TeamId | null };

/** Nobody said otherwise: there all along. Product, section 6, effective quota. */
export const ALL_ALONG: readonly Span[] = [{ joinedOn: null, leftOn: null }];

export function isOn({ joinedOn, leftOn }: Span, day: Day): boolean {
  return (joinedOn === null || joinedOn <= day) && (leftOn === null || day < leftOn);
}

/**
 * Times that do not overlap, each with the team that a win of that day is credited to: of several teams the one joined last. All
 * memberships are one person's.
 */
export function stays(memberships: readonly Membership[]): readonly Stay[] {
  const [only, ...others] = memberships;
  if (only === undefined) return [];
  if (others.length === 0)
    return [{ person: only.person, team: only.team, joinedOn: only.joinedOn, leftOn: only.leftOn }];
  const inOrder = [...memberships].sort(laterFirst);
  const found: Stay[] = [];
  for (const span of pieces(memberships)) {
    const on = inOrder.find((membership) => covers(membership, span));
    const last = found.at(-1);
    if (on === undefined) continue;
    if (last !== undefined && last.team === on.team && last.leftOn === span.joinedOn) {
      found[found.length - 1] = { ...last, leftOn: span.leftOn };
    } else found.push({ person: on.person, team: on.team, ...span });
  }
  return found;
}

/** As the database credits a win: who joined last, and of those who were there all along the first by id. */
function laterFirst(a: Membership, b: Membership): number {
  if (a.joinedOn !== b.joinedOn) return (a.joinedOn ?? '') > (b.joinedOn ?? '') ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The times between any two days on which somebody joins or leaves. */
function pieces(memberships: readonly Span[]): readonly Span[] {
  const days = memberships.flatMap(({ joinedOn, leftOn }) => [joinedOn, leftOn]).filter((day) => day !== null);
  const edges = [...new Set(days)].sort();
  return [null, ...edges].map((from, index) => ({ joinedOn: from, leftOn: edges[index] ?? null }));
}

function covers(membership: Span, piece: Span): boolean {
  const inside = piece.joinedOn ?? (piece.leftOn === null ? null : addDays(piece.leftOn, -1));
  return inside === null ? membership.joinedOn === null && membership.leftOn === null : isOn(membership, inside);
}

/** All of a person's time in order: on a team, and before, between and after that on none. */
export function wholeTime(person: PersonId, stays: readonly Stay[]): readonly Whereabouts[] {
  const whole: Whereabouts[] = [];
  let since: Day | null = null;
  for (const stay of stays) {
    if (stay.joinedOn !== since) whole.push({ person, team: null, joinedOn: since, leftOn: stay.joinedOn });
    whole.push(stay);
    if (stay.leftOn === null) return whole;
    since = stay.leftOn;
  }
  return [...whole, { person, team: null, joinedOn: since, leftOn: null }];
}

/** When a person was a rep: on any team at all; without one, all along. */
export function repSpans(memberships: readonly Span[]): readonly Span[] {
  return memberships.length === 0 ? ALL_ALONG : joinedSpans(memberships);
}
