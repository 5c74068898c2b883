import type { Columns } from '../csv/columns.ts';
import type { Csv, RowError } from '../csv/read-csv.ts';
import type { ImportPlan } from '../db/import-plan.ts';
import type { Difference, ImportedDeal, ImportedMember, Oddity, Placed } from '../domain/imported.ts';
import { formatMoney, type MoneyFormat, sum } from '../domain/money.ts';
import { cutText, folded } from '../domain/text.ts';

export type FileRead = { readonly name: string; readonly csv: Csv; readonly errors: readonly RowError[] };

/** What was read, what went in, what was odd and kept, what differs, and each line that could not be read. */
export function importReport(report: {
  readonly file: FileRead & { readonly columns: Columns<string>; readonly deals: readonly ImportedDeal[] };
  readonly people:
    | (FileRead & { readonly columns: Columns<string>; readonly members: readonly ImportedMember[] })
    | null;
  readonly plan: ImportPlan;
  readonly format: MoneyFormat;
  readonly workspace: string;
  readonly isDryRun: boolean;
}): string {
  const { file, people, plan, format, workspace, isDryRun } = report;
  const parts = [
    fileLines(file, `${count(file.deals.length, 'deal')}: ${tally(file.deals, format)}`),
    people === null ? [] : fileLines(people, membersIn(people.members)),
    stageLines(file.deals),
    oddLines(file.deals),
    [...unreadLines(file), ...(people === null ? [] : unreadLines(people))],
    differenceLines(plan, format),
    resultLines(plan, { format, workspace, isDryRun }),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function fileLines({ name, csv, columns }: FileRead & { readonly columns: Columns<string> }, what: string): string[] {
  const used = [...columns].map(([field, at]) => `${field} ← ${csv.header[at] ?? ''}`);
  const places = new Set(columns.values());
  const unused = csv.header.filter((_, at) => !places.has(at));
  return [
    `${name}: ${what}`,
    `  columns: ${used.join(' · ')}`,
    ...(unused.length === 0 ? [] : [`  not used: ${cutText(unused.join(', '), 300)}`]),
  ];
}

/** `4,238 won (€10,005,534), 2,473 lost, 2,089 open`. */
function tally(deals: readonly ImportedDeal[], format: MoneyFormat): string {
  const won = deals.flatMap(({ placed }) => (placed.is === 'won' ? [placed.amount] : []));
  const lost = deals.filter(({ placed }) => placed.is === 'lost').length;
  const open = deals.length - won.length - lost;
  return `${number(won.length)} won (${formatMoney(sum(won), format)}), ${number(lost)} lost, ${number(open)} open`;
}

function membersIn(members: readonly ImportedMember[]): string {
  const managers = new Set(members.flatMap(({ manager }) => (manager === null ? [] : [folded(manager)])));
  return `${count(members.length, 'person', 'people')} under ${count(managers.size, 'manager')}`;
}

function stageLines(deals: readonly ImportedDeal[]): string[] {
  const stages = new Map<string, number>();
  for (const { crmStage, placed } of deals) {
    const name = `${crmStage === '' ? '(no stage)' : crmStage} → ${placed.is === 'live' ? placed.stage : placed.is}`;
    stages.set(name, (stages.get(name) ?? 0) + 1);
  }
  if (deals.length === 0) return [];
  return [`Stages: ${[...stages].map(([name, deals]) => `${name} (${number(deals)})`).join(' · ')}`];
}

const ODD: { readonly [O in Oddity]: string } = {
  'no-company': 'with no company: named "(no company)" with what they would buy and its id',
  'no-opening-day': 'with no opening day: of unknown age',
  'lost-for-0': 'lost with an amount of 0: taken as not known',
  'open-for-0': 'open with an amount of 0: taken as not known',
  'lost-from-unknown': 'lost, and the file does not say from which stage: counted as sales-qualified, and marked',
  shortened: 'with a name over 120 characters: shortened',
  'no-id': 'with no id: known in the next import by company, title, owner and opening day',
};

function oddLines(deals: readonly ImportedDeal[]): string[] {
  const counts = new Map<Oddity, number>();
  for (const oddity of deals.flatMap(({ oddities }) => oddities)) counts.set(oddity, (counts.get(oddity) ?? 0) + 1);
  if (counts.size === 0) return [];
  return ['Kept as they are:', ...[...counts].map(([oddity, deals]) => `  ${number(deals)} ${ODD[oddity]}`)];
}

function unreadLines({ name, errors }: FileRead): string[] {
  if (errors.length === 0) return [];
  return [
    `${count(errors.length, 'line')} of ${name} could not be read:`,
    ...errors.map(({ line, reason }) => `  line ${line}: ${reason}`),
  ];
}

function differenceLines({ differences, peopleDifferences, withoutTeam }: ImportPlan, format: MoneyFormat): string[] {
  const deals = differences.map((difference) => `  line ${difference.line}, ${told(difference, format)}`);
  const people = peopleDifferences.map(
    ({ line, what, name, here, file }) => `  line ${line}, ${name}: ${what} here is ${here}, in the file ${file}`,
  );
  const alone = withoutTeam.length === 0 ? [] : [`On no team yet: ${withoutTeam.join(', ')}`];
  if (deals.length + people.length === 0) return alone;
  return ['Different from the file, and left as they are here:', ...deals, ...people, ...alone];
}

function told(difference: Difference, format: MoneyFormat): string {
  const name = `${difference.company}${difference.title === '' ? '' : ` · ${difference.title}`}`;
  const { what } = difference;
  if (what === 'standing') {
    return `${name}: here ${place(difference.here, format)}, in the file ${place(difference.file, format)}`;
  }
  if (what === 'amount') {
    const here = difference.here === null ? '–' : formatMoney(difference.here, format);
    return `${name}: amount here is ${here}, in the file ${formatMoney(difference.file, format)}`;
  }
  return `${name}: ${what} here is ${difference.here}, in the file ${difference.file}`;
}

function place(standing: Placed | Extract<Difference, { what: 'standing' }>['here'], format: MoneyFormat): string {
  switch (standing.is) {
    case 'live':
      return `in ${standing.stage}`;
    case 'parked':
      return `parked in ${standing.stage}`;
    case 'won':
      return `won on ${standing.on} for ${formatMoney(standing.amount, format)}`;
    case 'lost':
      return `lost on ${standing.on}`;
    case 'withdrawn':
      return 'withdrawn';
  }
}

type Result = { readonly format: MoneyFormat; readonly workspace: string; readonly isDryRun: boolean };

function resultLines(plan: ImportPlan, { workspace, isDryRun }: Result): string[] {
  const { people, teams, members, deals, known } = plan;
  const managers = new Set(teams.map(({ managerId }) => managerId).filter((id) => id !== null)).size;
  const made = [
    ...(deals.length > 0 ? [count(deals.length, 'new deal')] : []),
    ...(people.length > 0 ? [count(people.length, 'new person', 'new people')] : []),
    ...(members.length > 0 ? [`${number(members.length)} of them on teams`] : []),
    ...(teams.length > 0 ? [`${count(teams.length, 'new team')} under ${count(managers, 'manager')}`] : []),
  ];
  const before = known > 0 ? ` ${count(known, 'deal')} had been there before.` : '';
  if (made.length === 0) return [`Nothing new for workspace ${workspace}.${before}`];
  const verb = isDryRun ? 'Would go into' : 'Went into';
  return [`${verb} workspace ${workspace}: ${made.join(', ')}.${before}${isDryRun ? ' Nothing was written.' : ''}`];
}

function number(n: number): string {
  return n.toLocaleString('en');
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
