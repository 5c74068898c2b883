import { basename } from 'node:path';
import type { QuotasRead } from '../csv/quotas-in.ts';
import type { Csv, RowError } from '../csv/read-csv.ts';
import type { Connection } from '../db/connect.ts';
import { importQuotas, plannedQuotas, type QuotaPlan } from '../db/import-quotas.ts';
import type { Context } from './import-command.ts';
import type { Chosen } from './import-workspace.ts';

type Brought = {
  readonly files: { readonly quotas: Csv | null };
  readonly quotas: Extract<QuotasRead, { is: 'read' }> | null;
  readonly chosen: Extract<Chosen, { is: 'chosen' }>;
  readonly now: Date;
  /** People whom the same import makes, in a dry run too. */
  readonly coming: readonly string[];
};

/** Writes the quotas of a file, after the deals and people that may have come with it, and says what became of each line. */
export async function quotasWritten(
  connection: Connection | null,
  brought: Brought,
  { told, ports }: Context,
): Promise<0 | 1> {
  const { files, quotas, chosen, now, coming } = brought;
  if (quotas === null || files.quotas === null) return 1;
  const name = basename(told.quotas ?? '');
  const workspace = chosen.id;
  const isDry = told.isDryRun || connection === null;
  const plan = isDry
    ? await plannedQuotas(connection?.db ?? null, quotas.quotas, { workspace, coming })
    : await importQuotas(connection.db, quotas.quotas, { workspace, now, reason: `from the file ${name}` });
  const lines = [
    `${name}: ${count(quotas.quotas.length)}`,
    `  columns: ${[...quotas.columns].map(([field, at]) => `${field} ← ${files.quotas?.header[at] ?? ''}`).join(' · ')}`,
    ...unread(name, [...quotas.errors, ...strangers(plan)]),
    result(plan, `${workspace} (${chosen.by})`, isDry),
  ];
  ports.out(`\n${lines.join('\n')}\n`);
  return plan.added + plan.known > 0 ? 0 : 1;
}

function strangers(plan: QuotaPlan): readonly RowError[] {
  return plan.strangers.map(({ line, name, isAmbiguous }) => ({
    line,
    reason: isAmbiguous
      ? `there is more than one person called "${name}"`
      : `nobody is called "${name}": import their deals, or put them on a team by --people`,
  }));
}

function unread(name: string, errors: readonly RowError[]): readonly string[] {
  if (errors.length === 0) return [];
  const sorted = [...errors].sort((a, b) => a.line - b.line);
  const lines = errors.length === 1 ? '1 line' : `${errors.length} lines`;
  return [`${lines} of ${name} could not be read:`, ...sorted.map(({ line, reason }) => `  line ${line}: ${reason}`)];
}

function result({ added, known }: QuotaPlan, workspace: string, isDry: boolean): string {
  const before = known === 0 ? '' : ` ${count(known)} had been there before.`;
  if (added === 0) return `No new quotas for workspace ${workspace}.${before}`;
  return `${isDry ? 'Would go' : 'Went'} into workspace ${workspace}: ${count(added)}.${before}${isDry ? ' Nothing was written.' : ''}`;
}

function count(quotas: number): string {
  return quotas === 1 ? '1 quota' : `${quotas.toLocaleString('en')} quotas`;
}
