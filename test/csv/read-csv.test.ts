import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoded } from '../../src/csv/decoded.ts';
import { readCsv } from '../../src/csv/read-csv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a CSV file', () => {
  test.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons, as a European spreadsheet writes', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['a spreadsheet saying its own delimiter', 'sep=;\na;b\n1;2\n'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['line ends of Windows', 'a,b\r\n1,2\r\n'],
    ['line ends of old Macs', 'a,b\r1,2\r'],
    ['both kinds of line ends', 'a,b\n1,2\r\n'],
    ['no line end at its end', 'a,b\n1,2'],
    ['quotes around everything', '"a","b"\n"1","2"\n'],
    ['empty cells behind its end', 'a,b\n1,2,,\n'],
    ['blank lines and lines of empty cells', '\na,b\n\n1,2\n,\n  \n\n'],
  ])('is read with %s', (_, text) => {
    const csv = readCsv(text);

    expect(csv?.header).toEqual(['a', 'b']);
    expect(csv?.rows.map(({ cells }) => cells)).toEqual([['1', '2']]);
    expect(csv?.errors).toEqual([]);
  });

  test('keeps delimiters, doubled quotes and line ends inside of quotes', () => {
    const csv = readCsv('"a,1",b\n"x ""y"", z","two\r\nlines"\n');

    expect(csv?.header).toEqual(['a,1', 'b']);
    expect(csv?.rows).toEqual([{ line: 2, cells: ['x "y", z', 'two\nlines'] }]);
  });

  test('keeps a quote that stands in the middle of a cell', () => {
    expect(readCsv('a,b\n5" disk,"3"x\n')?.rows[0]?.cells).toEqual(['5" disk', '"3"x']);
  });

  test('counts lines as an editor does, over blank ones, quoted line ends and a line for the delimiter', () => {
    const csv = readCsv('sep=,\na,b\n\n"x\ny",1\n\n\n2,3\n');

    expect(csv?.rows.map(({ line }) => line)).toEqual([4, 8]);
  });

  test('names lines with too many or too few cells, and keeps the others', () => {
    const csv = readCsv('a,b\n1\n1,2,3\n4,5\n');

    expect(csv?.errors).toEqual([
      { line: 2, reason: 'has 1 cell, and the header has 2' },
      { line: 3, reason: 'has 3 cells, and the header has 2' },
    ]);
    expect(csv?.rows).toEqual([{ line: 4, cells: ['4', '5'] }]);
  });

  test('loses one line, not all that follow, where a quote opens and is not closed', () => {
    const csv = readCsv('a,b\n1,2\n\n3,"oops\n4,5\n6,7\n');

    expect(csv?.errors).toEqual([{ line: 4, reason: 'a quote opens and is not closed' }]);
    expect(csv?.rows.map(({ cells }) => cells[0])).toEqual(['1', '4', '6']);
  });

  test.each(['', '\n\n', ' \n', '\uFEFF'])('with nothing in it is said to be empty: %j', (text) => {
    expect(readCsv(text)).toBeNull();
  });

  test('of a header alone has no rows', () => {
    expect(readCsv('a,b')).toMatchObject({ header: ['a', 'b'], rows: [], errors: [] });
  });

  test('never throws, whatever stands in it, and loses no line without a word', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', '=', '\u0000', 'é', '\uFEFF'),
    });
    fc.assert(
      fc.property(text, (sample) => {
        const csv = readCsv(`a,b\n${sample}\n`);
        for (const row of csv?.rows ?? []) expect(row.cells).toHaveLength(2);
        if (/^[^"\n\r]*[^",;\s\uFEFF][^"\n\r]*$/.test(sample)) {
          expect((csv?.rows.length ?? 0) + (csv?.errors.length ?? 0)).toBe(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the bytes of a file', () => {
  test('are read as UTF-8, with a mark or without', () => {
    expect(decoded(bytes('Åse'), null)).toBe('Åse');
    expect(decoded(bytes('\uFEFFÅse'), null)).toBe('Åse');
  });

  test('are read as UTF-16 where they are marked so', () => {
    expect(decoded(Buffer.from('\uFEFFÅse', 'utf16le'), null)).toBe('Åse');
    expect(decoded(Buffer.from('\uFEFFÅse', 'utf16le').swap16(), null)).toBe('Åse');
  });

  test('of another encoding are asked back, and read when it is told', () => {
    const western = Buffer.from('Åse', 'latin1');

    expect(decoded(western, null)).toBeNull();
    expect(decoded(western, 'windows-1252')).toBe('Åse');
    expect(decoded(western, 'no-such-encoding')).toBeNull();
  });
});
