import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aDesk, DATABASE } from '../support/desk.ts';
import { anExport, maven, NO_MAVEN } from '../support/export.ts';

const LINES = ['1,Acme,Seats,Rita,Won,2025-10-20,2026-02-01,1054', '2,,Seats,Rita,Engaging,2025-10-20,,'];

const { folder, file, runs, asked } = aDesk();

describe('npm run import', () => {
  test('says of a dry run what would go in, and makes no database for it', async () => {
    const deals = await file('deals.csv', anExport(...LINES));
    const people = await file('people.csv', 'name,manager,region\nRita,Mia,North\n');

    const said = await runs([deals, '--people', people, '--workspace', 'T0DRY', '--dry-run']);

    expect(said.code).toBe(0);
    expect(said.out).toContain('deals.csv: 2 deals: 1 won (€1,054), 0 lost, 1 open');
    expect(said.out).toContain('people.csv: 1 person under 1 manager');
    expect(said.out).toContain('Stages: Won → won (1) · Engaging → qualify (1)');
    expect(said.out).toContain('1 with no company');
    expect(said.out).toContain('Would go into workspace T0DRY (as told): 2 new deals, 2 new people');
    expect(said.out).toContain('Nothing was written.');
    expect(existsSync(folder(DATABASE))).toBe(false);
  });

  test('names each line that it could not read, imports the others, and calls that done', async () => {
    const deals = await file(
      'odd.csv',
      `${anExport(...LINES, '3,Acme,Seats,Rita,Verbal,,,', '1,B,,Rita,Won,,,')}\n5,"A\n`,
    );

    const said = await runs([deals, '--workspace', 'T0ODD']);

    expect(said.code).toBe(0);
    expect(said.out).toContain(
      [
        '3 lines of odd.csv could not be read:',
        '  line 4: the stage "Verbal" is not known: say which it is by --stage "Verbal=…" (qualify, prove, propose, negotiate, won, lost)',
        '  line 5: won, and no day on which it was closed',
        '  line 6: a quote opens and is not closed',
      ].join('\n'),
    );
    expect(said.out).toContain('Went into workspace T0ODD (as told): 2 new deals');
    expect(said.progress).toEqual(['Writing deals: 2 of 2', '']);
  });

  test('lists what a later file says otherwise', async () => {
    await runs([await file('first.csv', anExport(...LINES)), '--workspace', 'T0LATER']);

    const said = await runs([
      await file('later.csv', anExport(LINES[0] ?? '', '2,,Seats,Rita,Won,2025-10-20,2026-03-01,5')),
      ...['--workspace', 'T0LATER'],
    ]);

    expect(said.out).toContain(
      'line 3, (no company) · Seats · 2 · Seats: here in qualify, in the file won on 2026-03-01 for €5',
    );
    expect(said.out).toContain('Nothing new for workspace T0LATER (as told). 2 deals had been there before.');
  });

  test('takes stages, columns, owners, days and amounts as told', async () => {
    const deals = await file('told.csv', 'Nr;Kunde;Phase;Angelegt;Summe\n1;Åse;Zusage;03.04.2025;1.234,50\n');
    const told = [
      '--column',
      'id=Nr',
      '--column',
      'company=Kunde',
      '--column',
      'stage=Phase',
      '--column',
      'opened=Angelegt',
    ];
    const more = [
      '--column',
      'amount=Summe',
      '--stage',
      'Zusage=negotiate',
      '--stage',
      'Absage=lost',
      '--owner',
      'Rita',
    ];
    const how = [
      '--dates',
      'dmy',
      '--decimal',
      ',',
      '--workspace',
      'T0TOLD',
      '--currency',
      'CHF',
      '--zone',
      'Europe/Zurich',
    ];

    const said = await runs([deals, ...told, ...more, ...how]);

    expect(said.err).toBe('');
    expect(said.out).toContain('No deal that was read has the stage "Absage" of --stage.');
    expect(
      await asked(
        `select company, stage, amount::int, currency, opened_at::text from deal where workspace_id = 'T0TOLD'`,
      ),
    ).toMatchObject([{ company: 'Åse', stage: 'negotiate', amount: 123_450, currency: 'CHF' }]);
  });

  test.each([
    [[], 'Which file?'],
    [['a.csv', 'b.csv'], 'One file at a time'],
    [['a.csv', '--nonsense'], "Unknown option '--nonsense'"],
    [['a.csv', '--stage', 'Demo'], '--stage is NAME=STAGE, and "Demo" is not.'],
    [['a.csv', '--stage', 'Demo=proof'], 'Stages are qualify, prove, propose, negotiate, won, lost.'],
    [['a.csv', '--column', 'phone=Tel'], '--column is FIELD=HEADER, and "phone=Tel" is not.'],
    [['a.csv', '--dates', 'ymd'], '--dates is dmy or mdy.'],
    [['a.csv', '--decimal', ';'], '--decimal is . or ,'],
    [['a.csv', '--workspace', 'acme'], 'app.slack.com/client/T'],
    [['a.csv', '--currency', 'euro'], '--currency is a code'],
    [['a.csv', '--zone', 'CEST'], '--zone is a name'],
    [['no-such-file.csv'], 'no-such-file.csv cannot be read: ENOENT.'],
  ])('that is called wrongly says how, and ends with 2: %j', async (argv, why) => {
    const said = await runs(argv);

    expect(said.code).toBe(2);
    expect(said.err).toContain(why);
  });

  test('says what is missing in a file that it cannot begin with', async () => {
    const header = await file('header.csv', 'Company,Owner\nAcme,Rita\n');
    const western = await file('western.csv', Buffer.from('Firma\nÅse\n', 'latin1'));
    const empty = await file('empty.csv', '');
    const unread = await file('unread.csv', anExport('1,Acme,,,,,,'));

    const dry = ['--workspace', 'T0LACK', '--dry-run'];
    const none = { SIDELINE_DATA: folder('none') };

    const lacking = await runs([header, ...dry], none);
    const encoded = await runs([western, ...dry], none);
    const nothing = await runs([empty, ...dry], none);
    const noneRead = await runs([unread, ...dry], none);

    expect(lacking).toMatchObject({ code: 2, err: expect.stringContaining('in which stage a deal is') });
    expect(encoded).toMatchObject({ code: 2, err: expect.stringContaining('is not UTF-8') });
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('There is nothing in') });
    expect(noneRead).toMatchObject({ code: 1, out: expect.stringContaining('1 line of unread.csv could not be read') });
  });

  test('prints its usage when asked', async () => {
    expect(await runs(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--people FILE.csv') });
  });

  test('as a process of its own answers on stdout, with nothing else in a pipe', async () => {
    const deals = await file('process.csv', anExport(...LINES));
    const argv = ['--import', 'tsx', 'src/cli/import.ts', deals, '--workspace', 'T0PROC', '--dry-run'];
    const child = spawn(process.execPath, argv, { env: { SIDELINE_DATA: folder('none') } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    const [code] = await once(child, 'close');

    expect(err).toBe('');
    expect(out).toContain('2 new deals');
    expect(code).toBe(0);
  });
});

describe('8,800 opportunities of a real CRM', () => {
  test('load as they are, and a second time change nothing', async (test) => {
    if (maven === null) return test.skip(NO_MAVEN);
    const argv = [maven.deals, '--people', maven.people, '--workspace', 'T0MAVEN', '--currency', 'USD'];

    const first = await runs(argv);
    const second = await runs(argv);

    expect(first.code).toBe(0);
    expect(first.out).toContain('8,800 deals: 4,238 won ($10,005,534), 2,473 lost, 2,089 open');
    expect(first.out).toContain('35 people under 6 managers');
    expect(first.out).toContain('1,425 with no company');
    expect(first.out).toContain('2,473 lost with an amount of 0: taken as not known');
    expect(first.out).toContain('500 with no opening day: of unknown age');
    expect(first.out).not.toContain('could not be read');
    expect(first.out).not.toContain('On no team yet');
    expect(second.out).toContain('Nothing new for workspace T0MAVEN (as told). 8,800 deals had been there before.');
    expect(second.out).not.toContain('Different from the file');

    const [counted] = await asked(`select
      (select count(*) from deal where workspace_id = 'T0MAVEN')::int as deals,
      (select count(*) from deal_event where kind = 'imported' and workspace_id = 'T0MAVEN')::int as events,
      (select sum(amount) from credit where team_id is not null and workspace_id = 'T0MAVEN')::int as credited,
      (select count(distinct person_id) from membership where joined_on is null and workspace_id = 'T0MAVEN')::int as members,
      (select count(distinct manager_id) from team where workspace_id = 'T0MAVEN')::int as managers,
      (select count(*) from deal where company like '(no company) · %' and workspace_id = 'T0MAVEN')::int as unnamed,
      (select count(*) from deal where opened_at is null and workspace_id = 'T0MAVEN')::int as ageless,
      (select count(*) from deal where stage = 'qualify' and are_gates_unseen and standing = 'live'
        and workspace_id = 'T0MAVEN')::int as open,
      (select company from deal where external_id = 'HAXMC4IX' and workspace_id = 'T0MAVEN') as company,
      (select max(open) from (select count(*)::int as open from deal d join person p on p.id = d.owner_id
        where d.standing = 'live' and d.workspace_id = 'T0MAVEN' and p.name = 'Darcel Schlecht') darcel) as darcel`);
    expect(counted).toEqual({
      ...{
        deals: 8_800,
        events: 8_800,
        credited: 1_000_553_400,
        members: 35,
        managers: 6,
        unnamed: 1_425,
        ageless: 500,
      },
      ...{ open: 2_089, company: '(no company) · MG Advanced · HAXMC4IX', darcel: 194 },
    });
  });
});
