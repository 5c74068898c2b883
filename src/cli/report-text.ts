import { quarterName } from '../domain/calendar.ts';
import type { NumberFacts, TeamFacts } from '../domain/number-facts.ts';
import type { RepNumbers, Scorecards, TeamNumbers } from '../domain/scorecard.ts';
import type { Settings } from '../domain/settings.ts';
import { elapsed } from '../domain/working-days.ts';
import type { ReportFormat } from './report-arguments.ts';
import { reportCsv } from './report-csv.ts';
import { periodJson, repJson, spreadJson, teamJson, usualTimesJson } from './report-json.ts';
import { numbersTable, spreadLines, type TableRow } from './report-table.ts';

export type Reported = {
  readonly facts: NumberFacts;
  readonly settings: Settings;
  readonly cards: Scorecards;
  /** Null: all teams. */
  readonly team: TeamFacts | null;
};

/** Of one team, its reps of the quarter: those who are on it, or were last. */
type Chosen = {
  readonly reps: readonly RepNumbers[];
  readonly teams: Scorecards['teams'];
  /** Of `team`, or else of the whole workspace. */
  readonly whole: TeamNumbers;
};

export function reportText(reported: Reported, format: ReportFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(reportJson(reported), null, 2)}\n`;
    case 'csv':
      return csvOf(reported);
    case 'table':
      return `${tableOf(reported)}\n`;
  }
}

function chosen({ cards, team }: Reported): Chosen {
  const { reps, teams, workspace } = cards;
  const only = teams.find(({ id }) => id === team?.id);
  if (only === undefined) return { reps, teams, whole: workspace };
  return { reps: reps.filter((rep) => rep.team === only.id), teams: [only], whole: only };
}

export function reportJson(reported: Reported) {
  const { facts, settings, cards, team } = reported;
  const { reps, teams, whole } = chosen(reported);
  const names = teamNames(facts);
  return {
    period: periodJson(facts, settings),
    reps: reps.map((rep) => repJson(rep, names)),
    team: teamJson(team?.name ?? null, whole),
    teams: teams.map((each) => teamJson(each.name, each)),
    workspace: teamJson(null, cards.workspace),
    spread: spreadJson(whole.spread, new Map(facts.people.map(({ id, name }) => [id, name]))),
    usualTimes: usualTimesJson(facts),
  };
}

function teamNames({ teams }: NumberFacts): ReadonlyMap<string, string> {
  return new Map(teams.map(({ id, name }) => [id, name]));
}

function csvOf(reported: Reported): string {
  const { period, reps, teams, workspace } = reportJson(reported);
  return reportCsv(
    [
      ...reps.map((numbers) => ({ of: 'rep' as const, numbers })),
      ...teams.map((numbers) => ({ of: 'team' as const, numbers })),
      { of: 'workspace', numbers: workspace },
    ],
    period,
  );
}

function tableOf(reported: Reported): string {
  const { facts, settings, cards, team } = reported;
  const { reps, teams, whole } = chosen(reported);
  const { quarter, today, holidays } = facts;
  const { finished, days } = elapsed(quarter, today, holidays);
  const names = teamNames(facts);
  const teamOf = (rep: RepNumbers): string => (rep.team === null ? '' : (names.get(rep.team) ?? ''));
  const rows: readonly TableRow[] = [
    ...reps.map((rep) => ({ name: rep.name, team: teamOf(rep), numbers: rep })),
    ...teams.map((each) => ({ name: '', team: each.name, numbers: each })),
    { name: 'All', team: '', numbers: cards.workspace },
  ];
  const period = `${quarterName(quarter)} · ${quarter.from} to ${quarter.to} · as of ${today}, ${finished} of ${days} working days finished`;
  return [
    team === null ? period : `${team.name} · ${period}`,
    '',
    numbersTable(rows, settings),
    '',
    ...spreadLines(whole.spread, settings),
  ].join('\n');
}
