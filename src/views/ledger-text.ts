import { never } from '../domain/brand.ts';
import type { Money } from '../domain/money.ts';
import { asked, avoided, given, type Ledger, type LedgerEntry } from '../domain/negotiation.ts';
import { percentText } from '../domain/setting-text.ts';
import { dateText, type Look, moneyIn } from './look.ts';
import { VALUE_NAMES } from './words.ts';

/** `asked €1,500 · countered with value twice · given €500 · avoided €1,000`. */
export function ledgerText(ledger: Ledger, firstProposal: Money, look: Look): string {
  return [
    `asked ${moneyIn(look, asked(ledger, firstProposal))}`,
    valueText(ledger),
    `given ${moneyIn(look, given(ledger))}`,
    `avoided ${moneyIn(look, avoided(ledger, firstProposal))}`,
  ].join(' · ');
}

const TIMES = ['no value offered yet', 'countered with value once', 'countered with value twice'];

function valueText(ledger: Ledger): string {
  const offers = ledger.filter(({ kind }) => kind === 'value').length;
  return TIMES[offers] ?? `countered with value ${offers} times`;
}

/** One line of the ledger, as a person would tell it. */
export function ledgerLine(entry: LedgerEntry, look: Look): string {
  return `${dateText(look, entry.at)}: ${entryText(entry, look)}`;
}

function entryText(entry: LedgerEntry, look: Look): string {
  switch (entry.kind) {
    case 'asked-discount':
      return `they asked for ${percentText(entry.basisPoints, look.settings.decimal)} % off${quoted(entry.words)}`;
    case 'asked-term':
    case 'asked-other':
      return `they asked: ${entry.words}`;
    case 'value':
      return `we offered ${VALUE_NAMES[entry.value]}${quoted(entry.words)}`;
    case 'discount':
      return `we gave ${moneyIn(look, entry.amount)}${entry.isOverLimit ? ', over the limit' : ''}${quoted(entry.reason)}`;
    default:
      return never(entry);
  }
}

function quoted(words: string): string {
  return words === '' ? '' : `, “${words}”`;
}
