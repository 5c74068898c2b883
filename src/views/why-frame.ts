import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { PersonId } from '../domain/brand.ts';
import { type Day, shortDay } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { WhySeen } from '../domain/why-number.ts';
import { actions, context, type Line, option, plain } from './blocks.ts';
import { ALL_TEAMS } from './digest-words.ts';
import { modal } from './form.ts';
import { ids, whyWhoId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { peoplePageValue, WHOLE, type WhyAt, whyAt } from './why-metadata.ts';

/** What all pages of numbers explained have in common: whose they are, as of when, and whom else one may ask about. */

/** Numbers explained to one person, within their sight. */
export type WhyShown = {
  readonly at: WhyAt;
  readonly seen: WhySeen;
  /** The team's name; null of all. */
  readonly name: string | null;
  readonly me: PersonId;
  /** In the asker's sight by name, themselves among them. */
  readonly people: readonly { readonly person: PersonId; readonly name: string }[];
  readonly settings: Settings;
  readonly today: Day;
};

export function whyModal({ at }: WhyShown, blocks: readonly KnownBlock[]): ModalView {
  return modal({ callbackId: ids.whyPage, title: 'Why these numbers?', metadata: whyAt(at), close: 'Close' }, blocks);
}

/** `West · 2026-Q4`. */
export function headLine({ at, seen, name, me, people }: WhyShown): Line {
  const whole = name ?? ALL_TEAMS;
  if (seen.whose.is === 'team') return [`${whole} · ${at.quarter}`];
  const { person } = seen.whose;
  const own = person === me ? 'You' : (people.find((each) => each.person === person)?.name ?? '');
  return [`${own} · ${at.quarter}`];
}

export function asOf({ at, today }: WhyShown): KnownBlock {
  return context(
    `As of ${shortDay(at.on, today)}, from what is on record now. What was entered or corrected since may make it differ from what was posted.`,
  );
}

/** With the whole, oneself, and the ways to other pages, no more than Slack's 100. */
const PEOPLE_PAGE = 90;

export function whoBlock({ at, seen, name, me, people }: WhyShown): KnownBlock {
  const others = people.filter(({ person }) => person !== me);
  const who = seen.whose.is === 'rep' ? seen.whose.person : null;
  const place = Math.max(
    0,
    others.findIndex(({ person }) => person === who),
  );
  const last = Math.max(0, Math.ceil(others.length / PEOPLE_PAGE) - 1);
  const number = Math.min(last, at.people ?? Math.floor(place / PEOPLE_PAGE));
  const offered = others.slice(number * PEOPLE_PAGE, (number + 1) * PEOPLE_PAGE);
  const options = [
    option(WHOLE, name ?? ALL_TEAMS),
    ...(others.length < people.length ? [option(me, 'Me')] : []),
    ...(number === 0 ? [] : [option(peoplePageValue(number - 1), 'Earlier people …')]),
    ...offered.map((each) => option(each.person, each.name)),
    ...(number === last ? [] : [option(peoplePageValue(number + 1), 'More people …')]),
  ];
  const initial = options.find(({ value }) => value === (who ?? WHOLE));
  const menu: StaticSelect = {
    type: 'static_select',
    action_id: ids.whyWho,
    placeholder: plain('Whose numbers?', LIMITS.placeholder),
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
  return actions(whyWhoId(`${who ?? WHOLE}_${number}`), [menu]);
}
