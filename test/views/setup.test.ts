import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import type { PersonId, TeamId } from '../../src/domain/brand.ts';
import type { SetupEvent } from '../../src/domain/setup.ts';
import type { MemberFile, Overview, Page, TeamFile } from '../../src/domain/setup-file.ts';
import { isObj } from '../../src/playground/json.ts';
import { complaintsAboutView } from '../../src/playground/limits.ts';
import { notHereYetBlocks } from '../../src/views/coach-help.ts';
import type { SubmittedView } from '../../src/views/form.ts';
import { ids } from '../../src/views/ids.ts';
import type { Look } from '../../src/views/look.ts';
import { adminsForm, readAdminsForm, readSettingsForm, settingsForm } from '../../src/views/setup-form.ts';
import { setupHome, setupPage } from '../../src/views/setup-home.ts';
import { readSetupCarried, setupCarried } from '../../src/views/setup-metadata.ts';
import { changedSetupBlocks, goneSetupBlocks, heldSetup, notAdminBlocks } from '../../src/views/setup-refusals.ts';
import { changeLines, spanText } from '../../src/views/setup-words.ts';
import {
  memberForm,
  membersForm,
  personForm,
  readMemberForm,
  readMembersForm,
  readPersonForm,
  readTeamForm,
  teamForm,
} from '../../src/views/team-form.ts';
import { peoplePage, teamPage } from '../../src/views/team-page.ts';
import { winsForm } from '../../src/views/wins-form.ts';
import { day, MANAGER, NOW, someSettings, TODAY, ZONE } from '../support/builders.ts';

const LONG = `${'<!channel> *W* & '.repeat(60)}👩‍👩‍👧‍👦`;
const TEAM = '00000000-0000-4000-8000-000000000009' as TeamId;
const PERSON = '00000000-0000-4000-8000-000000000008' as PersonId;
const settings = someSettings();

function twenty<T>(row: T): Page<T> {
  return { rows: Array.from({ length: 20 }, () => row), number: 1, all: 9_999 };
}

const admins = Array.from({ length: 60 }, (_, index) => ({ person: PERSON, user: `U${index}`, name: LONG }));
const overview: Overview = {
  seen: 7,
  settings,
  admins,
  unlinked: 9_999,
  teams: twenty({ id: TEAM, name: LONG, managerName: LONG, people: 400, discountLimit: 1_250 }),
};
const team: TeamFile = {
  ...{ seen: 7, id: TEAM, name: LONG, manager: { name: LONG, user: null }, discountLimit: 1_250 },
  wins: { channel: 'C0SALESWEST', showsAmount: true },
  members: twenty({ membership: TEAM, name: LONG, isByNameOnly: true, joinedOn: TODAY, leftOn: null }),
};
const member: MemberFile = { seen: 7, team: TEAM, teamName: LONG, name: LONG, joinedOn: TODAY, leftOn: TODAY };
const joined = Array.from({ length: 30 }, (): SetupEvent => {
  return { what: 'joined', before: {}, after: { team: TEAM, teamName: LONG, name: LONG, joinedOn: TODAY } };
});
const changed: SetupEvent = {
  what: 'team-changed',
  before: { name: LONG },
  after: { teamName: LONG, managerName: LONG },
};
const look: Look = {
  settings,
  now: NOW,
  zone: ZONE,
  me: MANAGER,
  names: new Map([[MANAGER, LONG]]),
  usual: {} as Look['usual'],
};
const said = changeLines([...joined, changed], settings, TODAY);

const VIEWS: readonly (readonly [name: string, view: ModalView])[] = [
  ['the overview', setupHome(overview, said)],
  [
    'the overview of nothing',
    setupHome({ ...overview, admins: [], unlinked: 0, teams: { rows: [], number: 0, all: 0 } }),
  ],
  ['a team', teamPage(team, { settings, today: TODAY, said })],
  [
    'a team of nobody',
    teamPage(
      { ...team, manager: null, discountLimit: null, members: { rows: [], number: 0, all: 0 } },
      { settings, today: TODAY },
    ),
  ],
  ['people known by name', peoplePage(twenty({ person: PERSON, name: LONG, teams: [LONG, LONG, LONG] }), said)],
  ['nobody known by name', peoplePage({ rows: [], number: 0, all: 0 })],
  ['the settings', settingsForm(overview)],
  ['the admins', adminsForm(overview, 'U1')],
  ['the first admins', adminsForm({ seen: 0, admins: [] }, 'U1')],
  ['a new team', teamForm(null, overview)],
  ['where a team’s wins are told', winsForm(team)],
  ['a team’s form', teamForm(team, { settings, seen: 7 })],
  ['adding people', membersForm(team)],
  ['a time on a team', memberForm(TEAM, member)],
  ['a person to link', personForm({ seen: 7, person: PERSON, name: LONG })],
  ['a refusal', heldSetup(notAdminBlocks({ admins: admins.map(({ name }) => name) }))],
  [
    'what others changed',
    heldSetup(
      changedSetupBlocks(
        Array.from({ length: 9 }, () => ({ ...changed, at: NOW, by: MANAGER })),
        look,
      ),
    ),
  ],
  ['what is gone', heldSetup(goneSetupBlocks())],
  ['what is not here yet', setupPage('Coach', [], notHereYetBlocks('/coach mute'))],
];

describe('within Slack’s limits', () => {
  test.each(VIEWS)('%s, at its largest', (_, view) => {
    const sent: unknown = JSON.parse(JSON.stringify(view));

    expect(isObj(sent) ? complaintsAboutView(sent, 'modal') : 'not a view').toEqual([]);
    expect(JSON.stringify(view.blocks).length).toBeLessThan(100_000);
  });

  test('no name reaches markup', () => {
    for (const [, view] of VIEWS) expect(marked(view).join('\n')).not.toContain('<!channel>');
  });
});

function marked(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(marked);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(marked);
}

type Values = SubmittedView['state']['values'];

/** A form as it is sent, with what was typed into some of its fields. */
function sent(metadata: string, fields: { readonly [id: string]: Values[string][string] }): SubmittedView {
  const values = Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { [id]: value }]));
  return { private_metadata: metadata, state: { values } };
}

const typedSettings = {
  [ids.currency]: { value: ' chf ' },
  [ids.decimal]: { selected_option: { value: ',' } },
  [ids.fiscalYearStart]: { selected_option: { value: '4' } },
  [ids.zone]: { value: 'Europe/Zurich ' },
  [ids.capacity]: { value: '15' },
  [ids.discountLimit]: { value: '7,5 %' },
};

describe('what is read', () => {
  test('the settings, as they are kept', () => {
    expect(readSettingsForm(sent(setupCarried({ seen: 7 }), typedSettings))).toEqual({
      is: 'read',
      value: {
        seen: 7,
        settings: {
          currency: 'CHF',
          decimal: ',',
          fiscalYearStart: 4,
          zone: 'Europe/Zurich',
          capacity: 15,
          discountLimit: 750,
        },
      },
    });
  });

  test.each([
    [ids.currency, 'EURO', 'Did you mean EUR?'],
    [ids.currency, 'shells', 'A code such as EUR or USD'],
    [ids.zone, 'europe/berlin', 'Did you mean Europe/Berlin?'],
    [ids.zone, 'Mars/Olympus', 'No such zone. Write it as in Europe/Berlin'],
    [ids.zone, '', 'No such zone. Write it as in Europe/Berlin'],
    [ids.capacity, '0', 'A whole number from 1 to 200'],
    [ids.capacity, '201', 'A whole number from 1 to 200'],
    [ids.discountLimit, '100,01', 'From 0 to 100, with two decimals at most'],
  ])('in %s “%s” is told in the field', (id, value, error) => {
    const form = readSettingsForm(sent(setupCarried({ seen: 7 }), { ...typedSettings, [id]: { value } }));

    expect(form).toEqual({ is: 'wrong', errors: { [id]: error } });
  });

  test('a choice that was not made, or that no form offers, is told in the field', () => {
    const odd = {
      [ids.decimal]: { selected_option: null },
      [ids.fiscalYearStart]: { selected_option: { value: '13' } },
    };
    const form = readSettingsForm(sent(setupCarried({ seen: 7 }), { ...typedSettings, ...odd }));

    expect(form).toEqual({
      is: 'wrong',
      errors: { [ids.decimal]: 'Choose one', [ids.fiscalYearStart]: 'Choose a month' },
    });
  });

  test('a team needs a name, a limit that is one, and a day that there is', () => {
    const fields = {
      [ids.teamName]: { value: '\u202e \u200b' },
      [ids.manager]: { selected_user: null },
      [ids.discountLimit]: { value: 'ten' },
      [ids.joinedOn]: { selected_date: '2026-02-31' },
    };

    expect(readTeamForm(sent(setupCarried({ seen: 7 }), fields))).toEqual({
      is: 'wrong',
      errors: {
        [ids.teamName]: 'A team needs a name',
        [ids.discountLimit]: 'From 0 to 100, with two decimals at most',
        [ids.joinedOn]: 'A day between 2000 and 2100',
      },
    });
  });

  test('at most 30 people are put on a team at once, each of them once', () => {
    const users = Array.from({ length: 31 }, (_, index) => `U${index}`);
    const form = (selected: string[]) =>
      readMembersForm(
        sent(setupCarried({ seen: 7, team: TEAM }), {
          [ids.members]: { selected_users: selected },
          [ids.joinedOn]: { selected_date: null },
        }),
      );

    expect(form(users)).toEqual({ is: 'wrong', errors: { [ids.members]: 'At most 30 at a time, please' } });
    expect(form([])).toEqual({ is: 'wrong', errors: { [ids.members]: 'Choose somebody' } });
    expect(form(['U1', 'U1'])).toMatchObject({ value: { people: ['U1'], span: { joinedOn: null, leftOn: null } } });
  });

  test('a time on a team, or that it was none', () => {
    const form = (never: boolean) =>
      readMemberForm(
        sent(setupCarried({ seen: 7, team: TEAM, membership: TEAM }), {
          [ids.joinedOn]: { selected_date: '2026-02-01' },
          [ids.leftOn]: { selected_date: null },
          [ids.neverOnTeam]: { selected_options: never ? [{ value: 'never' }] : [] },
        }),
      );

    expect(form(false)).toMatchObject({ value: { span: { joinedOn: '2026-02-01', leftOn: null } } });
    expect(form(true)).toMatchObject({ value: { span: 'never-on-it' } });
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['another version', '{"v":2,"seen":1}'],
    ['a key too many', '{"v":1,"seen":1,"__proto__x":{}}'],
    ['no number', '{"v":1}'],
    ['too much of it', `{"v":1,"seen":1,"list":"${'x'.repeat(3_000)}"}`],
  ])('a form with %s behind it is from another version', (_, metadata) => {
    const none = sent(metadata, typedSettings);

    for (const read of [
      readSettingsForm,
      readAdminsForm,
      readTeamForm,
      readMembersForm,
      readMemberForm,
      readPersonForm,
    ]) {
      expect(read(none)).toEqual({ is: 'outdated' });
    }
  });

  test('a form that lacks a field is from another version', () => {
    const { [ids.zone]: _, ...others } = typedSettings;

    expect(readSettingsForm(sent(setupCarried({ seen: 7 }), others))).toEqual({ is: 'outdated' });
    expect(readSetupCarried(setupCarried({ team: TEAM, page: 3, list: 'members' }))).toMatchObject({
      team: TEAM,
      page: 3,
    });
  });
});

describe('in words', () => {
  test.each([
    [null, null, 'all along'],
    ['2026-02-01', null, 'since 1 Feb'],
    ['2026-04-01', null, 'from 1 Apr'],
    [null, '2026-02-01', 'left 1 Feb'],
    ['2025-02-01', '2026-04-01', 'from 1 Feb 2025, leaves 1 Apr'],
  ])('from %s to %s is “%s”', (joinedOn, leftOn, words) => {
    const span = { joinedOn: joinedOn === null ? null : day(joinedOn), leftOn: leftOn === null ? null : day(leftOn) };

    expect(spanText(span, TODAY)).toBe(words);
  });

  test.each<readonly [SetupEvent, string]>([
    [{ what: 'confirmed', before: {}, after: {} }, 'The settings stand.'],
    [
      { what: 'settings', before: { decimal: '.', fiscalYearStart: 1 }, after: { decimal: ',', fiscalYearStart: 4 } },
      'Numbers 1.234,56, was 1,234.56; fiscal year from April, was January.',
    ],
    [
      { what: 'settings', before: { discountLimit: 1_000 }, after: { discountLimit: 1_250 } },
      'Discount limit 12.5 %, was 10 %.',
    ],
    [{ what: 'team-made', before: {}, after: { name: 'West', managerName: null } }, 'West is a team.'],
    [
      {
        what: 'team-changed',
        before: { teamName: 'West', name: 'Wst', managerName: 'Dana' },
        after: { teamName: 'West', name: 'West', managerName: null, discountLimit: null },
      },
      'West: was called Wst; no manager; the workspace’s discount limit.',
    ],
    [
      { what: 'member-removed', before: { name: 'Ben', teamName: 'West' }, after: {} },
      'Ben is off West, as if never on it.',
    ],
    [{ what: 'admin-removed', before: { name: 'Ben' }, after: {} }, 'Ben is no longer admin.'],
  ])('%j', (event, words) => {
    expect(changeLines([event], settings, TODAY)).toEqual([words]);
  });

  test('those who joined a team at once share a line, and a long list is cut', () => {
    const event = (name: string): SetupEvent => ({
      what: 'joined',
      before: {},
      after: { name, teamName: 'West', joinedOn: null },
    });

    expect(changeLines(['Ben', 'Chi'].map(event), settings, TODAY)).toEqual(['Ben and Chi are on West, all along.']);
    expect(changeLines([...'abcdefghijk'].map(event), settings, TODAY)).toEqual([
      'a, b, c, d, e, f, g, h and 3 more are on West, all along.',
    ]);
  });
});
