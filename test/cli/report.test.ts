import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { reportCommand } from '../../src/cli/report-command.ts';
import type { reportJson } from '../../src/cli/report-text.ts';
import { NOW } from '../support/builders.ts';
import { aDesk, DATABASE } from '../support/desk.ts';
import { anExport } from '../support/export.ts';

const { folder, file, runs } = aDesk();
const LINES = [
  '1,Acme,Seats,Rita Rep,Won,2025-12-20,2026-02-02,1054',
  '2,Bolt,Seats,=Sum(Rep),Lost,2025-12-20,2026-02-03,0',
  '3,Cork,Seats,Rita Rep,Engaging,2025-12-20,,',
  '4,Dune,Seats,Rita Rep,Won,2025-10-20,2025-11-03,500',
];
const PEOPLE = 'name,manager,region\nRita Rep,Mia,North\n=Sum(Rep),Mia,North\nOla,Max,South\n';

async function reports(argv: readonly string[], data = folder(DATABASE)) {
  const said = { out: '', err: '' };
  const code = await reportCommand(argv, {
    environment: { SIDELINE_DATA: data },
    now: () => NOW,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

async function json(...argv: readonly string[]): Promise<ReturnType<typeof reportJson>> {
  return JSON.parse((await reports([...argv, '--json'])).out) as ReturnType<typeof reportJson>;
}

describe('npm run report', () => {
  beforeAll(async () => {
    const deals = await file('deals.csv', anExport(...LINES));
    await runs([deals, '--people', await file('people.csv', PEOPLE), '--workspace', 'T0REPORT', '--currency', 'EUR']);
  });

  test('prints the quarter of today by rep, team and workspace, and why there are dashes', async () => {
    const { code, out } = await reports([]);

    expect(code).toBe(0);
    expect(out).toContain('2026-Q1 · 2026-01-01 to 2026-03-31 · as of 2026-03-10, 48 of 64 working days finished');
    expect(out).toMatch(/Rita Rep +North · Mia +€1,054 +– .* €1,054 +44.0 days +100 % of 1 .* 1\n/);
    expect(out).toMatch(/All .*50 % of 2/);
    expect(out).toContain('Quota, Attainment, Pace, Forecast, ≥ 80 %, Coverage – no quota: everybody');
    expect(out).toContain('Spread – too few reps (0 reps with two full quarters of the last four; it takes three)');
  });

  test('as JSON holds the period, reps, a team and the spread, each number with its n and why', async () => {
    const { period, reps, team, teams, workspace, spread } = await json();

    expect(period).toMatchObject({
      quarter: '2026-Q1',
      asOf: '2026-03-10',
      workingDays: 64,
      finishedDays: 48,
      currency: 'EUR',
    });
    expect(reps.map(({ name }) => name)).toEqual(['=Sum(Rep)', 'Ola', 'Rita Rep']);
    expect(reps[2]).toMatchObject({
      ...{ team: 'North · Mia', won: 105_400, liveDeals: 1 },
      attainment: { value: null, n: 1, why: 'no-quota' },
      closingRatio: { value: 1, n: 1, why: 'under-ten', verdict: null },
      salesCycle: { value: 44, n: 1, why: null },
    });
    expect(team).toEqual(workspace);
    expect(teams.map(({ name, won }) => [name, won])).toEqual([
      ['North · Mia', 105_400],
      ['South · Max', 0],
    ]);
    expect(spread).toMatchObject({ value: null, n: 0, why: 'few-reps' });
  });

  test('of one team and another quarter, as seen on a day', async () => {
    const { period, reps, team, teams } = await json(
      '--team',
      'north',
      '--quarter',
      '2025-Q4',
      '--as-of',
      '2025-11-02',
    );

    expect(period).toMatchObject({ quarter: '2025-Q4', asOf: '2025-11-02', finishedDays: 23, isOver: false });
    expect(reps.map(({ name, won }) => [name, won])).toEqual([
      ['=Sum(Rep)', 0],
      ['Rita Rep', 0],
    ]);
    expect(team.name).toBe('North · Mia');
    expect(teams).toHaveLength(1);
  });

  test('as CSV opens in a spreadsheet with no formula in it, amounts in the currency', async () => {
    const { out } = await reports(['--csv']);

    const rows = parse(out, { columns: true }) as { [column: string]: string }[];
    expect(rows.map(({ row, name }) => [row, name])).toEqual([
      ['rep', "'=Sum(Rep)"],
      ['rep', 'Ola'],
      ['rep', 'Rita Rep'],
      ['team', 'North · Mia'],
      ['team', 'South · Max'],
      ['workspace', ''],
    ]);
    expect(rows[2]).toMatchObject({ won: '1054', dealSize: '1054', attainment: '', 'attainment.why': 'no-quota' });
  });

  test.each([
    [['--quarter', '2017-Q5'], '--quarter is a fiscal quarter such as 2017-Q3.'],
    [['--as-of', '1.2.2026'], '--as-of is a day such as 2017-08-15.'],
    [['--as-of', '2026-03-11'], '--as-of 2026-03-11 is still to come: today is 2026-03-10.'],
    [['--json', '--csv'], 'Either --json or --csv.'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--team', 'East'], 'No team is called "East". There is North · Mia, South · Max.'],
    [['--team', 'm'], 'More than one team is called "m".'],
    [['--workspace', 'T0OTHER'], 'The database has nothing of workspace T0OTHER (as told). It has: T0REPORT.'],
  ])('that is called wrongly says how, and ends with 2: %j', async (argv, why) => {
    const said = await reports(argv);

    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(why);
  });

  test('makes no database where there is none, and prints its usage when asked', async () => {
    const none = await reports([], folder('none'));
    const help = await reports(['--help']);

    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('load deals by npm run import') });
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--quarter 2017-Q3') });
  });
});
