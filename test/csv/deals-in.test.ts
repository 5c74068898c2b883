import { describe, expect, test } from 'vitest';
import { anExport, onlyDeal, read } from '../support/export.ts';

describe('a line of an export', () => {
  test('is a deal with its product as title and its agent as owner', () => {
    expect(onlyDeal(anExport('1C1I,Cancity,GTX Basic,Moses Frase,Won,2016-10-20,2017-03-01,1054'))).toEqual({
      line: 2,
      externalId: '1C1I',
      company: 'Cancity',
      title: 'GTX Basic',
      contact: null,
      owner: 'Moses Frase',
      amount: 105_400,
      expectedClose: null,
      opened: '2016-10-20',
      inStageSince: null,
      placed: { is: 'won', on: '2017-03-01', amount: 105_400 },
      crmStage: 'Won',
      lossNote: '',
      oddities: [],
    });
  });

  test('with no company is named by what they would buy and its id', () => {
    const deal = onlyDeal(anExport('1C1I,,GTX Basic,Moses Frase,Engaging,2016-10-20,,'));

    expect(deal).toMatchObject({ company: '(no company) · GTX Basic · 1C1I', title: 'GTX Basic' });
    expect(deal.oddities).toContain('no-company');
  });

  test('with no company and a very long product keeps its id whole', () => {
    const { company } = onlyDeal(anExport(`1C1I,,${'x'.repeat(300)},Moses Frase,Engaging,2016-10-20,,`));

    expect(company).toMatch(/^\(no company\) · x+… · 1C1I$/);
    expect(company.length).toBeLessThanOrEqual(120);
  });

  test('with no days is of unknown age, and opens in Qualify', () => {
    const deal = onlyDeal(anExport('1C1I,Cancity,GTX,Moses Frase,Prospecting,,,'));

    expect(deal).toMatchObject({ opened: null, amount: null, placed: { is: 'live', stage: 'qualify' } });
    expect(deal.oddities).toEqual(['no-opening-day']);
  });

  test('lost for 0 has no known amount; won for 0 was won for 0', () => {
    const lost = onlyDeal(anExport('1,Acme,GTX,Moses Frase,Lost,2016-10-20,2017-03-01,0'));
    const won = onlyDeal(anExport('1,Acme,GTX,Moses Frase,Won,2016-10-20,2017-03-01,0'));

    expect(lost).toMatchObject({ amount: null, placed: { is: 'lost', from: null, on: '2017-03-01' } });
    expect(lost.oddities).toEqual(['lost-for-0', 'lost-from-unknown']);
    expect(won).toMatchObject({ amount: 0, placed: { is: 'won', amount: 0 }, oddities: [] });
  });

  test('that is open is expected to close on its close date', () => {
    expect(onlyDeal(anExport('1,Acme,GTX,Moses Frase,Proposal,2016-10-20,2027-03-01,500'))).toMatchObject({
      expectedClose: '2027-03-01',
      amount: 50_000,
      placed: { is: 'live', stage: 'propose' },
    });
  });

  test('keeps what a spreadsheet would run as a formula', () => {
    expect(onlyDeal(anExport('=1,"=cmd|\' /C calc\'!A0",@SUM(1),+Moses,Engaging,,,'))).toMatchObject({
      externalId: '=1',
      company: "=cmd|' /C calc'!A0",
      title: '@SUM(1)',
      owner: '+Moses',
    });
  });

  test.each([
    [
      '1,Acme,GTX,Moses Frase,Verbal,2016-10-20,,',
      'the stage "Verbal" is not known: say which it is by --stage "Verbal=…"',
    ],
    ['1,Acme,GTX,Moses Frase,,2016-10-20,,', 'no stage: expected one, as the deal is open'],
    ['1,Acme,GTX,,Engaging,2016-10-20,,', 'no owner: expected a name'],
    ['1,Acme,GTX,Moses Frase,Won,2016-10-20,,5', 'won, and no day on which it was closed'],
    ['1,Acme,GTX,Moses Frase,Won,2016-10-20,2017-03-01,', 'won, and no amount'],
    ['1,Acme,GTX,Moses Frase,Won,2016-10-20,2016-03-01,5', 'won on 2016-03-01, before it was opened on 2016-10-20'],
    ['1,Acme,GTX,Moses Frase,Lost,2016-10-20,2077-03-01,5', 'lost on 2077-03-01, which is in the future'],
    ['1,Acme,GTX,Moses Frase,Engaging,2077-10-20,,', 'opened on 2077-10-20, which is in the future'],
    ['1,Acme,GTX,Moses Frase,Engaging,20.10.2016,,', 'opened: "20.10.2016" could be read in two ways'],
    ['1,Acme,GTX,Moses Frase,Won,2016-10-20,2017-03-01,lots', 'amount: "lots" is not an amount'],
    [`${'9'.repeat(81)},Acme,GTX,Moses Frase,Engaging,,,`, 'is longer than 80 characters'],
  ])('that cannot be read is named with its reason: %s', (line, reason) => {
    const { deals, errors } = read(anExport(line, 'X,Acme,GTX,Moses Frase,Engaging,,,'));

    expect(errors).toEqual([{ line: 2, reason: expect.stringContaining(reason) }]);
    expect(deals).toHaveLength(1);
  });

  test('with several things wrong has all of them said', () => {
    const { errors } = read(anExport('1,Acme,GTX,,Verbal,soon,later,lots'));

    expect(errors[0]?.reason.split('; ')).toHaveLength(5);
  });

  test('with the id of an earlier one is named, with that one', () => {
    const { deals, errors } = read(
      anExport('1,A,,Moses,Engaging,,,', '2,B,,Moses,Engaging,,,', '1,C,,Moses,Engaging,,,'),
    );

    expect(deals.map(({ company }) => company)).toEqual(['A', 'B']);
    expect(errors).toEqual([{ line: 4, reason: 'the id "1" is on line 2 already' }]);
  });

  test('without an id is known again by company, title, owner and opening day, whatever becomes of it', () => {
    const open = onlyDeal(anExport(',Acme,GTX,Moses Frase,Engaging,2016-10-20,,'));
    const won = onlyDeal(anExport(',ACME, GTX,moses frase,Won,2016-10-20,2017-03-01,5'));
    const other = onlyDeal(anExport(',Acme,GTX,Moses Frase,Engaging,2016-10-21,,'));

    expect(won.externalId).toBe(open.externalId);
    expect(other.externalId).not.toBe(open.externalId);
    expect(open.oddities).toContain('no-id');
  });
});
