import type { KnownBlock, ModalView } from '@slack/types';
import type { PersonId } from '../domain/brand.ts';
import {
  addDays,
  type Day,
  dayIn,
  earlierDay,
  type FiscalQuarter,
  fiscalQuarter,
  quarterAfter,
  quarterBefore,
  quarterName,
  shortDay,
} from '../domain/calendar.ts';
import { formatMoney } from '../domain/money.ts';
import type { QuotaFile, QuotaMember, QuotaOutcome, SetQuota } from '../domain/quota-file.ts';
import type { Settings } from '../domain/settings.ts';
import { type Page, SETUP_PAGE } from '../domain/setup-file.ts';
import { actions, button, context, type Line, section } from './blocks.ts';
import { modal } from './form.ts';
import { ids, quotaId } from './ids.ts';
import { lastName, lastText, quotaCarried } from './quota-form.ts';
import { setupPage } from './setup-home.ts';
import { whyButton } from './why-button.ts';
import { listed } from './words.ts';

type Seen = { readonly settings: Settings; readonly today: Day };
type ListedTeam = { readonly id: QuotaFile['team']; readonly name: string; readonly people: number };

/** The teams whose quotas somebody may set. */
export function quotaTeamsPage(teams: Page<ListedTeam>, quarter: FiscalQuarter, said: readonly Line[] = []): ModalView {
  const to = (page: number) => ({ value: String(page) });
  const end = teams.number * SETUP_PAGE + teams.rows.length;
  const turns = [
    ...(teams.number === 0 ? [] : [button(ids.quotaTeamsPrevious, 'Previous', to(teams.number - 1))]),
    ...(end >= teams.all ? [] : [button(ids.quotaTeamsNext, 'Next', to(teams.number + 1))]),
  ];
  return setupPage('Quotas', said, [
    section(['Which team?']),
    ...teams.rows.map(({ id, name, people }) =>
      section(
        [[{ bold: name }, ` · ${people === 1 ? '1 person' : `${people} people`}`]],
        button(ids.quotaTeam, 'Open', {
          value: quotaCarried({ team: id, quarter: quarterName(quarter), page: 0 }),
          label: `Open the quotas of ${name}`,
        }),
      ),
    ),
    ...(turns.length === 0 ? [] : [actions(ids.quotaTurns, turns)]),
  ]);
}

/** A team's quotas for a quarter as they stand, each with who set it and why, beside the quarter before. */
export function quotaPage(
  { team, teamName, quarter, members }: QuotaFile,
  { settings, today, said = [] }: Seen & { readonly said?: readonly Line[] },
): ModalView {
  const of = (which: FiscalQuarter, page = 0) => ({ value: quotaCarried({ team, quarter: quarterName(which), page }) });
  const start = settings.fiscalYearStart;
  const isEmpty = members.all === 0;
  const days = `${shortDay(quarter.from, today)} to ${shortDay(quarter.to, today)}`;
  const none = `Nobody is on ${teamName} in this quarter. An admin puts people on it in /coach setup.`;
  return setupPage('Quotas', said, [
    section([[{ bold: teamName }, ` · ${quarterName(quarter)}, ${days}`]]),
    ...(isEmpty
      ? [section([none])]
      : members.rows.map((member) => memberBlock(member, { settings, today, before: lastName(quarter, today) }))),
    ...pageTurns(members, (page) => of(quarter, page)),
    actions(ids.quotaButtons, [
      ...(isEmpty ? [] : [button(ids.quotaSet, 'Set quotas', { ...of(quarter, members.number), style: 'primary' })]),
      button(ids.quotaQuarterBefore, quarterName(quarterBefore(quarter, start)), of(quarterBefore(quarter, start))),
      button(ids.quotaQuarterAfter, quarterName(quarterAfter(quarter, start)), of(quarterAfter(quarter, start))),
      ...(quarter.from > today ? [] : [whyButton(team, quarter, earlierDay(today, addDays(quarter.to, 1)))]),
    ]),
  ]);
}

function pageTurns(members: QuotaFile['members'], to: (page: number) => { readonly value: string }): KnownBlock[] {
  if (members.rows.length >= members.all) return [];
  const first = members.number * SETUP_PAGE;
  const end = first + members.rows.length;
  return [
    context(`${first + 1}–${end} of ${members.all}`),
    actions(ids.quotaTurns, [
      ...(members.number === 0 ? [] : [button(ids.quotaPagePrevious, 'Previous', to(members.number - 1))]),
      ...(end >= members.all ? [] : [button(ids.quotaPageNext, 'Next', to(members.number + 1))]),
    ]),
  ];
}

function memberBlock({ name, rows, last }: QuotaMember, seen: Seen & { readonly before: string }): KnownBlock {
  const set = rows.length === 0 ? ['No quota'] : rows.map((row) => rowText(row, seen));
  return section([[{ bold: name }], ...set, `${seen.before}: ${lastText(last, seen.settings)}`]);
}

/** `€250,000 from 1 Oct · Dana Whitlock: annual plan`; one that changes numbers posted before says so. */
function rowText({ amount, startsOn, by, at, reason }: SetQuota, { settings, today }: Seen): string {
  const set = dayIn(settings.zone, at);
  const isCorrection = set > fiscalQuarter(startsOn, settings.fiscalYearStart).to;
  const late = isCorrection ? ` · set on ${shortDay(set, today)}, after the quarter had ended` : '';
  return `${formatMoney(amount, settings)} from ${shortDay(startsOn, today)} · ${by === null ? '' : `${by}: `}${reason}${late}`;
}

export function quotaSaidLines(outcome: Extract<QuotaOutcome, { is: 'done' | 'same' }>): readonly Line[] {
  if (outcome.is === 'same') return ['Nothing was changed: it stands as it stood.'];
  const { names } = outcome;
  const shown =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
  return [`Set for ${listed(shown)}.`];
}

const MOST_NAMES = 8;

export function noQuotasBlocks(): KnownBlock[] {
  return [section(['Quotas are set by managers for their teams, and by admins. You manage no team yet.'])];
}

export function noTeamsBlocks(): KnownBlock[] {
  return [section(['There is no team yet. An admin makes one in /coach setup, and then its quotas can be set.'])];
}

function heldQuotas(lines: readonly Line[]): ModalView {
  return modal({ callbackId: ids.held, title: 'Not saved', metadata: '', close: 'Back' }, [section(lines)]);
}

/** In the fields of whoever is not on the team on that day. */
export function notOnTeam(people: readonly PersonId[]): { readonly [block: string]: string } {
  const why =
    'Not on this team on that day: the manager of the team they are on then sets it. Choose a day before, or leave it as it was';
  return Object.fromEntries(people.map((person) => [quotaId(person), why]));
}

type Refused = Exclude<Extract<QuotaOutcome, { is: 'refused' | 'gone' }>, { why: 'not-on-team' }>;

export function quotaRefusal(outcome: Refused, { settings, today }: Seen): ModalView {
  if (outcome.is === 'gone') {
    return heldQuotas([
      'Somebody on this page is no longer on the team, or the team is gone. Type /coach quota to see how it stands now.',
    ]);
  }
  if (outcome.why === 'not-theirs')
    return heldQuotas(['These quotas are set by the team’s manager and by admins, and you are neither now.']);
  const lines = outcome.since.map((row) => `${row.name}: ${rowText(row, { settings, today })}`);
  return heldQuotas([
    [{ bold: 'This was changed while you had it open.' }],
    ...lines,
    'Nothing of yours was saved, and what you typed is still in the form behind this. Type /coach quota to see how it stands now.',
  ]);
}

/** What was saved just before the right was lost is said all the same. */
export function quotasNoMore(said: readonly Line[]): ModalView {
  return setupPage('Quotas', said, [section(['These quotas are no longer yours to set.'])]);
}

export function outdatedQuotas(): ModalView {
  return heldQuotas(['This is from an earlier version of Sideline, and nothing was changed. Type /coach quota again.']);
}
