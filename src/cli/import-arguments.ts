import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DAY_ORDERS } from '../csv/cells.ts';
import { DEAL_FIELDS, PEOPLE_FIELDS } from '../csv/columns.ts';
import { PLACES, type Place, stageKey } from '../csv/stage-names.ts';
import type { WorkspaceId } from '../domain/brand.ts';
import { isZone } from '../domain/calendar.ts';
import { isCurrency } from '../domain/money.ts';

/** What was told on the command line; null where nothing was. `stages` is by `stageKey`, `stageNames` as typed. */
export type Arguments = z.output<typeof shape> & {
  /** The deals; null where only quotas are brought. */
  readonly file: string | null;
  readonly stageNames: readonly string[];
};

export type ArgumentsRead =
  | { readonly is: 'read'; readonly told: Arguments }
  | { readonly is: 'help' }
  | { readonly is: 'wrong'; readonly why: string };

/** Where an operator finds a workspace's id. */
export const WHERE_ID = 'open Slack in a browser, and it stands in the address, app.slack.com/client/T…';

export const USAGE = `npm run import -- FILE.csv [options]

Loads deals from a CRM's export. What is in the database already is left as it is; what differs is listed.

  --people FILE.csv        who is on whose team
  --quotas FILE.csv        quotas: person, period start (a day, or 2026-Q1) and amount; with no FILE.csv, only these
  --dry-run                writes nothing, and says what would be done
  --stage NAME=STAGE       what a stage of the CRM is: ${PLACES.join(', ')}
  --column FIELD=HEADER    which column has what, where its name does not say:
                           ${DEAL_FIELDS.slice(0, 9).join(', ')},
                           ${DEAL_FIELDS.slice(9).join(', ')}
  --people-column FIELD=HEADER   the same for people: ${PEOPLE_FIELDS.join(', ')}
  --owner NAME             whose the deals are that the file gives to nobody
  --dates dmy|mdy          how days are written that do not begin with the year
  --decimal .|,            the sign before the cents, if it is another than in the workspace
  --encoding NAME          if the file is not UTF-8, such as windows-1252
  --workspace ID           the Slack workspace that the deals belong to (T…)
  --currency CODE          of a workspace that is new here, such as EUR
  --zone NAME              of a workspace that is new here, such as Europe/Berlin`;

const OPTIONS = {
  people: { type: 'string' },
  quotas: { type: 'string' },
  'dry-run': { type: 'boolean' },
  stage: { type: 'string', multiple: true },
  column: { type: 'string', multiple: true },
  'people-column': { type: 'string', multiple: true },
  owner: { type: 'string' },
  dates: { type: 'string' },
  decimal: { type: 'string' },
  encoding: { type: 'string' },
  workspace: { type: 'string' },
  currency: { type: 'string' },
  zone: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `FIELD=HEADER`: a header may have a `=` of its own. */
function columns<F extends string>(option: string, fields: readonly F[]) {
  return z
    .array(z.string())
    .default([])
    .transform((texts, context): ReadonlyMap<F, string> => {
      const found = new Map<F, string>();
      for (const text of texts) {
        const at = text.indexOf('=');
        const field = fields.find((each) => each === text.slice(0, at).trim());
        const header = text.slice(at + 1).trim();
        if (field !== undefined && header !== '') found.set(field, header);
        else context.addIssue(`${option} is FIELD=HEADER, and "${text}" is not. Fields are ${fields.join(', ')}.`);
      }
      return found;
    });
}

/** `NAME=STAGE`: a name may have a `=` of its own. */
const stages = z
  .array(z.string())
  .default([])
  .transform((texts, context): ReadonlyMap<string, Place> => {
    const found = new Map<string, Place>();
    for (const text of texts) {
      const at = text.lastIndexOf('=');
      const place = PLACES.find((each) => each === text.slice(at + 1).trim());
      if (place !== undefined && at > 0) found.set(stageKey(text.slice(0, at)), place);
      else context.addIssue(`--stage is NAME=STAGE, and "${text}" is not. Stages are ${PLACES.join(', ')}.`);
    }
    return found;
  });

const text = z.string().nullable().default(null);

const shape = z
  .object({
    people: text,
    quotas: text,
    'dry-run': z.boolean().default(false),
    stage: stages,
    column: columns('--column', DEAL_FIELDS),
    'people-column': columns('--people-column', PEOPLE_FIELDS),
    owner: text,
    dates: z.enum(DAY_ORDERS, '--dates is dmy or mdy.').nullable().default(null),
    decimal: z.enum(['.', ','], '--decimal is . or ,').nullable().default(null),
    encoding: text,
    workspace: text
      .refine(
        (id) => id === null || /^[TE][A-Z0-9]{2,}$/.test(id),
        `--workspace is an id such as T0123ABCD: ${WHERE_ID}.`,
      )
      .transform((id) => id as WorkspaceId | null),
    currency: text.refine((code) => code === null || isCurrency(code), '--currency is a code such as EUR or USD.'),
    zone: text.refine((zone) => zone === null || isZone(zone), '--zone is a name such as Europe/Berlin.'),
  })
  .transform(({ 'dry-run': isDryRun, stage, column, 'people-column': peopleColumns, dates, ...rest }) => ({
    ...rest,
    ...{ isDryRun, stages: stage, columns: column, peopleColumns, dayOrder: dates },
  }));

export function readArguments(argv: readonly string[]): ArgumentsRead {
  const parsed = parsedArguments(argv);
  if (typeof parsed === 'string') return { is: 'wrong', why: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return { is: 'help' };
  const [file = null, ...more] = positionals;
  if (file === null && (values.quotas === undefined || values.people !== undefined)) {
    return { is: 'wrong', why: 'Which file? Give the CSV of the deals.' };
  }
  if (more.length > 0) return { is: 'wrong', why: `One file at a time, and there is also "${more.join('", "')}".` };
  const read = shape.safeParse(values);
  if (!read.success) return { is: 'wrong', why: read.error.issues.map(({ message }) => message).join('\n') };
  const stageNames = (values.stage ?? []).map((text) => text.slice(0, text.lastIndexOf('=')));
  return { is: 'read', told: { ...read.data, file, stageNames } };
}

function parsedArguments(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // Its sentences say what is wrong with which option.
    return error instanceof Error ? error.message : String(error);
  }
}
