import type { ImportedMember } from '../domain/imported.ts';
import { folded } from '../domain/text.ts';
import { nameCell } from './cells.ts';
import { type Columns, columnsOf, PEOPLE_COLUMNS, type PeopleField } from './columns.ts';
import type { Csv, CsvRow, RowError } from './read-csv.ts';

export type PeopleRead =
  | {
      readonly is: 'read';
      readonly members: readonly ImportedMember[];
      readonly errors: readonly RowError[];
      readonly columns: Columns<PeopleField>;
    }
  | { readonly is: 'wrong'; readonly why: string };

/**
 * Who is on whose team. A team is called as the file calls it; where it names none, it is the manager's, and called by
 * region and manager.
 */
export function peopleIn(csv: Csv, told: ReadonlyMap<PeopleField, string> = new Map()): PeopleRead {
  const mapped = columnsOf(csv.header, PEOPLE_COLUMNS, told);
  if (mapped.is === 'wrong') return mapped;
  const { columns } = mapped;
  if (!columns.has('name')) {
    return { is: 'wrong', why: `does not say who (--people-column name=HEADER). It has: ${csv.header.join(', ')}` };
  }
  const people: Person[] = [];
  const errors: RowError[] = [...csv.errors];
  const lines = new Map<string, number>();
  for (const row of csv.rows) {
    const person = personIn(row, columns);
    const first = lines.get(folded(person.name));
    if (person.name === '') errors.push({ line: row.line, reason: 'no name' });
    else if (first === undefined) {
      lines.set(folded(person.name), row.line);
      people.push(person);
    } else errors.push({ line: row.line, reason: `"${person.name}" is on line ${first} already` });
  }
  return { is: 'read', members: inTeams(people), errors: errors.sort((a, b) => a.line - b.line), columns };
}

type Person = { readonly line: number } & { readonly [F in PeopleField]: string };

function personIn({ line, cells }: CsvRow, columns: Columns<PeopleField>): Person {
  const cell = (field: PeopleField): string => nameCell(cells[columns.get(field) ?? -1] ?? '').text;
  return { line, name: cell('name'), manager: cell('manager'), team: cell('team'), region: cell('region') };
}

/** A manager has one team, in the region that the file gives first, unless the file itself names teams. */
function inTeams(people: readonly Person[]): readonly ImportedMember[] {
  const regions = new Map<string, string>();
  for (const { manager, region } of people) {
    if (!regions.has(folded(manager))) regions.set(folded(manager), region);
  }
  return people.map(({ line, name, manager, team, region }) => ({
    ...{ line, name, manager: manager === '' ? null : manager },
    team: team === '' ? teamName(manager, manager === '' ? region : (regions.get(folded(manager)) ?? '')) : team,
  }));
}

function teamName(manager: string, region: string): string | null {
  if (manager === '') return region === '' ? null : region;
  return nameCell(region === '' ? `Team of ${manager}` : `${region} · ${manager}`).text;
}
