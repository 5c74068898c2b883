import type { Button, KnownBlock, ModalView } from '@slack/types';
import {
  type Came,
  cameOf,
  RUNS_PAGE,
  type RunLine,
  type ScheduleFile,
  type ScheduleLine,
  type ScheduleList,
} from '../domain/schedule-file.ts';
import { type Page, SETUP_PAGE } from '../domain/setup-file.ts';
import { actions, button, context, divider, type Line, plain, section } from './blocks.ts';
import { digestCarried } from './digest-metadata.ts';
import { ALL_TEAMS, atText, DIGEST_NAMES, nextText, READER_NAMES, whenText, whereText } from './digest-words.ts';
import { ids, unsureId } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { Moments } from './look.ts';
import { pauseWords } from './pause-words.ts';
import { isNotable, runText, unsureText } from './run-words.ts';
import { setupPage } from './setup-home.ts';
import { capital } from './words.ts';

type Seen = Moments & { readonly said?: readonly Line[] };

/** Each schedule that the asker leads: what goes where and when, what was sent last, what comes next, and what did not go as it should. */
export function digestsPage({ team, schedules }: ScheduleList, { said = [], ...seen }: Seen): ModalView {
  const about = team === null ? {} : { team: team.id };
  const none = `Nothing is posted${team === null ? '' : ` for ${team.name}`} on a schedule yet. A weekly digest says how many are on pace, how far apart the reps are, and where deals are stuck.`;
  return setupPage('Digests', said, [
    ...(schedules.all === 0 ? [section([none])] : []),
    ...schedules.rows.flatMap((line) => lineBlocks(line, seen)),
    ...turns(schedules, SETUP_PAGE, { next: ids.digestsNext, previous: ids.digestsPrevious }, (page) =>
      digestCarried({ ...about, page }),
    ),
    actions(ids.digestButtons, [
      button(ids.digestAddWeekly, 'Add a weekly digest', { value: digestCarried({ ...about, kind: 'weekly' }) }),
      button(ids.digestAddReview, 'Add a quarter review', {
        value: digestCarried({ ...about, kind: 'quarter-review' }),
      }),
    ]),
  ]);
}

/** In a list of many only what is worth a look; its page says all. */
const MOST_NOTABLE = 2;
const MOST_UNSURE_IN_LIST = 1;
const MOST_UNSURE = 10;

function lineBlocks(line: ScheduleLine, seen: Moments): KnownBlock[] {
  const { schedule, runs, unsure } = line;
  const name = scheduleName(line);
  const open = button(ids.digestOpen, 'Open', {
    value: digestCarried({ schedule: schedule.id }),
    label: `Open: ${name}`,
  });
  const notable = runs.filter(isNotable).slice(0, MOST_NOTABLE);
  return [
    section([...whatLines(line), statusLine(line, seen)], open),
    ...(notable.length === 0 ? [] : [context(...notable.map((run) => runText(run, seen)))]),
    ...unsure.slice(0, MOST_UNSURE_IN_LIST).flatMap((each) => unsureBlocks(schedule.id, each, seen)),
  ];
}

function scheduleName({ schedule, teamName }: Pick<ScheduleLine, 'schedule' | 'teamName'>): string {
  return `${teamName ?? ALL_TEAMS} · ${DIGEST_NAMES[schedule.kind]}`;
}

function whatLines(line: ScheduleLine): Line[] {
  const { schedule } = line;
  return [
    [{ bold: scheduleName(line) }],
    whereText(schedule),
    `${whenText(schedule)} · read by ${READER_NAMES[schedule.readers]}`,
  ];
}

function statusLine({ schedule, lastSentAt }: ScheduleLine, seen: Moments): string {
  const last = lastSentAt === null ? 'Not sent yet' : `Last sent ${atText(lastSentAt, seen)}`;
  if (schedule.pause !== null) return `${last}. Paused: ${pauseWords(schedule.pause, schedule).join(' ')}`;
  return `${last} · ${nextText(schedule, seen)}`;
}

function unsureBlocks(schedule: string, each: ScheduleLine['unsure'][number], seen: Moments): KnownBlock[] {
  const value = digestCarried({ schedule, message: each.message });
  return [
    section([unsureText(each, seen)]),
    actions(unsureId(each.message), [
      button(ids.digestSendAgain, 'Send again', { value }),
      button(ids.digestArrived, 'It arrived', { value }),
    ]),
  ];
}

/** One schedule with all that can be done with it, and what has become of each occurrence. `warnings`: about its channel, as it is now. */
export function schedulePage(
  { page, ...line }: ScheduleFile,
  { said = [], warnings = [], ...seen }: Seen & { readonly warnings?: readonly string[] },
): ModalView {
  const { schedule, unsure } = line;
  return setupPage(capital(DIGEST_NAMES[schedule.kind]), said, [
    section([...whatLines(line), statusLine(line, seen)]),
    ...(warnings.length === 0 ? [] : [context(...warnings)]),
    ...unsure.slice(0, MOST_UNSURE).flatMap((each) => unsureBlocks(schedule.id, each, seen)),
    actions(ids.digestButtons, scheduleButtons(line)),
    divider,
    ...runBlocks(page, schedule.id, seen),
  ]);
}

function scheduleButtons({ schedule, teamName }: ScheduleLine): Button[] {
  const { id, version, pause } = schedule;
  const value = digestCarried({ schedule: id, seen: version });
  return [
    button(ids.digestChange, 'Change', { value }),
    pause === null
      ? button(ids.digestPause, 'Pause', { value })
      : button(ids.digestResume, 'Resume', { value, style: 'primary' }),
    button(ids.digestPreview, 'Preview for me', { value }),
    button(ids.digestPost, 'Post now', { value }),
    deleteButton(value, `${teamName ?? ALL_TEAMS}: the ${DIGEST_NAMES[schedule.kind]}`),
    button(ids.digestOverview, 'All digests', { value: digestCarried({}) }),
  ];
}

function deleteButton(value: string, name: string): Button {
  return {
    ...button(ids.digestDelete, 'Delete', { value, style: 'danger' }),
    confirm: {
      title: plain('Delete this schedule?', LIMITS.confirmTitle),
      text: plain(`${name} is posted no more. What was posted stays.`, LIMITS.confirmText),
      confirm: plain('Delete', LIMITS.confirmButton),
      deny: plain('Keep it', LIMITS.confirmButton),
      style: 'danger',
    },
  };
}

function runBlocks(page: Page<RunLine>, schedule: string, seen: Moments): KnownBlock[] {
  if (page.all === 0) return [section(['Nothing has been due yet.'])];
  return [
    section([[{ bold: 'What became of each' }], ...page.rows.map((run) => runText(run, seen))]),
    ...turns(page, RUNS_PAGE, { next: ids.digestRunsNext, previous: ids.digestRunsPrevious }, (number) =>
      digestCarried({ schedule, page: number }),
    ),
  ];
}

/** `21–40 of 57` with the ways there; nothing where all fits one page. */
function turns(
  { rows, number, all }: Page<unknown>,
  size: number,
  { next, previous }: { readonly next: string; readonly previous: string },
  carriedFor: (page: number) => string,
): KnownBlock[] {
  if (rows.length >= all) return [];
  const end = number * size + rows.length;
  return [
    context(`${number * size + 1}–${end} of ${all}`),
    actions(ids.digestTurns, [
      ...(number === 0 ? [] : [button(previous, 'Previous', { value: carriedFor(number - 1) })]),
      ...(end >= all ? [] : [button(next, 'Next', { value: carriedFor(number + 1) })]),
    ]),
  ];
}

/** What keeps a period's digest from being posted again unasked. */
const STANDING: readonly Came['is'][] = ['sent', 'waiting', 'looking', 'unconfirmed'];

/** Before the same is posted a second time. */
export function postAgainPage(line: ScheduleLine, seen: Moments): ModalView {
  const { schedule, runs } = line;
  const value = digestCarried({ schedule: schedule.id, seen: schedule.version });
  const place = schedule.channelName === null ? '' : ` in #${schedule.channelName}`;
  const whose = schedule.kind === 'weekly' ? 'This week’s' : 'This quarter’s';
  const latest = runs.map(cameOf).find(({ is }) => STANDING.includes(is));
  const since = latest?.is === 'sent' ? ` since ${atText(latest.at, seen)}` : ', or is on its way';
  return setupPage(
    'Post it again?',
    [],
    [
      section([[{ bold: scheduleName(line) }], `${whose} stands already${place}${since}. Post it again?`]),
      actions(ids.digestButtons, [
        button(ids.digestPostAgain, 'Post it again', { value, style: 'primary' }),
        button(ids.digestOpen, 'Leave it', { value: digestCarried({ schedule: schedule.id }) }),
      ]),
    ],
  );
}
