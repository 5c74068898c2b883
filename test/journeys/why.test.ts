import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { quota } from '../../src/db/number-schema.ts';
import type { TeamId } from '../../src/domain/brand.ts';
import { addDays, type Day, fiscalQuarter } from '../../src/domain/calendar.ts';
import { createSender } from '../../src/slack/sender.ts';
import { actions } from '../../src/views/blocks.ts';
import { ids } from '../../src/views/ids.ts';
import { whyButton } from '../../src/views/why-button.ts';
import { aDeal, day, money } from '../support/builders.ts';
import { Forger } from '../support/forger.ts';
import { quiet } from '../support/log.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const TODAY = day('2026-11-16');
const QUARTER = fiscalQuarter(TODAY, 1);

describe('Why these numbers?', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
    await wonInWest(floor);
    const [west, east] = [floor.teamId('West'), floor.teamId('East')];
    await posts(floor, 'C0SALESWEST', west);
    await posts(floor, 'C0SALESEAST', east);
    await posts(floor, 'C0GENERAL', null);
  });
  afterAll(() => floor.stop());
  afterEach(async () => {
    for (const handle of ['ben', 'dana', 'mori', 'ada', 'gus']) {
      while (floor.person(handle).hasModal()) await floor.person(handle).closes({ all: true });
    }
  });

  async function asks(handle: string, team: TeamId | null = floor.teamId('West')) {
    const person = floor.person(handle);
    const messages = { [floor.teamId('West')]: 'West’s numbers', [floor.teamId('East')]: 'East’s numbers' };
    await person.clicks('Why these numbers?', {
      near: team === null ? 'All numbers of teams' : (messages[team] ?? ''),
    });
    return person;
  }

  test('a rep sees what the team’s digest shows, and their own by choosing themselves', async () => {
    const ben = await asks('ben');
    expect(ben.modal()).toContain('West · 2026-Q4');
    expect(ben.modal()).toContain('*Won*\n€294,000');
    expect(ben.modal()).toContain('As of 16 Nov, from what is on record now.');
    expect(ben.modal()).not.toContain('Ana Silva');

    await ben.chooses('Me');
    expect(ben.modal()).toContain('You · 2026-Q4');
    await ben.clicks('Why this number?', { near: '*Attainment*' });

    expect(ben.modal()).toContain('*51 %* · 13 wins and minuses');
    expect(ben.modal()).toContain('€128,000 won ÷ €250,000 effective quota.');
    expect(ben.modal()).toContain('*Its deals* · 1–10 of 13');
    await ben.clicks('Next');
    expect(ben.modal()).toContain('*Its deals* · 11–13 of 13');
    await ben.clicks('All numbers');
    expect(ben.modal()).toContain('*Live deals*');
  });

  test('what the discipline digest counts is explained with its deals, and says which week it is', async () => {
    const ben = await asks('ben');
    await ben.clicks('Why this number?', { near: '*New*' });
    expect(ben.modal()).toContain('The week is the 7 days from 9 Nov to 15 Nov.');

    await ben.clicks('All numbers');
    await ben.clicks('Why this number?', { near: '*Questions not asked yet*' });

    expect(ben.modal()).toContain('Live deals with one of the four questions not asked yet');
    expect(ben.modal()).toContain('*1* · of 3 live deals');
    expect(ben.modal()).toContain('*Unasked* · Seats\n€10,000 · expected 1 Dec · Ana Silva');
  });

  test('a deal opens over the numbers, which are still there behind it', async () => {
    const ben = await asks('ben');
    await ben.clicks('Why this number?', { near: '*Won*' });
    expect(ben.modal()).toContain('*Borealis* · Seats\n€171,000 · won 10 Nov · Ana Silva');
    expect(ben.modal()).toContain('-€10,000 · reopened 12 Nov');
    expect(ben.modal()).toContain('1 win was reopened, and stands in it as a minus.');

    await ben.clicks('Open', { near: 'Borealis' });
    expect(ben.modal()).toContain('Ana Silva');
    await ben.closes();

    expect(ben.modal()).toContain('*Won* · West · 2026-Q4');
  });

  test('a rep is told neither who has which quota nor whose working it is about', async () => {
    const ben = await asks('ben');
    await ben.clicks('Why this number?', { near: '*Effective quota*' });
    expect(ben.modal()).toContain('*€500,000* · 2 people');
    expect(ben.modal()).not.toContain('Ana Silva');
    await ben.clicks('All numbers');
    await ben.clicks('Why this number?', { near: '*Calibration*' });

    expect(ben.modal()).toContain('for who leads the team to see');
  });

  test('a manager comes from the quotas, and sees each rep’s parts', async () => {
    const dana = floor.person('dana');
    await dana.types('/coach quota');
    await dana.clicks('Why these numbers?');
    await dana.clicks('Why this number?', { near: '*Effective quota*' });
    expect(dana.modal()).toContain('Ana Silva: €250,000');
    expect(dana.modal()).toContain('Ben Okafor: €250,000');
    await dana.chooses('Ana Silva');
    expect(dana.modal()).toContain('*Effective quota* · Ana Silva · 2026-Q4');
    expect(dana.modal()).toContain('1 Oct to 31 Dec: €250,000 × 66 of 66 working days = €250,000');
    await dana.clicks('All numbers');
    await dana.clicks('Why this number?', { near: '*Forecast*' });

    expect(dana.modal()).toContain('under ten deals closed, in the whole workspace too');
    await dana.closes();
    expect(dana.modal()).toContain('*West* · 2026-Q4, 1 Oct to 31 Dec');
  });

  test('what was won without a quota stands beside a team’s attainment', async () => {
    const dana = await asks('dana');
    await dana.clicks('Why this number?', { near: '*Attainment*' });

    expect(dana.modal()).toContain('*57 %* · 15 wins and minuses');
    expect(dana.modal()).toContain('€289,000 won ÷ €500,000 effective quota.');
    expect(dana.modal()).toContain('€5,000, won by people without a quota, stands beside it and is left out.');
  });

  test('another team’s manager is told kindly whose they are', async () => {
    const mori = floor.person('mori');
    const button = whyButton(floor.teamId('West'), QUARTER, TODAY);
    await sends(floor, 'C0SALESEAST', 'West’s numbers, forwarded', button);

    await mori.clicks('Why these numbers?', { near: 'forwarded' });

    expect(mori.modal()).toContain('These are West’s numbers, for the people on it. Dana Whitlock manages it');
    expect(mori.modal()).not.toContain('€');
  });

  test('an admin sees all teams, and everybody by name', async () => {
    const ada = await asks('ada', null);
    expect(ada.modal()).toContain('All teams · 2026-Q4');
    await ada.chooses('Dov Katz');
    await ada.clicks('Why this number?', { near: '*Effective quota*' });

    expect(ada.modal()).toContain('Dov Katz · 2026-Q4');
    expect(ada.modal()).toContain('*€77,700*');
  });

  test('of all teams a rep reads the sum, and of other teams’ deals no more than that', async () => {
    const ben = await asks('ben', null);
    await ben.clicks('Why this number?', { near: '*Won*' });

    expect(ben.modal()).toContain('*€361,000*');
    expect(ben.modal()).toContain('1 more, €67,000 together, is another team’s to read.');
    expect(ben.modal()).not.toContain('Eastern');
  });

  test('a guest is refused', async () => {
    const gus = floor.person('gus');
    await gus.clicks('Why these numbers?', { near: 'West’s numbers' });

    expect(gus.hasModal()).toBe(false);
    expect(gus.sees()).toContain('Sideline is for full members of this workspace.');
  });

  test('who leaves the team while the page is open is refused with the next one', async () => {
    const raj = await asks('raj', floor.teamId('East'));
    await floor.db.execute(
      `update membership set left_on = '2026-11-15' where person_id = '${await floor.personId('raj')}'`,
    );

    await raj.clicks('Why this number?', { near: '*Won*' });

    expect(raj.modal()).toContain('These are East’s numbers, for the people on it.');
    while (raj.hasModal()) await raj.closes({ all: true });
  });

  test('a page whose modal was tampered with shows nobody’s private figures', async () => {
    const ana = await floor.personId('ana');
    const ben = await asks('ben');
    const { body } = ben.view();
    const metadata = JSON.parse(String(body.private_metadata));
    for (const [forged, said] of [
      [{ ...metadata, who: ana }, 'Those figures are private'],
      [{ ...metadata, team: floor.teamId('East') }, 'These are East’s numbers'],
      [{ ...metadata, team: randomUUID() }, 'That team is no longer there.'],
      [{ ...metadata, on: '9999-01-01' }, 'from an earlier version of Sideline'],
      [{ ...metadata, on: '2026-11-17' }, 'a day that has not come'],
      [{ ...metadata, quarter: '2027-Q1' }, 'from an earlier version of Sideline'],
      [{ ...metadata, extra: 1 }, 'from an earlier version of Sideline'],
    ] as const) {
      Object.assign(body, { private_metadata: JSON.stringify(forged) });
      await ben.clicks('Why this number?', { near: '*Effective quota*' });

      expect(ben.modal(), JSON.stringify(forged)).toContain(said);
      expect(ben.modal()).not.toContain('€');
      await ben.closes();
    }
  });
});

describe('Why these numbers?, pressed by who forges what is pressed', () => {
  let floor: Floor;
  let forger: Forger;
  beforeAll(async () => {
    floor = await salesFloor({ way: 'http' });
    forger = new Forger(floor);
    for (const each of ['ben', 'mori']) await floor.personId(each);
  });
  afterAll(() => floor.stop());

  const value = (but: object = {}) =>
    JSON.stringify({ v: 1, team: floor.teamId('West'), quarter: '2025-Q1', on: '2025-02-01', ...but });

  test.each([
    ['a day beyond all calendars', { on: '9999-12-31' }, 'a day that has not come'],
    ['a day that has not come', { on: '2099-12-31', quarter: '2099-Q4' }, 'a day that has not come'],
    ['no quarter', { quarter: 'soon' }, 'a day that has not come'],
    ['a team that is nowhere', { team: randomUUID() }, 'That team is no longer there.'],
    ['something more', { who: randomUUID() }, 'a day that has not come'],
  ])('%s shows nothing', async (_, but, said) => {
    const told = await forger.press('ben', { actionId: ids.whyNumbers, value: value(but) });

    expect(told.join()).toContain(said);
    expect(told.join()).not.toContain('€');
  });

  test('nor does a team of another workspace, or a menu outside of its modal', async () => {
    const other = randomUUID();
    await floor.db.execute(`insert into workspace (id, currency, decimal, fiscal_year_start, zone, capacity, discount_limit)
      values ('T0OTHER', 'EUR', '.', 1, 'UTC', 20, 1000)`);
    await floor.db.execute(
      `insert into team (id, workspace_id, name, name_folded) values ('${other}', 'T0OTHER', 'Foreign', 'foreign')`,
    );

    const foreign = await forger.press('ada', { actionId: ids.whyNumbers, value: value({ team: other }) });
    const menus = await Promise.all(
      [ids.whyNumber, ids.whyWho, ids.whyAll, ids.whyNext].map((actionId) =>
        forger.press('ben', { actionId, value: 'won' }),
      ),
    );

    expect(foreign.join()).toContain('That team is no longer there.');
    for (const told of menus) expect(told.join()).toContain('from an earlier version of Sideline');
  });
});

/** Ben 128,000 in thirteen wins, Ana 161,000 with a minus in it, Chi 5,000 without a quota; in the East Dov 67,000. */
async function wonInWest(floor: Floor): Promise<void> {
  const [west, east] = [floor.teamId('West'), floor.teamId('East')];
  await sets(floor, 'ana', 25_000_000);
  await sets(floor, 'ben', 25_000_000);
  await sets(floor, 'dov', 7_770_000);
  for (let at = 0; at < 12; at += 1)
    await wins(floor, 'ben', {
      company: `Small ${at}`,
      amount: 1_000_000,
      on: addDays(day('2026-10-05'), at),
      team: west,
    });
  await wins(floor, 'ben', { company: 'Acme', amount: 800_000, on: day('2026-11-03'), team: west });
  await wins(floor, 'ana', { company: 'Borealis', amount: 17_100_000, on: day('2026-11-10'), team: west });
  await wins(floor, 'ana', {
    company: 'Reopened',
    amount: 1_000_000,
    on: day('2026-08-10'),
    team: west,
    back: day('2026-11-12'),
  });
  await wins(floor, 'chi', { company: 'Extra', amount: 500_000, on: day('2026-11-11'), team: west });
  await wins(floor, 'dov', { company: 'Eastern', amount: 6_700_000, on: day('2026-11-09'), team: east });
  await floor.has(
    'ana',
    aDeal({ company: 'Caldera', stage: 'propose', expectedClose: day('2026-12-01'), openedAt: MONDAY }),
    aDeal({ company: 'Unasked', answers: [], expectedClose: day('2026-12-01'), openedAt: MONDAY }),
  );
}

async function sets(floor: Floor, handle: string, amount: number): Promise<void> {
  const personId = await floor.personId(handle);
  const row = { workspaceId: floor.workspace, personId, startsOn: QUARTER.from, amount: money(amount) };
  await floor.db.insert(quota).values({ ...row, byId: null, at: MONDAY, reason: 'plan' });
}

type Win = {
  readonly company: string;
  readonly amount: number;
  readonly on: Day;
  readonly team: TeamId;
  readonly back?: Day;
};

async function wins(floor: Floor, handle: string, { company, amount, on, team, back }: Win): Promise<void> {
  const person = await floor.personId(handle);
  const openedAt = new Date('2026-06-01T08:00:00Z');
  const standing =
    back === undefined
      ? { is: 'won' as const, on, amount: money(amount) }
      : { is: 'live' as const, stage: 'negotiate' as const };
  const deal = aDeal({ company, openedAt, owner: person, owners: [{ person, since: openedAt }], standing });
  const credit = { person, team, amount: money(amount), on, at: MONDAY };
  const minus = back === undefined ? [] : [{ ...credit, amount: money(-amount), on: back }];
  await insertDeals(floor.db, { workspace: floor.workspace, currency: 'EUR' }, [
    { deal: { ...deal, qualified: { at: openedAt, how: 'gate' } }, events: [], credits: [credit, ...minus] },
  ]);
}

/** A digest's message, as far as its button goes. */
async function posts(floor: Floor, channel: string, team: TeamId | null): Promise<void> {
  const names = new Map([
    [floor.teamId('West'), 'West’s numbers'],
    [floor.teamId('East'), 'East’s numbers'],
  ]);
  await sends(
    floor,
    channel,
    team === null ? 'All numbers of teams' : (names.get(team) ?? ''),
    whyButton(team, QUARTER, TODAY),
  );
}

async function sends(floor: Floor, channel: string, text: string, button: ReturnType<typeof whyButton>): Promise<void> {
  const sender = createSender({
    botToken: floor.slack.botToken,
    apiUrl: floor.slack.apiUrl,
    timeout: 5_000,
    log: quiet,
  });
  const blocks = [{ type: 'section', text: { type: 'plain_text', text } }, actions(ids.whyButtons, [button])];
  await sender.post({ channel, thread: null, delivery: randomUUID(), text, blocks });
}
