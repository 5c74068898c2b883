import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { WorkspaceId } from '../domain/brand.ts';
import { type Day, parseDay, parseQuarter } from '../domain/calendar.ts';
import { WHERE_ID } from './import-arguments.ts';

export const FORMATS = ['table', 'json', 'csv'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** What was told on the command line; null where nothing was. */
export type ReportArguments = {
  readonly team: string | null;
  /** As typed: which days it has depends on the workspace's fiscal year. */
  readonly quarter: string | null;
  readonly asOf: Day | null;
  readonly workspace: WorkspaceId | null;
  readonly format: ReportFormat;
};

export type ReportArgumentsRead =
  | { readonly is: 'read'; readonly told: ReportArguments }
  | { readonly is: 'help' }
  | { readonly is: 'wrong'; readonly why: string };

export const REPORT_USAGE = `npm run report -- [options]

Prints the numbers of a fiscal quarter by rep, team and workspace.

  --team NAME        of one team only
  --quarter 2017-Q3  the fiscal quarter; the one of --as-of, or today's, unless given
  --as-of DATE       as seen on that day, such as 2017-08-15
  --workspace ID     the Slack workspace (T…), where the database has several
  --json             for scripts; the README says what is in it
  --csv              for spreadsheets`;

const OPTIONS = {
  team: { type: 'string' },
  quarter: { type: 'string' },
  'as-of': { type: 'string' },
  workspace: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const text = z.string().nullable().default(null);

const shape = z
  .object({
    team: text,
    quarter: text.refine(
      (name) => name === null || parseQuarter(name, 1) !== null,
      '--quarter is a fiscal quarter such as 2017-Q3.',
    ),
    'as-of': text
      .refine((day) => day === null || parseDay(day) !== null, '--as-of is a day such as 2017-08-15.')
      .transform((day) => (day === null ? null : parseDay(day))),
    workspace: text
      .refine(
        (id) => id === null || /^[TE][A-Z0-9]{2,}$/.test(id),
        `--workspace is an id such as T0123ABCD: ${WHERE_ID}.`,
      )
      .transform((id) => id as WorkspaceId | null),
    json: z.boolean().default(false),
    csv: z.boolean().default(false),
  })
  .refine(({ json, csv }) => !(json && csv), 'Either --json or --csv.')
  .transform(({ 'as-of': asOf, json, csv, ...rest }) => ({
    ...{ ...rest, asOf, format: json ? ('json' as const) : csv ? ('csv' as const) : ('table' as const) },
  }));

export function readReportArguments(argv: readonly string[]): ReportArgumentsRead {
  const values = valuesOf(argv);
  if (typeof values === 'string') return { is: 'wrong', why: values };
  if (values.help === true) return { is: 'help' };
  const read = shape.safeParse(values);
  if (!read.success) return { is: 'wrong', why: read.error.issues.map(({ message }) => message).join('\n') };
  return { is: 'read', told: read.data };
}

function valuesOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: false, strict: true }).values;
  } catch (error) {
    // Its sentences say what is wrong with which option.
    return error instanceof Error ? error.message : String(error);
  }
}
