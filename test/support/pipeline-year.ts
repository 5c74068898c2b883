import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/db/connect.ts';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import type { DealId, PersonId, TeamId } from '../../src/domain/brand.ts';
import { addDays, type Day } from '../../src/domain/calendar.ts';
import { type Deal, LOSS_REASONS } from '../../src/domain/deal.ts';
import type { EventKind } from '../../src/domain/decision.ts';
import type { Schedule } from '../../src/domain/digest.ts';
import type { STAGES } from '../../src/domain/stages.ts';
import {
  aDeal,
  aDiscount,
  aLoss,
  aProof,
  day,
  daysLater,
  money,
  NOW,
  someAnswers,
  someSettings,
  TODAY,
  ZONE,
} from './builders.ts';
import { aSalesYear, credited, type SalesYear } from './sales-year.ts';

/** A team of five, one of three and somebody on none; each has live deals of all kinds, and closed ones in this quarter and the last two. */
export const WEST = ['Anaximander', 'Benedikta', 'Chidiebere', 'Tomasino', 'Evangeline'] as const;
export const EAST = ['Dovydas', 'Irisianne', 'Rajendra'] as const;
export const ALONE = 'Solveig';
const CAPACITY = 4;
const QUARTERS = ['2025-01-01', '2025-04-01', '2025-07-01', '2025-10-01', '2026-01-01'] as const;

export type Called = { readonly rep?: (name: string) => string; readonly company?: (name: string) => string };

/** `called` gives reps and companies other names than their own. */
export function aPipelineYear(
  db: Db,
  { rep = (name) => name, company = (name) => name }: Called = {},
): Promise<SalesYear> {
  const reps = [...WEST, ...EAST].map((name) => ({
    name: rep(name),
    memberships: [{ team: WEST.includes(name as never) ? 'West' : 'East', joinedOn: null, leftOn: null }],
    quotas: QUARTERS.map((from) => ({ startsOn: day(from), amount: money(40_000_00) })),
  }));
  return aSalesYear(db, [...reps, { name: rep(ALONE) }], {
    settings: someSettings({ capacity: CAPACITY }),
    deals: ({ person, teams }) =>
      [...WEST, ...EAST, ALONE].flatMap((name, index) => {
        const team = teams.get(WEST.includes(name as never) ? 'West' : 'East') ?? null;
        const of = { owner: person(rep(name)), index, named: (what: string) => company(`${what} of ${name}`) };
        return [...liveOf(of), ...closedOf(of, name === ALONE ? null : team)];
      }),
  });
}

type Of = { readonly owner: PersonId; readonly index: number; readonly named: (what: string) => string };

function with_(deal: Deal, kinds: readonly EventKind[] = []): NewDeal {
  const events = kinds.map((kind) => ({
    ...{ kind, from: {}, to: {}, reason: '', at: daysLater(-2), by: null, version: deal.version },
  }));
  return { deal, events, credits: [] };
}

function liveOf({ owner, index, named }: Of): readonly NewDeal[] {
  const some = (but: Partial<Deal>, stage: (typeof STAGES)[number], age: number): Deal => {
    const openedAt = daysLater(-age);
    const id = randomUUID() as DealId;
    return aDeal({ owner, stage, openedAt, id, owners: [{ person: owner, since: openedAt }], ...but });
  };
  return [
    with_(
      some(
        { company: named('Blocked'), openPoints: ['security-review'], amount: money(index * 1_000_00) },
        'propose',
        40,
      ),
    ),
    with_(some({ company: named('Unasked'), expectedClose: addDays(TODAY, -3) }, 'qualify', 3), ['opened']),
    with_(some({ company: named('Cheap'), ledger: [aDiscount(500_00)] }, 'negotiate', 12), ['advanced']),
    with_(
      some({ company: named('Shown'), proofs: [aProof({ state: 'delivered', since: daysLater(-20) })] }, 'prove', 25),
    ),
    ...(index % 2 === 0
      ? [with_(some({ company: named('Refused'), answers: someAnswers({ timing: 'no' }) }, 'prove', 5))]
      : []),
  ];
}

function closedOf({ owner, index, named }: Of, team: TeamId | null): readonly NewDeal[] {
  const on = (days: number): Day => addDays(day('2026-03-09'), -days);
  const openedAt = new Date('2025-06-02T08:00:00Z');
  // How long they stood in each stage is not known, so that 14 days are usual.
  const of = { owner, openedAt, owners: [{ person: owner, since: openedAt }], stints: [] };
  const days = [5, 100, 130, 190];
  return days.flatMap((ago, nth) => {
    const won = aDeal({
      ...of,
      company: named(`Won ${nth}`),
      standing: { is: 'won', on: on(ago), amount: money((index + 1) * 6_000_00) },
    });
    const reason = LOSS_REASONS[(index + nth) % LOSS_REASONS.length] ?? null;
    const said = (['said-so', 'no', 'we-think-so', 'not-asked'] as const)[(index + nth) % 4] ?? 'no';
    const loss = aLoss({ reason, alternative: 'Rival', note: 'x' });
    const lost = aDeal({
      ...{ ...of, company: named(`Lost ${nth}`), standing: { is: 'lost', from: 'prove', on: on(ago), loss } },
      answers: someAnswers({ timing: said, decision: said, price: said, alternatives: said }),
    });
    const ended = aDeal({
      ...of,
      company: named(`Ended ${nth}`),
      standing: { is: 'lost', from: 'qualify', on: on(ago), loss },
    });
    return [credited(won, team), with_(lost, ago < 7 ? ['lost'] : []), with_({ ...ended, qualified: null })];
  });
}

export function aSchedule({ workspace, people }: SalesYear, but: Partial<Schedule> = {}): Schedule {
  const [createdBy] = people.values();
  if (createdBy === undefined) throw new Error('Nobody is there to make a schedule.');
  return {
    ...{ id: randomUUID(), workspace, team: null, channel: 'C0SALES', channelName: 'sales', kind: 'weekly' },
    ...{
      sections: ['discipline'],
      readers: 'managers',
      pause: null,
      nextSlot: TODAY,
      nextDueAt: NOW,
      version: 1,
      createdBy,
    },
    ...{ rhythm: 'weekly', weekday: 1, time: '09:00', zone: ZONE },
    ...but,
  };
}
