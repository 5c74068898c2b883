import type { KnownBlock, ModalView } from '@slack/types';
import type { Deal } from '../domain/deal.ts';
import type { LedgerEntry } from '../domain/negotiation.ts';
import { button, divider, type Line, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { modal } from './form.ts';
import { ids } from './ids.ts';
import { ledgerLine, ledgerText } from './ledger-text.ts';
import { type Look, moneyIn } from './look.ts';
import { carried } from './metadata.ts';

export const COUNTER_KINDS = ['asked-discount', 'asked-term', 'asked-other', 'value', 'discount'] as const;
export type CounterKind = LedgerEntry['kind'];

const CHOICES: { readonly [K in CounterKind]: { readonly title: string; readonly what: string; readonly do: string } } =
  {
    'asked-discount': {
      title: 'They ask for a discount',
      what: 'How much off the first proposal, all in all.',
      do: 'Discount asked',
    },
    'asked-term': {
      title: 'They ask for a term',
      what: 'Payment, length, notice, anything in the contract.',
      do: 'Term asked',
    },
    'asked-other': { title: 'They ask something else', what: 'In their words.', do: 'Other ask' },
    value: {
      title: 'We offer value',
      what: 'It comes first: it answers the ask, and the price stays.',
      do: 'Offer value',
    },
    discount: {
      title: 'We give a discount',
      what: 'It comes second. Before any value was offered it needs a reason.',
      do: 'Give discount',
    },
  };

export function counterTitle(kind: CounterKind): string {
  return CHOICES[kind].title;
}

const LAST_LINES = 8;

/** What has been asked, countered and given so far, and what happened now: one choice, and each has a form of its own. */
export function counterView(deal: Deal, look: Look): ModalView {
  return modal({ callbackId: ids.done, title: 'Ask or counter', metadata: carried(deal), close: 'Close' }, [
    section([[{ bold: dealName(deal) }], standLine(deal, look), ...lastLines(deal, look)]),
    divider,
    ...COUNTER_KINDS.map((kind) => choiceBlock(kind, deal)),
  ]);
}

function choiceBlock(kind: CounterKind, deal: Deal): KnownBlock {
  const { title, what, do: words } = CHOICES[kind];
  return section(
    [[{ bold: title }], what],
    button(ids.counterKind, words, { value: carried(deal, kind), label: title }),
  );
}

/** Where the talk about the price stands. */
export function standLine({ proposals, ledger, amount }: Deal, look: Look): Line {
  const [first] = proposals;
  if (first === undefined) return 'No proposal is on record yet. A discount is measured against the first one.';
  const now = `First proposal ${moneyIn(look, first.amount)}, now ${moneyIn(look, amount)}`;
  return ledger.length === 0 ? now : `${now} · ${ledgerText(ledger, first.amount, look)}`;
}

function lastLines({ ledger }: Deal, look: Look): Line[] {
  const lines = ledger.slice(-LAST_LINES).map((entry) => ledgerLine(entry, look));
  return [...lines.reverse(), ...(ledger.length > LAST_LINES ? [`and ${ledger.length - LAST_LINES} before`] : [])];
}
