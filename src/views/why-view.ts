import type { KnownBlock, ModalView } from '@slack/types';
import type { WhyDeals } from '../domain/why-deals.ts';
import { type Askable, type DigestNumber, digestNumbersFor, type WhyDigests } from '../domain/why-digests.ts';
import { numbersFor, type WhyNumber, withheld } from '../domain/why-number.ts';
import { reckoning } from '../domain/why-reckoning.ts';
import { actions, button, divider, section } from './blocks.ts';
import { ids } from './ids.ts';
import { dealBlocks } from './why-deal-list.ts';
import {
  DIGEST_DEFINITIONS,
  DIGEST_NUMBER_NAMES,
  digestLeftOut,
  digestLines,
  digestValued,
} from './why-digest-words.ts';
import { valued } from './why-figures.ts';
import { asOf, headLine, type WhyShown, whoBlock, whyModal } from './why-frame.ts';
import { leftOutLines } from './why-left-out.ts';
import { reckonedLines } from './why-lines.ts';
import { DEFINITIONS, NUMBER_NAMES, WITHHELD_WORDS } from './why-words.ts';

/** All numbers of a rep or a team, each with the way to what is behind it. */
export function whyListPage(shown: WhyShown, digests: WhyDigests): ModalView {
  const { seen, me, settings } = shown;
  return whyModal({ ...shown, at: { ...shown.at, number: null, page: 0 } }, [
    section([headLine(shown)]),
    whoBlock(shown),
    divider,
    ...numbersFor(seen.whose).map((number) => {
      const kept = withheld(seen, number, me);
      const { value, notes } = valued(seen, number, settings);
      const text = kept === null ? [value, ...notes].join(' · ') : 'for who leads the team';
      return listed(number, NUMBER_NAMES[number], text);
    }),
    divider,
    ...digestNumbersFor(seen.whose).map((number) => {
      const { value, notes } = digestValued(digests, number);
      return listed(number, DIGEST_NUMBER_NAMES[number], [value, ...notes].join(' · '));
    }),
    asOf(shown),
  ]);
}

function listed(number: Askable, name: string, text: string): KnownBlock {
  const look = { value: number, label: `Why this number: ${name}` };
  return section([[{ bold: name }], text], button(ids.whyNumber, 'Why this number?', look));
}

/** One number: what it is, how it is reckoned, its deals, and what it leaves out. */
export function whyNumberPage(shown: WhyShown, number: WhyNumber, deals: WhyDeals): ModalView {
  const { seen, me } = shown;
  const kept = withheld(seen, number, me);
  return whyModal({ ...shown, at: { ...shown.at, number, page: deals.number } }, [
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

/** One number of the discipline digest or the review, in the same order. */
export function whyDigestPage(shown: WhyShown, number: DigestNumber, digests: WhyDigests, deals: WhyDeals): ModalView {
  const { seen, settings, today } = shown;
  const { value, notes } = digestValued(digests, number);
  const lines = digestLines(digests, number, { reads: seen.whose.is === 'rep' ? 'names' : seen.whose.reads, today });
  const left = digestLeftOut(digests, number);
  return whyModal({ ...shown, at: { ...shown.at, number, page: deals.number } }, [
    section([[{ bold: DIGEST_NUMBER_NAMES[number] }, ' · ', headLine(shown)].flat()]),
    whoBlock(shown),
    section([[{ bold: value }, notes.length === 0 ? '' : ` · ${notes.join(' · ')}`], DIGEST_DEFINITIONS[number]]),
    ...(lines.length === 0 ? [] : [section([[{ bold: 'How it is reckoned' }], ...lines])]),
    ...dealBlocks(deals, { number, isTeam: seen.whose.is === 'team', settings, today }),
    ...(left.length === 0 ? [] : [section([[{ bold: 'Left out, or counted all the same' }], ...left])]),
    asOf(shown),
    actions(ids.whyButtons, [button(ids.whyAll, 'All numbers')]),
  ]);
}
