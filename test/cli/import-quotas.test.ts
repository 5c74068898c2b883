import { describe, expect, test } from 'vitest';
import { aDesk } from '../support/desk.ts';
import { anExport } from '../support/export.ts';

const { file, runs, asked } = aDesk();

const DEALS = anExport('1,Acme,Seats,Rita Rep,Won,2025-10-20,2026-02-01,1054', '2,Bolt,Seats,Paul Rep,Engaging,,,');

function quotasIn(workspace: string): Promise<readonly unknown[]> {
  return asked(`select p.name, q.starts_on::text as day, q.amount::int as amount, q.by_id, q.reason
    from quota q join person p on p.id = q.person_id where q.workspace_id = '${workspace}' order by q.id`);
}

describe('npm run import --quotas', () => {
  test('adds quotas with the deals of the same run, and a second run changes nothing', async () => {
    const argv = [
      await file('deals.csv', DEALS),
      '--quotas',
      await file('quotas.csv', 'Sales rep;Quarter;Target\nrita  rep;2026-Q1;"12,500"\nPaul Rep;2026-02-16;9000.50\n'),
      ...['--workspace', 'T0QUOTA'],
    ];

    const first = await runs(argv);
    const second = await runs(argv);

    expect(first.code).toBe(0);
    expect(first.out).toContain('quotas.csv: 2 quotas');
    expect(first.out).toContain('columns: person ← Sales rep · starts-on ← Quarter · amount ← Target');
    expect(first.out).toContain('Went into workspace T0QUOTA (as told): 2 quotas.');
    expect(second.out).toContain('No new quotas for workspace T0QUOTA (as told). 2 quotas had been there before.');
    expect(second.code).toBe(0);
    expect(await quotasIn('T0QUOTA')).toEqual([
      { name: 'Rita Rep', day: '2026-01-01', amount: 1_250_000, by_id: null, reason: 'from the file quotas.csv' },
      { name: 'Paul Rep', day: '2026-02-16', amount: 900_050, by_id: null, reason: 'from the file quotas.csv' },
    ]);
  });

  test('alone names each line that it could not read; another amount for a day holds from then on', async () => {
    await runs([await file('people.csv', DEALS), '--workspace', 'T0ALONE']);
    const odd = [
      'person,period start,amount',
      'Rita Rep,2026-01-01,100',
      'Nobody,2026-01-01,100',
      'Rita Rep,2026-Q1,200',
      'Paul Rep,soon,100',
      'Paul Rep,2026-01-01,0',
      'Paul Rep,2026-01-01,-5',
      ',2026-01-01,a lot',
      'Paul Rep,,',
    ];
    const only = ['--workspace', 'T0ALONE', '--quotas'];

    const said = await runs([...only, await file('odd.csv', odd.join('\n'))]);
    const dry = await runs([
      ...only,
      await file('other.csv', 'person,from,quota\nRita Rep,2026-01-01,150\n'),
      '--dry-run',
    ]);
    await runs([...only, await file('other.csv', 'person,from,quota\nRita Rep,2026-01-01,150\n')]);

    expect(said.code).toBe(0);
    expect(said.out).toContain(
      [
        '7 lines of odd.csv could not be read:',
        '  line 3: nobody is called "Nobody": import their deals, or put them on a team by --people',
        '  line 4: "Rita Rep" from 2026-01-01 is on line 2 already',
        '  line 5: "soon" is not a day: expected one from 2000 to 2100, such as 2016-10-20',
        '  line 6: the amount is 0: a quota is above it, and without one there is no line',
      ].join('\n'),
    );
    expect(said.out).toMatch(/ {2}line 8: no person; .*"a lot" is not an amount/);
    expect(said.out).toContain('  line 9: no period start: expected a day, or a quarter such as 2026-Q1; no amount');
    expect(dry.out).toContain('Would go into workspace T0ALONE (as told): 1 quota. Nothing was written.');
    expect(await quotasIn('T0ALONE')).toMatchObject([{ amount: 10_000 }, { amount: 15_000 }]);
  });

  test('in a dry run knows the people whom the deals would bring', async () => {
    const quotas = await file('dry.csv', 'person,period start,amount\nRita Rep,2026-01-01,100\nNobody,2026-01-01,1\n');

    const said = await runs([await file('new.csv', DEALS), '--quotas', quotas, '--workspace', 'T0DRYQ', '--dry-run']);

    expect(said.out).toContain('line 3: nobody is called "Nobody"');
    expect(said.out).toContain('Would go into workspace T0DRYQ (as told): 1 quota. Nothing was written.');
  });

  test('says what is missing in a file of quotas', async () => {
    const said = await runs([
      '--quotas',
      await file('lacking.csv', 'person,amount\nRita Rep,5\n'),
      '--workspace',
      'T0LACKQ',
    ]);

    expect(said).toMatchObject({
      code: 2,
      err: expect.stringContaining('has no column for starts-on. It has: person, amount'),
    });
  });
});
