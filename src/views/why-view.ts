import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { PersonId } from '../domain/brand.ts';
import { type Day, shortDay } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { WhyDeals } from '../domain/why-deals.ts';
import { numbersFor, type WhyNumber, type WhySeen, withheld } from '../domain/why-number.ts';
import { reckoning } from '../domain/why-reckoning.ts';
import { actions, button, context, divider, type Line, option, plain, section } from './blocks.ts';
import { ALL_TEAMS } from './digest-words.ts';
import { modal } from './form.ts';
import { ids, whyWhoId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { sorryView } from './sorry.ts';
import { dealBlocks } from './why-deal-list.ts';
import { valued } from './why-figures.ts';
import { leftOutLines } from './why-left-out.ts';
import { reckonedLines } from './why-lines.ts';
import { peoplePageValue, WHOLE, type WhyAt, whyAt } from './why-metadata.ts';
import { DEFINITIONS, NUMBER_NAMES, WITHHELD_WORDS } from './why-words.ts';

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

/** All numbers of a rep or a team, each with the way to what is behind it. */
export function whyListPage(shown: WhyShown): ModalView {
  const { seen, me, settings } = shown;
  return page({ ...shown, at: { ...shown.at, number: null, page: 0 } }, [
    section([headLine(shown)]),
    whoBlock(shown),
    divider,
    ...numbersFor(seen.whose).map((number) => {
      const kept = withheld(seen, number, me);
      const { value, notes } = valued(seen, number, settings);
      const text = kept === null ? [value, ...notes].join(' · ') : 'for who leads the team';
      const look = { value: number, label: `Why this number: ${NUMBER_NAMES[number]}` };
      return section([[{ bold: NUMBER_NAMES[number] }], text], button(ids.whyNumber, 'Why this number?', look));
    }),
    asOf(shown),
  ]);
}

/** One number: what it is, how it is reckoned, its deals, and what it leaves out. */
export function whyNumberPage(shown: WhyShown, number: WhyNumber, deals: WhyDeals): ModalView {
  const { seen, me } = shown;
  const kept = withheld(seen, number, me);
  return page({ ...shown, at: { ...shown.at, number, page: deals.number } }, [
    section([[{ bold: NUMBER_NAMES[number] }, ' · ', headLine(shown)].flat()]),
    whoBlock(shown),
    ...(kept === null ? openBlocks(shown, number, deals) : [section([WITHHELD_WORDS[kept], DEFINITIONS[number]])]),
    asOf(shown),
    actions(ids.whyButtons, [button(ids.whyAll, 'All numbers')]),
  ]);
}

function openBlocks({ seen, settings, today }: WhyShown, number: WhyNumber, deals: WhyDeals): KnownBlock[] {
  const { value, notes } = valued(seen, number, settings);
  const parts = reckoning(seen, number);
  const reckoned = reckonedLines(parts, { settings, today });
  const left = leftOutLines(parts, seen, { sums: deals.sums, settings });
  return [
    section([[{ bold: value }, notes.length === 0 ? '' : ` · ${notes.join(' · ')}`], DEFINITIONS[number]]),
    ...(reckoned.length === 0 ? [] : [section([[{ bold: 'How it is reckoned' }], ...reckoned])]),
    ...dealBlocks(deals, { number, isTeam: seen.whose.is === 'team', settings, today }),
    ...(left.length === 0 ? [] : [section([[{ bold: 'Left out, or counted all the same' }], ...left])]),
  ];
}

function page({ at }: WhyShown, blocks: readonly KnownBlock[]): ModalView {
  return modal({ callbackId: ids.whyPage, title: 'Why these numbers?', metadata: whyAt(at), close: 'Close' }, blocks);
}

/** `West · 2026-Q4`. */
function headLine({ at, seen, name, me, people }: WhyShown): Line {
  const whole = name ?? ALL_TEAMS;
  if (seen.whose.is === 'team') return [`${whole} · ${at.quarter}`];
  const { person } = seen.whose;
  const own = person === me ? 'You' : (people.find((each) => each.person === person)?.name ?? '');
  return [`${own} · ${at.quarter}`];
}

function asOf({ at, today }: WhyShown): KnownBlock {
  return context(
    `As of ${shortDay(at.on, today)}, from what is on record now. What was entered or corrected since may make it differ from what was posted.`,
  );
}

/** With the whole, oneself, and the ways to other pages, no more than Slack's 100. */
const PEOPLE_PAGE = 90;

function whoBlock({ at, seen, name, me, people }: WhyShown): KnownBlock {
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

export function outdatedWhyView(): ModalView {
  return sorryView([
    section([
      'This is from an earlier version of Sideline, or about a day that has not come. Ask again from a newer message.',
    ]),
  ]);
}

/** Whose they are, for somebody who is not on the team and not in charge of it. */
export function othersNumbersView({
  name,
  manager,
}: {
  readonly name: string | null;
  readonly manager: string | null;
}): ModalView {
  if (name === null)
    return sorryView([
      section(['These are the numbers of all teams, for people who are on one. An admin puts you on yours.']),
    ]);
  const whom =
    manager === null ? 'An admin can tell you about them' : `${manager} manages it and can tell you about them`;
  return sorryView([section([`These are ${name}’s numbers, for the people on it. ${whom}.`])]);
}

export function goneWhyView(): ModalView {
  return sorryView([section(['That team is no longer there.'])]);
}

export function privateNumbersView(): ModalView {
  return sorryView([
    section([
      'Those figures are private: a rep’s own, for who leads their team, and for admins. They may have changed teams meanwhile.',
    ]),
  ]);
}
