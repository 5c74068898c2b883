import { addDays } from '../domain/calendar.ts';
import { awake } from '../domain/deal.ts';
import type { Companies } from './companies.ts';
import { COURSE, follow, type When } from './course.ts';
import { Dice } from './dice.ts';
import { size } from './finished.ts';
import type { Floor } from './floor.ts';
import type { Rep } from './reps.ts';
import { SETTINGS } from './roster.ts';
import { tell } from './tell.ts';
import type { Telling } from './telling.ts';
import { LATER } from './words.ts';

/** How far along a rep's live deals are, in turn: most are young. */
const PROGRESS = [0.1, 0.33, 0.21, 0.47, 0.03, 0.64, 0.4, 0.2, 0.83, 0.55, 0.12, 0.7, 0.3] as const;

const DAY_MS = 86_400_000;

/** Deals that fill a rep's places, and the parked ones, up to what the rep is to have beside those told one by one. */
export function current(floor: Floor, companies: Companies, rep: Rep, told: readonly Telling[]): readonly Telling[] {
  const dice = new Dice(90_001 + rep.handle.length * 31 + rep.handle.charCodeAt(0));
  const mine = told
    .map(({ deal }) => awake(deal, floor.today, SETTINGS.zone))
    .filter(({ owner }) => owner === floor.person(rep.handle));
  const standing = (is: 'live' | 'parked'): number => mine.filter((deal) => deal.standing.is === is).length;
  const more: Telling[] = [];
  for (let count = standing('live'); count < rep.live; count += 1) {
    more.push(underWay(floor, companies, { rep, dice, upTo: progress(count) }));
  }
  for (let count = standing('parked'); count < rep.parked; count += 1) {
    const upTo = dice.pick([0.1, 0.2, 0.35, 0.5]);
    const parked = underWay(floor, companies, { rep, dice, upTo });
    const at = new Date((parked.life.last.getTime() + floor.ago(1).getTime()) / 2);
    more.push(parked.park(floor.workTime(at), floor.day(dice.whole(5, 120)), dice.pick(LATER)));
  }
  return more;
}

function progress(index: number): number {
  return PROGRESS[index % PROGRESS.length] ?? 0.1;
}

type Going = { readonly rep: Rep; readonly dice: Dice; readonly upTo: number };

function underWay(floor: Floor, companies: Companies, { rep, dice, upTo }: Going): Telling {
  const end = floor.ago(dice.whole(1, 4), dice.between(9.5, 15)).getTime();
  const most = (end - floor.at(floor.member(rep.handle).joinedOn, 9).getTime()) / DAY_MS - 1;
  const days = Math.min(Math.max(1, rep.cycle * upTo * dice.between(0.8, 1.3)), most);
  const when: When = (share) => floor.workTime(new Date(end - days * DAY_MS * Math.max(0, 1 - share / upTo)));
  const euros = size(rep, dice);
  const left = Math.round(rep.cycle * (1.1 - upTo));
  const hasAmount = upTo > COURSE.prove || dice.chance(0.6);
  const told = tell(floor, dice, {
    ...{ owner: rep.handle, company: companies.next(), title: companies.title(), contact: companies.contact() },
    ...{ closes: addDays(floor.today, left + dice.whole(3, 20)), at: when(0), ...(hasAmount ? { amount: euros } : {}) },
  });
  follow(told, when, { dice, euros, upTo });
  return told;
}
