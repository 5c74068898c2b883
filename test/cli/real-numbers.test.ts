import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reportCommand } from '../../src/cli/report-command.ts';
import type { reportJson } from '../../src/cli/report-text.ts';
import { NOW } from '../support/builders.ts';
import { aDesk, DATABASE } from '../support/desk.ts';
import { maven, NO_MAVEN } from '../support/export.ts';

const { folder, file, runs, asked } = aDesk();
const WORKSPACE = ['--workspace', 'T0REAL'];

type Report = ReturnType<typeof reportJson>;

const reported = new Map<string, Report>();

/** Asked once each: the embedded database takes seconds to open. */
async function report(...argv: readonly string[]): Promise<Report> {
  const known = reported.get(argv.join(' '));
  if (known !== undefined) return known;
  let out = '';
  const environment = { SIDELINE_DATA: folder(DATABASE) };
  const show = (text: string) => {
    out += text;
  };
  await reportCommand([...WORKSPACE, ...argv, '--json'], { environment, now: () => NOW, out: show, err: show });
  const said = JSON.parse(out) as Report;
  reported.set(argv.join(' '), said);
  return said;
}

type Line = {
  readonly rep: string;
  readonly stage: string;
  readonly opened: string;
  readonly closed: string;
  readonly value: number;
};

/** The export has no quotes in it: plain lines and commas. */
async function linesOf(path: string): Promise<readonly Line[]> {
  const [, ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  return lines.map((line) => {
    const [, rep = '', , , stage = '', opened = '', closed = '', value = ''] = line.split(',');
    return { rep, stage, opened, closed, value: Number(value) };
  });
}

const QUARTERS: readonly (readonly [name: string, from: string, to: string])[] = [
  ['2017-Q1', '2017-01-01', '2017-03-31'],
  ['2017-Q2', '2017-04-01', '2017-06-30'],
  ['2017-Q3', '2017-07-01', '2017-09-30'],
  ['2017-Q4', '2017-10-01', '2017-12-31'],
];

/** Weekdays from a day up to and with another, one after the other. */
function weekdays(from: string, to: string): number {
  let count = 0;
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
}

function counted(lines: readonly Line[]) {
  const won = lines.filter(({ stage }) => stage === 'Won');
  const lost = lines.filter(({ stage }) => stage === 'Lost');
  const value = won.reduce((all, line) => all + line.value, 0);
  const days = won.reduce((all, { opened, closed }) => all + (Date.parse(closed) - Date.parse(opened)) / 86_400_000, 0);
  return { won: won.length, lost: lost.length, value, days };
}

/** 30,000 a quarter for everybody who sold, but for these. */
const CHANGED = 'Anna Snelling';
const JOINER = 'Boris Faz';
const LEAVER = 'Cassey Cress';
const RAMPING = 'Cecily Lampkin';
const WITHOUT = 'Corliss Cosme';

/** Effective quotas of the third quarter in whole units, with calendar and pencil: it has 65 weekdays. */
const QUOTA: { readonly [rep: string]: number } = {
  [CHANGED]: (30_000 * weekdays('2017-07-01', '2017-08-13') + 60_000 * weekdays('2017-08-14', '2017-09-30')) / 65,
  [JOINER]: (30_000 * weekdays('2017-08-01', '2017-09-30')) / 65,
  [LEAVER]: (30_000 * weekdays('2017-07-01', '2017-08-31')) / 65,
  [RAMPING]: (30_000 * (weekdays('2017-07-01', '2017-07-31') * 0.5 + weekdays('2017-08-01', '2017-09-30'))) / 65,
};

/** In the file, and said by the report. */
async function compared(lines: readonly Line[], [quarter, from, to]: readonly [string, string, string]): Promise<void> {
  const inQuarter = lines.filter(({ closed }) => closed >= from && closed <= to);
  const { reps, workspace } = await report('--quarter', quarter);
  const all = counted(inQuarter);
  expect(workspace.won).toBe(all.value * 100);
  expect(workspace.dealSize.n).toBe(all.won);
  expect(workspace.closingRatio).toMatchObject({ n: all.won + all.lost, verdict: 'good' });
  const selling = [...new Set(inQuarter.filter(({ stage }) => stage === 'Won').map(({ rep }) => rep))];
  for (const rep of selling) {
    const theirs = counted(inQuarter.filter((line) => line.rep === rep));
    const said = reps.find(({ name }) => name === rep);
    expect(said).toMatchObject({ won: theirs.value * 100, dealSize: { n: theirs.won } });
    expect(said?.dealSize.value).toBeCloseTo((theirs.value * 100) / theirs.won, 6);
    expect(said?.salesCycle.value).toBeCloseTo(theirs.days / theirs.won, 9);
    expect(said?.closingRatio.value).toBeCloseTo(theirs.won / (theirs.won + theirs.lost), 12);
  }
  const others = reps.filter(({ name }) => !selling.includes(name));
  expect(others.map(({ won }) => won)).toEqual(others.map(() => 0));
}

/** Smallest over largest of what today's reps won in a full quarter: the joiner has one, the leaver left, and one has no quota. */
function spreadIn(lines: readonly Line[], sellers: readonly string[]): number {
  const counts = sellers.filter((rep) => ![JOINER, LEAVER, WITHOUT].includes(rep));
  const averages = counts.map((rep) => {
    const full = QUARTERS.filter(([name]) => rep !== RAMPING || name === '2017-Q1' || name === '2017-Q4');
    const won = full.map(([, from, to]) => {
      const theirs = lines.filter((line) => line.rep === rep && line.closed >= from && line.closed <= to);
      return counted(theirs).value;
    });
    return won.reduce((all, each) => all + each, 0) / full.length;
  });
  return Math.min(...averages) / Math.max(...averages);
}

describe('8,800 opportunities of a real CRM', () => {
  let lines: readonly Line[] = [];
  let sellers: readonly string[] = [];

  beforeAll(async () => {
    if (maven === null) return;
    lines = await linesOf(maven.deals);
    sellers = [...new Set(lines.map(({ rep }) => rep))];
    const quotas = sellers
      .filter((rep) => rep !== WITHOUT)
      .flatMap((rep) => QUARTERS.map(([name]) => `${rep},${name},30000`))
      .concat(`${CHANGED},2017-08-14,60000`);
    await runs([
      ...[maven.deals, '--people', maven.people, ...WORKSPACE, '--currency', 'USD', '--zone', 'UTC', '--quotas'],
      await file('quotas.csv', `person,period start,amount\n${quotas.join('\n')}\n`),
    ]);
    await asked(`with named as (select id, name from person)
      update membership m set joined_on = case name when '${JOINER}' then date '2017-08-01' end,
        left_on = case name when '${LEAVER}' then date '2017-09-01' end
      from named where named.id = m.person_id and name in ('${JOINER}', '${LEAVER}')`);
    await asked(`insert into ramp (workspace_id, person_id, starts_on, ends_on, share)
      select workspace_id, id, '2017-06-01', '2017-07-31', 5000 from person where name = '${RAMPING}'`);
  });

  beforeEach((test) => {
    if (maven === null) test.skip(NO_MAVEN);
  });

  test.each(QUARTERS)('come to what one counts in the file for %s, rep by rep', async (...quarter) => {
    await compared(lines, quarter);
  });

  test('stand against quotas that changed, and against those of a joiner, a leaver and one on a ramp', async () => {
    const { reps } = await report('--quarter', '2017-Q3');

    const selling = reps.filter(({ name }) => sellers.includes(name) && name !== WITHOUT);
    expect(selling.map(({ quota }) => quota.value)).toEqual(
      selling.map(({ name }) => Math.round((QUOTA[name] ?? 30_000) * 100)),
    );
    for (const { name, won, attainment } of selling) {
      expect(attainment.value).toBeCloseTo(won / 100 / (QUOTA[name] ?? 30_000), 12);
    }
    expect(reps.find(({ name }) => name === WITHOUT)).toMatchObject({ quota: { value: null, why: 'no-quota' } });
  });

  test('have the year’s means, and the spread of those who had two full quarters', async () => {
    const { workspace, spread } = await report('--quarter', '2017-Q4');

    expect(workspace.lastFour.dealSize.value).toBeCloseTo(236_090.94, 2);
    expect(workspace.lastFour.salesCycle.value).toBeCloseTo(51.78, 2);
    expect(spread).toMatchObject({ n: 27, apart: expect.arrayContaining([WITHOUT, JOINER]) });
    expect(spread.value).toBeCloseTo(spreadIn(lines, sellers), 12);
  });

  test('have the quarters that others have counted', async () => {
    const found = [];
    for (const [quarter] of QUARTERS) {
      const { workspace } = await report('--quarter', quarter);
      const ratio = Math.round((workspace.closingRatio.value ?? 0) * 10_000) / 10_000;
      found.push([workspace.dealSize.n, workspace.won / 100, ratio]);
    }

    expect(found).toEqual([
      [531, 1_134_672, 0.8207],
      [1_254, 3_086_111, 0.6171],
      [1_257, 2_982_255, 0.6141],
      [1_196, 2_802_496, 0.6025],
    ]);
  });

  test('seen from the last day of the year have no forecast and no coverage, as open ones have no amount', async () => {
    const { reps, workspace } = await report('--quarter', '2017-Q4', '--as-of', '2017-12-31');
    const open = reps.filter(({ liveDeals, quota }) => liveDeals > 0 && quota.value !== null);

    expect(workspace.liveDeals).toBe(2_089);
    expect(workspace.forecast).toMatchObject({ value: null, why: 'no-amounts' });
    expect(new Set(open.map(({ forecast }) => forecast.why))).toEqual(new Set(['no-amounts']));
    expect(open.every(({ coverage }) => coverage.value === null)).toBe(true);
  });
});
