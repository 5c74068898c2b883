import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { PersonId, TeamId } from '../domain/brand.ts';
import { type Day, type FiscalQuarter, parseQuarter, quarterName, shortDay } from '../domain/calendar.ts';
import { percentOf } from '../domain/figure.ts';
import { rounded } from '../domain/fraction.ts';
import { formatMoney, type Money, plainMoney } from '../domain/money.ts';
import type { QuotaChange, QuotaFile, QuotaMember, TypedQuota } from '../domain/quota-file.ts';
import type { Settings } from '../domain/settings.ts';
import { section } from './blocks.ts';
import { readAmount } from './deal-form.ts';
import {
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  type Read,
  type SubmittedView,
  textInput,
  tooLong,
  typed,
} from './form.ts';
import { ids, personOfQuota, quotaId } from './ids.ts';
import { LIMITS, TYPED } from './limits.ts';
import { json } from './metadata.ts';

/** What the page's buttons and the form carry: ids and a quarter to look up, never an amount. */
const QuotaCarried = z.strictObject({
  v: z.literal(1),
  team: z.uuid().transform((id) => id as TeamId),
  quarter: z.string().max(8),
  page: z.int().min(0).max(100_000),
  seen: z.int().min(0).optional(),
});
export type QuotaCarried = z.output<typeof QuotaCarried>;

export function quotaCarried(carried: Omit<QuotaCarried, 'v'>): string {
  return JSON.stringify({ v: 1, ...carried });
}

export function readQuotaCarried(text: string): QuotaCarried | null {
  if (text.length > LIMITS.metadata) return null;
  const parsed = QuotaCarried.safeParse(json(text));
  return parsed.success ? parsed.data : null;
}

/** A field for each person of the page, with what came of the quarter before; and from when on it holds, and why. */
export function quotaForm(
  { team, teamName, quarter, seen, members }: QuotaFile,
  { settings, today }: { readonly settings: Settings; readonly today: Day },
): ModalView {
  const metadata = quotaCarried({ team, quarter: quarterName(quarter), page: members.number, seen });
  return modal({ callbackId: ids.quotaForm, title: 'Set quotas', metadata, submit: 'Save' }, [
    section([
      [{ bold: teamName }, ` · ${quarterName(quarter)}`],
      'A full quarter’s amount each. Joiners, leavers and ramps are worked out from it.',
    ]),
    ...members.rows.map((member) => memberInput(member, settings, lastName(quarter, today))),
    dateInput(ids.quotaFrom, 'Holds from', {
      initial: firstDay(quarter, members.rows, today),
      hint: `From ${shortDay(quarter.from, today)} to ${shortDay(quarter.to, today)}. Days before it keep what held then.`,
    }),
    textInput(ids.reason, 'Why?', { placeholder: 'Plan for the quarter' }),
  ]);
}

/** A quarter without quotas gets them from its first day; in one that runs, what changes does so from today on. */
function firstDay({ from, to }: FiscalQuarter, members: readonly QuotaMember[], today: Day): Day {
  const isFirst = members.every(({ rows }) => rows.length === 0);
  return isFirst || today < from || today > to ? from : today;
}

function memberInput({ person, name, rows, last }: QuotaMember, settings: Settings, before: string): KnownBlock {
  const holds = rows.at(-1);
  return textInput(quotaId(person), name, {
    initial: holds === undefined ? null : plainMoney(holds.amount, settings),
    isOptional: true,
    hint: `${before}: ${lastText(last, settings)}`,
  });
}

/** The quarter before the one shown, which may still be running. */
export function lastName({ from }: FiscalQuarter, today: Day): string {
  return today < from ? 'This quarter so far' : 'Last quarter';
}

/** `quota €250,000, won €171,000, 68 %`. */
export function lastText({ won, quota, attainment }: QuotaMember['last'], settings: Settings): string {
  const money = formatMoney(won as Money, settings);
  if (quota.value === null || attainment.value === null) return `no quota, won ${money}`;
  return `quota ${formatMoney(rounded(quota.value) as Money, settings)}, won ${money}, ${percentOf(attainment.value)} %`;
}

export type QuotaForm = QuotaChange & { readonly seen: number; readonly page: number };

/** `kept`: people of the page who have a quota now, which an empty field would take away. */
export function readQuotaForm(
  view: SubmittedView,
  { settings, kept }: { readonly settings: Settings; readonly kept: readonly PersonId[] },
): Read<QuotaForm> {
  const carried = readQuotaCarried(view.private_metadata);
  const quarter = carried === null ? null : parseQuarter(carried.quarter, settings.fiscalYearStart);
  if (carried?.seen === undefined || quarter === null || !hasBlocks(view, [ids.quotaFrom, ids.reason])) {
    return { is: 'outdated' };
  }
  const errors: { [block: string]: string } = {};
  const read = typedQuotas(view, settings, errors);
  for (const person of kept) if (typed(view, quotaId(person)) === '') errors[quotaId(person)] = NOT_TAKEN_AWAY;
  const from = pickedDay(view, ids.quotaFrom);
  const reason = typed(view, ids.reason);
  const dayProblem = dayError(from, quarter);
  const reasonProblem = reason === '' ? 'One line: why is it set so?' : tooLong(reason, TYPED.reason);
  if (dayProblem !== null) errors[ids.quotaFrom] = dayProblem;
  if (reasonProblem !== null) errors[ids.reason] = reasonProblem;
  if (from === null || from === 'impossible' || Object.keys(errors).length > 0) return { is: 'wrong', errors };
  const { team, page, seen } = carried;
  return { is: 'read', value: { team, page, seen, quarter, from, reason, typed: read } };
}

const NOT_TAKEN_AWAY =
  'A quota can be changed, not taken away. Whoever is new gets a ramp, and whoever left leaves the team, in /coach setup';

function typedQuotas(
  view: SubmittedView,
  settings: Settings,
  errors: { [block: string]: string },
): readonly TypedQuota[] {
  return Object.keys(view.state.values).flatMap((block) => {
    const person = personOfQuota(block);
    if (person === null) return [];
    const amount = readAmount(view, block, settings, errors);
    if (amount === null) return [];
    if (amount > 0) return [{ person, amount }];
    errors[block] = 'A quota is above zero. Leave it empty for whoever has none';
    return [];
  });
}

function dayError(day: Day | null | 'impossible', { from, to }: FiscalQuarter): string | null {
  if (day === null) return 'From which day on?';
  if (day === 'impossible') return NO_SUCH_DAY;
  return day >= from && day <= to ? null : `A day of the quarter: ${from} to ${to}`;
}
