import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import type { PersonId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import { PAUSES, type Schedule, SECTIONS_OF } from '../../src/domain/digest.ts';
import { cameOf, type Led, type Messages, type RunLine, type ScheduleLine } from '../../src/domain/schedule-file.ts';
import type { SetupEvent } from '../../src/domain/setup.ts';
import { digestForm } from '../../src/views/digest-form.ts';
import { digestCarried } from '../../src/views/digest-metadata.ts';
import { digestsPage, postAgainPage, schedulePage } from '../../src/views/digest-page.ts';
import { channelWarnings, digestRefusal, goneDigest, outdatedDigests } from '../../src/views/digest-refusals.ts';
import { digestLine, nextText, whenText, whereText } from '../../src/views/digest-words.ts';
import { ids } from '../../src/views/ids.ts';
import type { Look } from '../../src/views/look.ts';
import { pauseWords } from '../../src/views/pause-words.ts';
import { readDigestForm } from '../../src/views/read-digest-form.ts';
import { runText, unsureText } from '../../src/views/run-words.ts';
import { day, MANAGER, someSettings } from '../support/builders.ts';
import { complaintsAbout, submitted, withoutFields } from '../support/submitted.ts';

const LONG = `${'<!channel> *W* & '.repeat(60)}👩‍👩‍👧‍👦`;
const ID = '00000000-0000-4000-8000-000000000009';
const WEST = '00000000-0000-4000-8000-000000000008' as TeamId;
/** Monday, 09:02 in Berlin. */
const NOW = new Date('2026-11-16T08:02:00Z');
const seen = { now: NOW, zone: 'Europe/Berlin' };
const led: Led = { teams: [{ id: WEST, name: 'West' }], isMore: false, mayAll: false };
const aNew = { is: 'new', kind: 'weekly', led, team: null, zone: 'Europe/Berlin' } as const;

function aSchedule(says: Partial<Schedule> = {}): Schedule {
  return {
    ...{ id: ID, workspace: 'T1' as WorkspaceId, team: WEST, channel: 'C0SALESWEST', channelName: 'sales-west' },
    ...{ kind: 'weekly', rhythm: 'weekly', weekday: 1, time: '09:00', zone: 'Europe/Berlin' },
    ...{ sections: SECTIONS_OF.weekly, readers: 'team', pause: null, version: 3 },
    ...{ nextSlot: day('2026-11-23'), nextDueAt: new Date('2026-11-23T08:00:00Z'), createdBy: MANAGER },
    ...says,
  };
}

const NONE: Messages = {
  ...{ sent: 0, waiting: 0, looking: 0, unconfirmed: 0, failed: 0, expired: 0 },
  ...{ sentAt: null, error: null },
};

function aRun({
  messages = {},
  ...says
}: Partial<Omit<RunLine, 'messages'>> & { messages?: Partial<Messages> } = {}): RunLine {
  return {
    ...{ id: ID, slot: day('2026-11-16'), dueAt: new Date('2026-11-16T08:00:00Z'), outcome: 'planned', reason: null },
    ...{ askedBy: null, ...says },
    messages: { ...NONE, ...messages },
  };
}

describe('what the form says', () => {
  const full = { [ids.digestChannel]: 'C0SALESWEST' };

  test('a new one starts with all that is posted, on Monday at nine, without names', () => {
    expect(readDigestForm(submitted(digestForm(aNew), full))).toEqual({
      is: 'read',
      value: {
        about: { is: 'new', team: WEST },
        typed: {
          ...{ kind: 'weekly', sections: ['attainment', 'spread', 'discipline'], channel: 'C0SALESWEST' },
          ...{ weekday: 1, time: '09:00', zone: 'Europe/Berlin', readers: 'team' },
        },
      },
    });
  });

  test.each([
    ['Mars/Olympus', 'No such zone. Write it as in Europe/Berlin'],
    ['EST5EDT ', 'No such zone. Write it as in Europe/Berlin'],
    ['europe/berlin', 'Did you mean Europe/Berlin?'],
    ['', 'No such zone. Write it as in Europe/Berlin'],
  ])('S19 the zone “%s” is refused in its field', (zone, why) => {
    const read = readDigestForm(submitted(digestForm(aNew), { ...full, [ids.zone]: zone }));

    expect(read).toEqual({ is: 'wrong', errors: { [ids.zone]: why } });
  });

  test.each([null, '', '24:00', '9:00', '09:60', '09:00:00', 'noon'])('the time %j is refused in its field', (time) => {
    const read = readDigestForm(submitted(digestForm(aNew), { ...full, [ids.digestTime]: time }));

    expect(read).toEqual({ is: 'wrong', errors: { [ids.digestTime]: 'A time such as 09:00' } });
  });

  test('all that is missing is said at once', () => {
    const nothing = {
      ...{ [ids.digestSections]: [], [ids.digestTeam]: null, [ids.digestWeekday]: '8', [ids.digestTime]: null },
      ...{ [ids.zone]: 'x', [ids.digestReaders]: 'everybody' },
    };

    const read = readDigestForm(submitted(digestForm(aNew), nothing));

    expect(read.is === 'wrong' ? Object.keys(read.errors).sort() : read).toEqual(
      [ids.digestSections, ids.digestTeam, ids.digestWeekday, ids.digestTime, ids.zone, ids.digestReaders].sort(),
    );
  });

  test('a channel is needed by all but the questions, which have none even where one was chosen', () => {
    const chosen = (sections: readonly string[], channel: string | null) =>
      readDigestForm(submitted(digestForm(aNew), { [ids.digestSections]: sections, [ids.digestChannel]: channel }));

    expect(chosen(['spread', 'questions'], null)).toMatchObject({ is: 'wrong' });
    expect(chosen(['spread'], 'U0BEN')).toMatchObject({ is: 'wrong' });
    expect(chosen(['questions'], null)).toMatchObject({ is: 'read', value: { typed: { channel: null } } });
    expect(chosen(['questions'], 'C0SALESWEST')).toMatchObject({ is: 'read', value: { typed: { channel: null } } });
  });

  test('a quarter review has one section and no weekday, whatever is sent', () => {
    const form = digestForm({ ...aNew, kind: 'quarter-review' });

    expect(readDigestForm(submitted(form, full))).toMatchObject({
      is: 'read',
      value: { typed: { kind: 'quarter-review', sections: ['review'], weekday: null } },
    });
  });

  test('a change keeps the schedule and the version that was seen', () => {
    const form = digestForm({ is: 'old', schedule: aSchedule({ time: '07:30' }), teamName: 'West' });

    expect(readDigestForm(submitted(form))).toMatchObject({
      is: 'read',
      value: { about: { is: 'old', schedule: ID, seen: 3 }, typed: { time: '07:30', sections: SECTIONS_OF.weekly } },
    });
  });

  test('a form of another version is opened anew', () => {
    const form = submitted(digestForm(aNew), full);

    expect(readDigestForm(withoutFields(form, ids.digestReaders))).toEqual({ is: 'outdated' });
    expect(readDigestForm({ ...form, private_metadata: '{}' })).toEqual({ is: 'outdated' });
    expect(readDigestForm({ ...form, private_metadata: digestCarried({ kind: 'weekly', schedule: ID }) })).toEqual({
      is: 'outdated',
    });
  });

  test('who leads several teams chooses, an admin all of them too, and a hundred fit', () => {
    const teams = Array.from({ length: 99 }, (_, at) => ({ id: `${at}` as TeamId, name: LONG }));
    const form = digestForm({ ...aNew, led: { teams, isMore: true, mayAll: true } });

    expect(complaintsAbout(form)).toEqual([]);
    expect(readDigestForm(submitted(form, { ...full, [ids.digestTeam]: 'all' }))).toMatchObject({
      value: { about: { is: 'new', team: null } },
    });
    expect(readDigestForm(submitted(form, full))).toEqual({
      is: 'wrong',
      errors: { [ids.digestTeam]: 'Choose a team' },
    });
  });
});

describe('in words', () => {
  test('what goes where and when', () => {
    expect(whenText(aSchedule())).toBe('Mondays at 09:00, Europe/Berlin');
    expect(whenText(aSchedule({ rhythm: 'quarter-start', weekday: null }))).toBe(
      'First working day of a quarter at 09:00, Europe/Berlin',
    );
    expect(whereText(aSchedule())).toBe(
      'Quota attainment, rep spread and pipeline discipline in #sales-west · questions for 1:1s to the manager alone, by direct message',
    );
    expect(nextText(aSchedule(), seen)).toBe('next 23 Nov, 09:00');
    expect(nextText(aSchedule(), { ...seen, zone: 'America/Los_Angeles' })).toBe('next 23 Nov, 00:00 for you');
  });

  const at = (time: string) => ({ messages: { sent: 2, sentAt: new Date(time) } });
  const RUNS: readonly (readonly [string, RunLine])[] = [
    ['16 Nov: sent at 09:01', aRun(at('2026-11-16T08:01:00Z'))],
    ['16 Nov: late, due at 09:00, sent at 12:47', aRun(at('2026-11-16T11:47:00Z'))],
    ['16 Nov: late, due at 09:00, sent 18 Nov, at 16:40', aRun(at('2026-11-18T15:40:00Z'))],
    [
      '16 Nov: sent at 09:01, but for one message',
      aRun({ messages: { sent: 2, failed: 1, sentAt: new Date('2026-11-16T08:01:00Z') } }),
    ],
    ['16 Nov: on its way', aRun({ messages: { waiting: 3 } })],
    [
      '16 Nov: Slack has not said whether it arrived, and Sideline is looking for it',
      aRun({ messages: { looking: 1, waiting: 2 } }),
    ],
    ['16 Nov: may not have arrived', aRun({ messages: { unconfirmed: 1, looking: 1 } })],
    ['Not posted on 16 Nov: the channel is archived', aRun({ messages: { failed: 1, error: 'is_archived' } })],
    ['Not posted on 16 Nov: Slack did not take it (odd_code)', aRun({ messages: { failed: 1, error: 'odd_code' } })],
    ['Not posted on 16 Nov: Slack could not be reached in time', aRun({ messages: { expired: 1 } })],
    ['Not posted on 16 Nov: it was taken back before it went out', aRun()],
    ['Missed on 16 Nov: Sideline did not run', aRun({ outcome: 'missed', reason: 'Sideline did not run' })],
    ['Skipped on 16 Nov: there was nothing to say', aRun({ outcome: 'skipped', reason: 'some_code' })],
    [
      'Skipped on 16 Nov: with under four reps it would point at people',
      aRun({ outcome: 'skipped', reason: 'with under four reps it would point at people' }),
    ],
    [
      'Skipped on 16 Nov: the channel was changed before it could go out',
      aRun({ outcome: 'skipped', reason: 'other_channel' }),
    ],
    [
      'Skipped on 16 Nov: the schedule was deleted before it could go out',
      aRun({ outcome: 'skipped', reason: 'schedule_deleted' }),
    ],
    ['Left out on 16 Nov: a later one was due as well', aRun({ outcome: 'superseded' })],
    [
      'Left out on 16 Nov: 61 in a row, up to 20 Dec 2027: a later one was due as well',
      aRun({ outcome: 'superseded', reason: 'later_due:61:2027-12-20' }),
    ],
    [
      '16 Nov: posted now by Dana, but it was paused before it could go out',
      aRun({ slot: null, askedBy: 'Dana', outcome: 'skipped', reason: 'schedule_paused' }),
    ],
    ['16 Nov: posted now by Dana, at 09:01', aRun({ slot: null, askedBy: 'Dana', ...at('2026-11-16T08:01:00Z') })],
  ];
  test.each(RUNS)('%s', (text, run) => {
    expect(runText(run, seen)).toBe(text);
  });

  test('one of which a part arrived was sent, and ten minutes are in time', () => {
    const sentAt = new Date('2026-11-16T08:10:00Z');

    expect(cameOf(aRun({ messages: { sent: 1, unconfirmed: 1, sentAt } }))).toMatchObject({
      is: 'sent',
      isLate: false,
    });
    expect(cameOf(aRun({ messages: { sent: 1, sentAt: new Date(sentAt.getTime() + 1) } }))).toMatchObject({
      isLate: true,
    });
  });

  test.each([
    ['attainment', false, 'Monday’s digest (quota attainment) may not have arrived.'],
    ['spread-detail', false, 'Monday’s digest (rep spread, the detail in its thread) may not have arrived.'],
    [`questions:${ID}`, true, 'Monday’s digest (questions for 1:1s, by direct message) may not have arrived.'],
    ['of-later', false, 'Monday’s digest may not have arrived.'],
  ])('of %s nobody can say', (part, isDirect, text) => {
    expect(unsureText({ message: ID, part, isDirect, dueAt: NOW }, seen)).toBe(text);
  });

  test('before it is posted again, what stands is this period’s, and not what was sent last', () => {
    const lastWeek = aRun({ slot: day('2026-11-09'), messages: { sent: 1, sentAt: new Date('2026-11-09T08:00:00Z') } });
    const line = { schedule: aSchedule(), teamName: 'West', lastSentAt: new Date('2026-11-09T08:00:00Z'), unsure: [] };
    const shown = (...runs: RunLine[]) => JSON.stringify(postAgainPage({ ...line, runs }, seen));

    expect(shown(aRun({ messages: { waiting: 1 } }), lastWeek)).toContain(
      'stands already in #sales-west, or is on its way',
    );
    expect(shown(aRun({ outcome: 'skipped' }), aRun(at('2026-11-16T08:01:00Z')))).toContain('since today at 09:01');
  });

  test('a rest says what to do', () => {
    const lines = PAUSES.map((pause) => pauseWords(pause, aSchedule()).join(' '));

    expect(new Set(lines).size).toBe(PAUSES.length);
    for (const line of lines) expect(line).toMatch(/Resume it|hoose another (channel|zone)/);
  });

  test('a public channel and guests are warned of, more where names stand there', () => {
    const channel = { name: 'sales-west', isPrivate: false, hasGuests: true };

    expect(channelWarnings(channel, 'team')).toEqual([
      '#sales-west is public: everybody in the workspace can read it.',
      '#sales-west has guests in it: they read it as well.',
    ]);
    expect(channelWarnings(channel, 'team-named')[0]).toContain('It names people.');
    expect(channelWarnings({ ...channel, isPrivate: true, hasGuests: false }, 'managers')).toEqual([]);
    expect(channelWarnings({ ...channel, isPrivate: true, hasGuests: null }, 'managers')).toEqual([
      'Sideline cannot tell whether guests read #sales-west. It names people.',
    ]);
  });
});

const event: SetupEvent = {
  what: 'digest-changed',
  before: { schedule: ID, whose: LONG, kind: 'weekly', zone: 'Europe/Berlin', channel: null },
  after: { schedule: ID, whose: LONG, kind: 'weekly', version: 4, zone: 'UTC', channel: 'C1', channelName: LONG },
};
const hostile = aSchedule({ channelName: LONG, pause: 'channel-unusable' });
const unsure = Array.from({ length: 10 }, (_, at) => ({
  ...{ message: ID.replace(/9$/, String(at)), part: 'attainment', dueAt: NOW, isDirect: false },
}));
const run = aRun({ outcome: 'skipped', reason: LONG });
const lineOf = (at: number): ScheduleLine => ({
  ...{ schedule: hostile, teamName: LONG, lastSentAt: NOW, runs: [run, run, run] },
  unsure: unsure.map((each) => ({ ...each, message: each.message.replace(/^00/, String(10 + at)) })),
});
const look: Look = {
  ...{ settings: someSettings(), ...seen, me: MANAGER, usual: {} as Look['usual'] },
  names: new Map<PersonId, string>([[MANAGER, LONG]]),
};
const since = Array.from({ length: 9 }, () => ({ ...event, at: NOW, by: MANAGER }));
const rows = (count: number) => Array.from({ length: count }, () => run);

const VIEWS: readonly (readonly [name: string, view: ModalView])[] = [
  [
    'a list',
    digestsPage(
      {
        team: { id: WEST, name: LONG },
        schedules: { rows: Array.from({ length: 20 }, (_, at) => lineOf(at)), number: 1, all: 999 },
      },
      { ...seen, said: [digestLine(event)] },
    ),
  ],
  ['a list of none', digestsPage({ team: { id: WEST, name: LONG }, schedules: { rows: [], number: 0, all: 0 } }, seen)],
  [
    'a schedule',
    schedulePage(
      { ...lineOf(0), page: { rows: rows(10), number: 1, all: 999 } },
      {
        ...seen,
        said: [digestLine(event)],
        warnings: channelWarnings({ name: LONG, isPrivate: false, hasGuests: true }, 'managers'),
      },
    ),
  ],
  ['one to be posted again', postAgainPage(lineOf(0), seen)],
  ['a form', digestForm({ is: 'old', schedule: hostile, teamName: LONG })],
  ['a refusal', digestRefusal({ is: 'refused', why: 'changed', since }, look)],
  ['what is gone', goneDigest()],
  ['what is outdated', outdatedDigests()],
];

describe('within Slack’s limits', () => {
  test.each(VIEWS)('%s, at its largest', (_, view) => {
    expect(complaintsAbout(view)).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
    expect(JSON.stringify(view)).not.toMatch(/"type":"mrkdwn","text":"[^"]*<!channel>/);
  });
});
