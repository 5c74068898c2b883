import { describe, expect, test } from 'vitest';
import { type PeopleRead, peopleIn } from '../../src/csv/people-in.ts';
import { readCsv } from '../../src/csv/read-csv.ts';

function people(text: string, told: Parameters<typeof peopleIn>[1] = new Map()): PeopleRead {
  const csv = readCsv(text);
  if (csv === null) throw new Error('There is nothing in it.');
  return peopleIn(csv, told);
}

describe('a file of people', () => {
  test('gives each manager one team, named by region and manager', () => {
    const read = people(
      'sales_agent,manager,regional_office\nAnna,Dustin Brinkmann,Central\nMoses,dustin brinkmann,East\nCarl,Summer,\n',
    );

    expect(read).toMatchObject({
      members: [
        { name: 'Anna', manager: 'Dustin Brinkmann', team: 'Central · Dustin Brinkmann' },
        { name: 'Moses', team: 'Central · dustin brinkmann' },
        { name: 'Carl', team: 'Team of Summer' },
      ],
    });
  });

  test('may name the teams itself, and leave people on none', () => {
    expect(people('Name;Team;Manager\nAnna;North;Max\nMoses;;\n')).toMatchObject({
      members: [
        { name: 'Anna', team: 'North', manager: 'Max' },
        { name: 'Moses', team: null, manager: null },
      ],
    });
  });

  test('names each line that it could not use', () => {
    expect(people('Name,Team\nAnna,North\n,North\nANNA,South\nx\n')).toMatchObject({
      members: [{ name: 'Anna' }],
      errors: [
        { line: 3, reason: 'no name' },
        { line: 4, reason: '"ANNA" is on line 2 already' },
        { line: 5, reason: 'has 1 cell, and the header has 2' },
      ],
    });
  });

  test('is refused whole without names, and read where they are told', () => {
    expect(people('Wer,Team\nAnna,North\n')).toMatchObject({
      is: 'wrong',
      why: 'does not say who (--people-column name=HEADER). It has: Wer, Team',
    });
    expect(people('Wer,Team\nAnna,North\n', new Map([['name', 'Wer']]))).toMatchObject({ members: [{ name: 'Anna' }] });
  });
});
