import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CannotStart, errorCode } from '../cannot-start.ts';
import { type Environment, problemsText, readBotToken, readLocalConfig } from '../config.ts';
import { type DealsRead, dealsIn } from '../csv/deals-in.ts';
import { decoded } from '../csv/decoded.ts';
import { type PeopleRead, peopleIn } from '../csv/people-in.ts';
import { type QuotasRead, quotasIn } from '../csv/quotas-in.ts';
import { type Csv, readCsv } from '../csv/read-csv.ts';
import { stageKey } from '../csv/stage-names.ts';
import { type Connection, connect } from '../db/connect.ts';
import { importDeals, plannedImport } from '../db/import-deals.ts';
import { allWorkspaces } from '../db/import-known.ts';
import { dayIn } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import { createLog, type Log } from '../log.ts';
import { type Arguments, readArguments, USAGE } from './import-arguments.ts';
import { quotasWritten } from './import-quotas.ts';
import { importReport } from './import-report.ts';
import { type Chosen, chosenWorkspace, workspaceOfToken } from './import-workspace.ts';

export type Ports = {
  /** The process's, unless given. */
  readonly environment?: Environment;
  readonly now: () => Date;
  /** The machine's. */
  readonly zone: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Shows how far it is, over what it showed before; null where nobody looks at a terminal. */
  readonly progress: ((text: string) => void) | null;
};

/** Exit codes: 0 done, even where some lines could not be read; 1 nothing was imported; 2 to be called otherwise. */
export async function importCommand(argv: readonly string[], ports: Ports): Promise<0 | 1 | 2> {
  const read = readArguments(argv);
  if (read.is === 'help') {
    ports.out(`${USAGE}\n`);
    return 0;
  }
  if (read.is === 'wrong') return stopped(2, `${read.why}\n\n${USAGE}`, ports);
  const config = readLocalConfig(ports.environment);
  if (config.is === 'wrong') return stopped(2, problemsText(config.problems), ports);
  const files = await filesOf(read.told);
  if ('why' in files) return stopped(files.code, files.why, ports);
  const { database, logLevel } = config.config;
  const log = createLog({ level: logLevel === 'info' ? 'warn' : logLevel, now: ports.now, write: ports.err });
  // A dry run makes no database either.
  const isThere = database.is === 'postgres' || existsSync(join(database.folder, 'database'));
  if (read.told.isDryRun && !isThere) return imported(null, files, { told: read.told, ports });
  return connected(database, log, ports, (connection) => imported(connection, files, { told: read.told, ports }));
}

type Code = 0 | 1 | 2;

async function connected(
  database: Parameters<typeof connect>[0],
  log: Log,
  ports: Ports,
  work: (connection: Connection) => Promise<Code>,
): Promise<Code> {
  let connection: Connection | null = null;
  try {
    connection = await connect(database, log);
    return await work(connection);
  } catch (error) {
    // The operator's own command: what is wrong is said where they look, and what they imported is kept out of it.
    if (error instanceof CannotStart) return stopped(1, `${error.message}\nNothing was imported.`, ports);
    log.error('The import was broken off, and nothing of it was kept.', { error, code: errorCode(error) });
    return 1;
  } finally {
    await connection?.close();
  }
}

type Files = { readonly deals: Csv | null; readonly people: Csv | null; readonly quotas: Csv | null };
type Stopped = { readonly code: 1 | 2; readonly why: string };

async function filesOf({ file, people, quotas, encoding }: Arguments): Promise<Files | Stopped> {
  const read: (Csv | null)[] = [];
  for (const path of [file, people, quotas]) {
    const csv = path === null ? null : await csvOf(path, encoding);
    if (csv !== null && 'why' in csv) return csv;
    read.push(csv);
  }
  const [deals = null, members = null, targets = null] = read;
  return { deals, people: members, quotas: targets };
}

async function csvOf(path: string, encoding: string | null): Promise<Csv | Stopped> {
  try {
    const text = decoded(await readFile(path), encoding);
    if (text === null) {
      const otherwise =
        encoding === null ? 'save it as "CSV UTF-8", or say what it is by --encoding' : 'is it another?';
      return { code: 2, why: `${path} is not ${encoding ?? 'UTF-8'}: ${otherwise}.` };
    }
    return readCsv(text) ?? { code: 1, why: `There is nothing in ${path}.` };
  } catch (error) {
    return { code: 2, why: `${path} cannot be read: ${errorCode(error) || 'unknown reason'}.` };
  }
}

export type Context = { readonly told: Arguments; readonly ports: Ports };

async function imported(connection: Connection | null, files: Files, { told, ports }: Context): Promise<Code> {
  const known = connection === null ? [] : await allWorkspaces(connection.db);
  const token = readBotToken(ports.environment);
  const ask = token === null ? null : () => workspaceOfToken(token);
  const chosen = await chosenWorkspace(told, { known, ask, zone: ports.zone });
  if (chosen.is === 'wrong') return stopped(2, chosen.why, ports);
  const now = ports.now();
  const quotas = files.quotas === null ? null : quotasOf(files.quotas, told, chosen.settings);
  if (quotas?.is === 'wrong') return stopped(2, `${told.quotas ?? ''} ${quotas.why}`, ports);
  if (files.deals === null)
    return quotasWritten(connection, { files, quotas, chosen, now, coming: [] }, { told, ports });
  const deals = dealsOf(files.deals, told, chosen.settings, now);
  if (deals.is === 'wrong') return stopped(2, `${told.file ?? ''} ${deals.why}`, ports);
  const people = files.people === null ? null : peopleIn(files.people, told.peopleColumns);
  if (people?.is === 'wrong') return stopped(2, `${told.people ?? ''} ${people.why}`, ports);
  return written(
    connection,
    { files: { ...files, deals: files.deals }, deals, people, quotas, chosen, now },
    { told, ports },
  );
}

function dealsOf(csv: Csv, told: Arguments, { currency, decimal, zone }: Settings, now: Date): DealsRead {
  const { stages, columns, dayOrder, owner } = told;
  const format = { currency, decimal: told.decimal ?? decimal };
  return dealsIn(csv, { format, zone, today: dayIn(zone, now), stages, columns, dayOrder, owner });
}

function quotasOf(csv: Csv, told: Arguments, { currency, decimal, zone, fiscalYearStart }: Settings): QuotasRead {
  const format = { currency, decimal: told.decimal ?? decimal };
  return quotasIn(csv, { format, zone, fiscalYearStart, dayOrder: told.dayOrder });
}

type ReadFiles = {
  readonly files: Files & { readonly deals: Csv };
  readonly deals: Extract<DealsRead, { is: 'read' }>;
  readonly people: Extract<PeopleRead, { is: 'read' }> | null;
  readonly quotas: Extract<QuotasRead, { is: 'read' }> | null;
  readonly chosen: Extract<Chosen, { is: 'chosen' }>;
  readonly now: Date;
};

async function written(connection: Connection | null, read: ReadFiles, { told, ports }: Context): Promise<Code> {
  const { files, deals, people, quotas, chosen, now } = read;
  const file = { deals: deals.deals, members: people?.members ?? [] };
  const into = { workspace: chosen.id, settings: chosen.settings, now };
  const show = ports.progress ?? (() => {});
  const plan =
    told.isDryRun || connection === null
      ? await plannedImport(connection?.db ?? null, file, into)
      : await importDeals(connection.db, file, into, (done, all) => show(`Writing deals: ${done} of ${all}`));
  show('');
  const report = importReport({
    file: { ...deals, name: basename(told.file ?? ''), csv: files.deals },
    people:
      people === null || files.people === null
        ? null
        : { ...people, name: basename(told.people ?? ''), csv: files.people },
    plan,
    format: chosen.settings,
    workspace: `${chosen.id} (${chosen.by})`,
    isDryRun: told.isDryRun,
  });
  ports.out(`${[report, ...hints(deals, told, chosen)].join('\n')}\n`);
  if (quotas === null) return deals.deals.length + file.members.length > 0 ? 0 : 1;
  const coming = plan.people.map(({ name }) => name);
  return quotasWritten(connection, { files, quotas, chosen, now, coming }, { told, ports });
}

function hints({ deals }: ReadFiles['deals'], told: Arguments, { isNew, settings }: ReadFiles['chosen']): string[] {
  const seen = new Set(deals.map(({ crmStage }) => stageKey(crmStage)));
  const idle = told.stageNames.filter((name) => !seen.has(stageKey(name)));
  return [
    ...idle.map((name) => `No deal that was read has the stage "${name}" of --stage.`),
    ...(isNew
      ? [
          `It counts in ${settings.currency} and by the calendar of ${settings.zone}, as set by --currency and --zone or else supposed.`,
        ]
      : []),
  ];
}

function stopped<C extends Code>(code: C, why: string, { err }: Ports): C {
  err(`${why}\n`);
  return code;
}
