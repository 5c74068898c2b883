import { never } from '../domain/brand.ts';
import { type Day, dayIn, parseDay, shortDay, timeIn } from '../domain/calendar.ts';
import { isDetail, RUN_REASONS, type RunReason, sectionOf } from '../domain/digest.ts';
import { type Came, cameOf, type RunLine, type Unsure } from '../domain/schedule-file.ts';
import { SECTION_NAMES, whoseDay } from './digest-words.ts';
import type { Moments } from './look.ts';

/** What has become of one occurrence, in a line that needs no other. */
export function runText(run: RunLine, seen: Moments): string {
  const today = dayIn(seen.zone, seen.now);
  const day = shortDay(run.slot ?? dayIn(seen.zone, run.dueAt), today);
  const came = cameOf(run);
  if (run.askedBy !== null) return `${day}: posted now by ${run.askedBy}, ${nowText(came, seen)}`;
  switch (came.is) {
    case 'sent':
      return `${day}: ${sentText(came, run, seen)}`;
    case 'waiting':
      return `${day}: on its way`;
    case 'looking':
      return `${day}: Slack has not said whether it arrived, and Sideline is looking for it`;
    case 'unconfirmed':
      return `${day}: may not have arrived`;
    case 'failed':
      return `Not posted on ${day}: ${failureText(came.error)}`;
    case 'expired':
      return `Not posted on ${day}: Slack could not be reached in time`;
    case 'cancelled':
      return `Not posted on ${day}: it was taken back before it went out`;
    case 'missed':
      return `Missed on ${day}: ${reasonText(came.reason, REASONS.catchup_window_passed, today)}`;
    case 'skipped':
      return `Skipped on ${day}: ${reasonText(came.reason, NOTHING_TO_SAY, today)}`;
    case 'superseded':
      return `Left out on ${day}: ${reasonText(came.reason, REASONS.later_due, today)}`;
    default:
      return never(came);
  }
}

/** `sent at 09:00`; late, with the time at which it was due. */
function sentText({ at, isLate, missing }: Came & { is: 'sent' }, { dueAt }: RunLine, { zone, now }: Moments): string {
  const [sentOn, dueOn] = [dayIn(zone, at), dayIn(zone, dueAt)];
  const on = sentOn === dueOn ? '' : `${shortDay(sentOn, dayIn(zone, now))}, `;
  const late = isLate ? `late, due at ${timeIn(zone, dueAt)}, ` : '';
  const rest = missing === 0 ? '' : `, but for ${missing === 1 ? 'one message' : `${missing} messages`}`;
  return `${late}sent ${on}at ${timeIn(zone, at)}${rest}`;
}

function nowText(came: Came, { zone, now }: Moments): string {
  if (came.is === 'sent') return `at ${timeIn(zone, came.at)}`;
  if (came.is === 'waiting') return 'on its way';
  if (came.is === 'looking' || came.is === 'unconfirmed') return 'may not have arrived';
  if (came.is === 'skipped') return `but ${reasonText(came.reason, NOTHING_TO_SAY, dayIn(zone, now))}`;
  return came.is === 'failed' ? failureText(came.error) : 'but it did not go out';
}

/** What is worth a line in a list: all that did not simply go out in time. */
export function isNotable(run: RunLine): boolean {
  const came = cameOf(run);
  return came.is !== 'sent' || came.isLate || came.missing > 0;
}

const NOTHING_TO_SAY = 'there was nothing to say';

const REASONS: { readonly [R in RunReason]: string } = {
  later_due: 'a later one was due as well',
  catchup_window_passed: 'Sideline was down until after the second working day',
  period_taken: 'this period had its digest already',
  not_reached: 'Slack could not be reached until the next one was due',
  nobody_to_ask: 'there is no manager in Slack whom to ask',
  brought: 'another digest of the team has brought the questions',
  superseded: 'the next one was due before it could go out',
  schedule_paused: 'it was paused before it could go out',
  schedule_deleted: 'the schedule was deleted before it could go out',
  channel_changed: 'the channel was changed before it could go out',
  other_channel: 'the channel was changed before it could go out',
  other_manager: 'the team had another manager before it could go out',
};

/** A code, perhaps with what belongs to it; any other reason is a digest's own words. `otherwise`: of a code that is not known here. */
function reasonText(reason: string | null, otherwise: string, today: Day): string {
  const coded = /^([a-z0-9_]+)(?::(\d+):([\d-]+))?$/.exec(reason ?? '');
  if (reason !== null && coded === null) return reason;
  const [, name, count, last] = coded ?? [];
  const known = RUN_REASONS.find((each) => each === name);
  const until = last === undefined ? null : parseDay(last);
  const many = until === null ? '' : `${count} in a row, up to ${shortDay(until, today)}: `;
  return `${many}${known === undefined ? otherwise : REASONS[known]}`;
}

const FAILURES: { readonly [code: string]: string } = {
  channel_not_found: 'Sideline is not in the channel any more',
  not_in_channel: 'Sideline is not in the channel any more',
  is_archived: 'the channel is archived',
  user_not_found: 'Slack does not know the person any more',
  account_inactive: 'the person is no longer active in Slack',
};

function failureText(code: string | null): string {
  return FAILURES[code ?? ''] ?? (code === null ? 'Slack did not take it' : `Slack did not take it (${code})`);
}

/** `Monday’s digest (quota attainment) may not have arrived.` */
export function unsureText({ part, dueAt, isDirect }: Unsure, seen: Moments): string {
  const section = sectionOf(part);
  const detail = isDetail(part) ? ', the detail in its thread' : '';
  const what = section === null ? '' : ` (${SECTION_NAMES[section]}${detail}${isDirect ? ', by direct message' : ''})`;
  return `${whoseDay(dueAt, seen)} digest${what} may not have arrived.`;
}
