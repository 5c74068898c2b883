import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart, errorCode } from '../cannot-start.ts';
import { type Environment, problemsText, readBotToken, readLocalConfig } from '../config.ts';
import { type Connection, connect } from '../db/connect.ts';
import { allWorkspaces, type KnownWorkspace } from '../db/import-known.ts';
import { numberFacts } from '../db/numbers.ts';
import { dayIn, type FiscalQuarter, parseQuarter } from '../domain/calendar.ts';
import type { TeamFacts } from '../domain/number-facts.ts';
import { scorecards } from '../domain/scorecard.ts';
import { folded } from '../domain/text.ts';
import { createLog } from '../log.ts';
import { chosenWorkspace, workspaceOfToken } from './import-workspace.ts';
import { REPORT_USAGE, type ReportArguments, readReportArguments } from './report-arguments.ts';
import { type Reported, reportText } from './report-text.ts';

export type ReportPorts = {
  /** The process's, unless given. */
  readonly environment?: Environment;
  readonly now: () => Date;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

type Code = 0 | 1 | 2;

/** The numbers that Slack shows, for an operator. Exit codes: 0 done; 1 the database could not say; 2 to be called otherwise. */
export async function reportCommand(argv: readonly string[], ports: ReportPorts): Promise<Code> {
  const read = readReportArguments(argv);
  if (read.is === 'help') {
    ports.out(`${REPORT_USAGE}\n`);
    return 0;
  }
  if (read.is === 'wrong') return stopped(2, `${read.why}\n\n${REPORT_USAGE}`, ports);
  const config = readLocalConfig(ports.environment);
  if (config.is === 'wrong') return stopped(2, problemsText(config.problems), ports);
  const { database, logLevel } = config.config;
  if (database.is === 'embedded' && !existsSync(join(database.folder, 'database'))) {
    return stopped(2, `There is no database in ${database.folder} yet: load deals by npm run import.`, ports);
  }
  const log = createLog({ level: logLevel === 'info' ? 'warn' : logLevel, now: ports.now, write: ports.err });
  let connection: Connection | null = null;
  try {
    connection = await connect(database, log);
    return await reported(connection, read.told, ports);
  } catch (error) {
    if (error instanceof CannotStart) return stopped(1, error.message, ports);
    log.error('The report was broken off.', { error, code: errorCode(error) });
    return 1;
  } finally {
    await connection?.close();
  }
}

async function reported({ db }: Connection, told: ReportArguments, ports: ReportPorts): Promise<Code> {
  const workspace = await workspaceOf(await allWorkspaces(db), told, ports);
  if ('why' in workspace) return stopped(2, workspace.why, ports);
  const { id, settings } = workspace;
  const now = dayIn(settings.zone, ports.now());
  const today = told.asOf ?? now;
  if (today > now) return stopped(2, `--as-of ${today} is still to come: today is ${now}.`, ports);
  const quarter = told.quarter === null ? null : parseQuarter(told.quarter, settings.fiscalYearStart);
  const facts = await numberFacts(db, { workspace: id, settings, today, ...asked(quarter) });
  const team = told.team === null ? null : teamNamed(facts.teams, told.team);
  if (team !== null && 'why' in team) return stopped(2, team.why, ports);
  const found: Reported = { facts, settings, cards: scorecards(facts), team };
  ports.out(reportText(found, told.format));
  return 0;
}

function asked(quarter: FiscalQuarter | null): { quarter?: FiscalQuarter } {
  return quarter === null ? {} : { quarter };
}

async function workspaceOf(
  known: readonly KnownWorkspace[],
  { workspace }: ReportArguments,
  { environment }: ReportPorts,
): Promise<KnownWorkspace | { readonly why: string }> {
  const token = readBotToken(environment);
  const ask = token === null ? null : () => workspaceOfToken(token);
  const chosen = await chosenWorkspace({ workspace, currency: null, zone: null }, { known, ask, zone: 'UTC' });
  if (chosen.is === 'wrong') return chosen;
  if (!chosen.isNew) return chosen;
  const there = known.length === 0 ? 'none yet' : known.map(({ id }) => id).join(', ');
  return { why: `The database has nothing of workspace ${chosen.id} (${chosen.by}). It has: ${there}.` };
}

/** By its name, or a part of it that only one has. */
function teamNamed(teams: readonly TeamFacts[], typed: string): TeamFacts | { readonly why: string } {
  const name = folded(typed);
  const exact = teams.find((team) => folded(team.name) === name);
  const [part, ...others] = teams.filter((team) => folded(team.name).includes(name));
  if (exact !== undefined) return exact;
  if (part !== undefined && others.length === 0) return part;
  const names = teams.length === 0 ? 'no team yet' : teams.map((team) => team.name).join(', ');
  return { why: `${part === undefined ? 'No team' : 'More than one team'} is called "${typed}". There is ${names}.` };
}

function stopped(code: Code, why: string, { err }: ReportPorts): Code {
  err(`${why}\n`);
  return code;
}
