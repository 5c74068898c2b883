import type { ModalView } from '@slack/types';
import {
  MOST_CAPACITY,
  meantCurrency,
  meantZone,
  parseCapacity,
  parsePercent,
  percentText,
} from '../domain/setting-text.ts';
import type { Settings } from '../domain/settings.ts';
import type { Admin, Overview } from '../domain/setup-file.ts';
import { context } from './blocks.ts';
import {
  chosen,
  hasBlocks,
  modal,
  pickedUsers,
  type Read,
  radio,
  type SubmittedView,
  select,
  textInput,
  typed,
  usersInput,
} from './form.ts';
import { ids } from './ids.ts';
import { readSetupCarried, setupCarried } from './setup-metadata.ts';
import { DECIMALS, MONTHS } from './setup-words.ts';

const MONTH_CHOICES = MONTHS.map((name, index) => [String(index + 1), name] as const);

export function settingsForm({ settings, seen }: Pick<Overview, 'settings' | 'seen'>): ModalView {
  const { currency, decimal, fiscalYearStart, zone, capacity, discountLimit } = settings;
  return modal({ callbackId: ids.settingsForm, title: 'Settings', metadata: setupCarried({ seen }), submit: 'Save' }, [
    textInput(ids.currency, 'Currency', {
      initial: currency,
      hint: 'Its ISO code, such as EUR or USD. Amounts keep their numbers when it changes.',
    }),
    radio(ids.decimal, 'How numbers are written', DECIMALS, { initial: decimal }),
    select(ids.fiscalYearStart, 'The fiscal year starts in', MONTH_CHOICES, { initial: String(fiscalYearStart) }),
    textInput(ids.zone, 'Time zone', {
      initial: zone,
      hint: 'As in Europe/Berlin. Quarters, closing days and “today” go by it.',
    }),
    textInput(ids.capacity, 'Live deals a rep can work', { initial: String(capacity), hint: `1 to ${MOST_CAPACITY}.` }),
    textInput(ids.discountLimit, 'Discount limit in %', {
      initial: percentText(discountLimit, decimal),
      hint: 'Of the first proposal. Beyond it the manager decides; a team may have its own.',
    }),
  ]);
}

const SETTING_BLOCKS = [ids.currency, ids.decimal, ids.fiscalYearStart, ids.zone, ids.capacity, ids.discountLimit];

export type SettingsForm = { readonly seen: number; readonly settings: Settings };

export function readSettingsForm(view: SubmittedView): Read<SettingsForm> {
  const carried = readSetupCarried(view.private_metadata);
  if (carried?.seen === undefined || !hasBlocks(view, SETTING_BLOCKS)) return { is: 'outdated' };
  const currency = meantCurrency(typed(view, ids.currency));
  const decimal = chosen(view, ids.decimal, ['.', ',']);
  const month = Number(
    chosen(
      view,
      ids.fiscalYearStart,
      MONTH_CHOICES.map(([value]) => value),
    ),
  );
  const zone = meantZone(typed(view, ids.zone));
  const capacity = parseCapacity(typed(view, ids.capacity));
  const discountLimit = parsePercent(typed(view, ids.discountLimit));
  const errors = {
    ...(currency.is === 'unknown' ? { [ids.currency]: unknownText('A code such as EUR or USD', currency.near) } : {}),
    ...(decimal === null ? { [ids.decimal]: 'Choose one' } : {}),
    ...(month === 0 ? { [ids.fiscalYearStart]: 'Choose a month' } : {}),
    ...(zone.is === 'unknown'
      ? { [ids.zone]: unknownText('No such zone. Write it as in Europe/Berlin', zone.near) }
      : {}),
    ...(capacity === null ? { [ids.capacity]: `A whole number from 1 to ${MOST_CAPACITY}` } : {}),
    ...(discountLimit === null ? { [ids.discountLimit]: PERCENT_WANTED } : {}),
  };
  if (currency.is === 'unknown' || decimal === null || month === 0 || zone.is === 'unknown')
    return { is: 'wrong', errors };
  if (capacity === null || discountLimit === null) return { is: 'wrong', errors };
  const settings = {
    currency: currency.name,
    decimal,
    fiscalYearStart: month,
    zone: zone.name,
    capacity,
    discountLimit,
  };
  return { is: 'read', value: { seen: carried.seen, settings } };
}

export const PERCENT_WANTED = 'From 0 to 100, with two decimals at most';

function unknownText(wanted: string, near: string | null): string {
  return near === null ? wanted : `Did you mean ${near}?`;
}

/** `suggested`: whoever looks, while nobody is admin. */
export function adminsForm({ seen, admins }: Pick<Overview, 'seen' | 'admins'>, suggested: string): ModalView {
  const users = admins.length === 0 ? [suggested] : admins.map(({ user }) => user);
  return modal({ callbackId: ids.adminsForm, title: 'Admins', metadata: setupCarried({ seen }), submit: 'Save' }, [
    usersInput(ids.admins, 'Admins of Sideline', users, {
      hint: 'They set up, and can change every deal. There is always at least one.',
    }),
    context('Slack’s own admins have no say here once somebody is admin.'),
  ]);
}

export type AdminsForm = { readonly seen: number; readonly users: readonly string[] };

export function readAdminsForm(view: SubmittedView): Read<AdminsForm> {
  const carried = readSetupCarried(view.private_metadata);
  if (carried?.seen === undefined || !hasBlocks(view, [ids.admins])) return { is: 'outdated' };
  return { is: 'read', value: { seen: carried.seen, users: [...new Set(pickedUsers(view, ids.admins))] } };
}

/** Those of the chosen who are not admins yet, and so have to be looked up. */
export function newAmong(users: readonly string[], admins: readonly Admin[]): readonly string[] {
  return users.filter((user) => !admins.some((admin) => admin.user === user));
}
