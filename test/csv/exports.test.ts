import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dealsIn } from '../../src/csv/deals-in.ts';
import { readCsv } from '../../src/csv/read-csv.ts';
import { stageKey } from '../../src/csv/stage-names.ts';
import { anExport, HEADER, onlyDeal, read, someOptions } from '../support/export.ts';

describe('an export', () => {
  test('has its stages, days, amounts and owners as the operator tells', () => {
    const options = {
      stages: new Map([[stageKey('Verbal'), 'negotiate']] as const),
      dayOrder: 'dmy',
      format: { currency: 'EUR', decimal: ',' },
      owner: 'Nora North',
    } as const;
    const deal = onlyDeal(anExport('1;Acme;GTX;;verbal;03/04/2017;;"1.234,50"').replace(/,(?=[A-Z])/g, ';'), options);

    expect(deal).toMatchObject({
      ...{ owner: 'Nora North', opened: '2017-04-03', amount: 123_450, placed: { is: 'live', stage: 'negotiate' } },
    });
  });

  test('has its columns as the operator tells, before what their names say', () => {
    const columns = new Map([
      ['title', 'Betreff'],
      ['company', 'kunde name'],
    ] as const);
    const deal = onlyDeal('Title,Betreff,Kunde_Name,Owner,Stage\nMr,Seats,Acme,Rita,Demo\n', { columns });

    expect(deal).toMatchObject({ title: 'Seats', company: 'Acme', placed: { stage: 'prove' } });
  });

  test.each([
    ['Company,Owner\nAcme,Rita\n', 'in which stage a deal is (--column stage=HEADER)'],
    ['Company,Stage\nAcme,Demo\n', 'whose a deal is (--column owner=HEADER, or --owner NAME for all)'],
    ['Owner,Stage\nRita,Demo\n', 'which company a deal is with'],
  ])('without a column that it needs is refused whole, with what to say: %j', (text, why) => {
    const csv = readCsv(text);

    const deals = csv && dealsIn(csv, someOptions());

    expect(deals).toMatchObject({ is: 'wrong', why: expect.stringContaining(why) });
  });

  test('is refused whole where a told column is not there, with those that are', () => {
    const csv = readCsv(anExport());

    const deals = csv && dealsIn(csv, someOptions({ columns: new Map([['title', 'Betreff']]) }));

    expect(deals).toMatchObject({
      why: `has no column "Betreff" (for title). It has: ${HEADER.split(',').join(', ')}`,
    });
  });

  test('of HubSpot has its deal stage with the pipeline behind it, and a close date for what is open', () => {
    const deal = onlyDeal(
      '"Record ID","Deal Name","State","Deal Stage","Close Date","Deal owner","Amount"\n' +
        '"77","Seats","CA","Contract Sent (Sales Pipeline)","2026-04-01 09:30","Rita Rep","5000"\n',
      { owner: null },
    );

    expect(deal).toMatchObject({ externalId: '77', title: 'Seats', expectedClose: '2026-04-01', amount: 500_000 });
    expect(deal).toMatchObject({
      placed: { is: 'live', stage: 'negotiate' },
      crmStage: 'Contract Sent (Sales Pipeline)',
    });
  });

  const PIPEDRIVE =
    'Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Contact person,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Last stage change,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Expected close date';

  test('of Pipedrive says since when a deal is in its stage, and from which stage one was lost', () => {
    const { deals, errors } = read(
      [
        PIPEDRIVE,
        '1,Seats,Rita,5000,EUR,Acme,Ada,Demo Scheduled,Open,2025-10-01 10:00:00,2025-11-02 10:00:00,,,,2026-05-01',
        '2,Seats,Rita,5000,EUR,Bolt,,Proposal Made,Lost,2025-10-01 10:00:00,,,2025-12-01 10:00:00,Too dear,',
        '3,Seats,Rita,5000,EUR,Cork,,Negotiations Started,Won,2025-10-01 10:00:00,,2025-12-02 10:00:00,,,',
        '4,Seats,Rita,5000,USD,Dune,,Qualified,Open,2025-10-01 10:00:00,,,,,',
        '5,Seats,Rita,5000,EUR,Elk,,Qualified,Deleted,2025-10-01 10:00:00,,,,,',
      ].join('\n'),
    );

    expect(deals).toMatchObject([
      { placed: { is: 'live', stage: 'prove' }, inStageSince: '2025-11-02', contact: { name: 'Ada', role: '' } },
      { placed: { is: 'lost', from: 'propose', on: '2025-12-01' }, lossNote: 'Too dear', amount: 500_000 },
      { placed: { is: 'won', on: '2025-12-02', amount: 500_000 } },
    ]);
    expect(errors.map(({ reason }) => reason)).toEqual([
      'the amount is in "USD", and Sideline counts in EUR',
      'the status "Deleted" is not known: expected open, won or lost',
    ]);
  });

  test('of Salesforce says by two marks what was won and what was lost', () => {
    const { deals, errors } = read(
      [
        'id,name,amount,close_date,created_date,is_closed,is_won,owner_id,stage_name',
        '006A,Seats,500.0,2025-12-01,2025-10-01T08:00:00.000Z,true,true,005X,Closed Won',
        '006B,Seats,500.0,2025-12-01,2025-10-01T08:00:00.000Z,true,false,005X,Abandoned',
        '006C,Seats,,2026-12-01,2025-10-01T08:00:00.000Z,false,false,005X,Needs Analysis',
        '006D,Seats,500.0,2025-12-01,2025-10-01T08:00:00.000Z,false,false,005X,Closed Won',
      ].join('\n'),
    );

    expect(deals.map(({ placed }) => placed.is)).toEqual(['won', 'lost', 'live']);
    expect(deals[0]).toMatchObject({ owner: '005X', company: '(no company) · Seats · 006A' });
    expect(errors).toEqual([{ line: 5, reason: 'the stage "Closed Won" does not go with a deal that is open' }]);
  });

  test('never throws, and every line is either a deal or has its reason', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '',
        'Won',
        'Lost',
        'Engaging',
        '2016-10-20',
        '1/2/2017',
        '12.345',
        '\u0000',
        '👩‍👩‍👧',
        '=1',
        '-1',
      ),
    );
    const quotedCell = cell.map((text) => `"${text.replace(/"/g, '""')}"`);
    const row = fc.array(quotedCell, { minLength: 8, maxLength: 8 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const csv = readCsv(anExport(...rows));
        const read = csv && dealsIn(csv, someOptions());
        if (read?.is !== 'read') throw new Error('The header is known.');
        expect(read.deals.length + read.errors.length).toBe(csv?.rows.length);
        for (const { company, owner, externalId } of read.deals) {
          expect(company !== '' && owner !== '' && externalId !== '').toBe(true);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character is what is asked for.
          expect(company + owner + externalId).not.toMatch(/[\u0000-\u001F]/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
