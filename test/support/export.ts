import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DealsOptions } from '../../src/csv/deal-in.ts';
import { type DealsRead, dealsIn } from '../../src/csv/deals-in.ts';
import { readCsv } from '../../src/csv/read-csv.ts';
import type { ImportedDeal } from '../../src/domain/imported.ts';
import { TODAY, ZONE } from './builders.ts';

export const HEADER = 'Opportunity ID,Account,Product,Sales Agent,Deal Stage,Engage Date,Close Date,Close Value';

/** A small export of a CRM, a line a deal. */
export function anExport(...lines: readonly string[]): string {
  return [HEADER, ...lines].join('\n');
}

export function someOptions(but: Partial<DealsOptions> = {}): DealsOptions {
  return {
    format: { currency: 'EUR', decimal: '.' },
    zone: ZONE,
    today: TODAY,
    stages: new Map(),
    columns: new Map(),
    dayOrder: null,
    owner: null,
    ...but,
  };
}

export function read(text: string, but: Partial<DealsOptions> = {}): Extract<DealsRead, { is: 'read' }> {
  const csv = readCsv(text);
  const deals = csv === null ? null : dealsIn(csv, someOptions(but));
  if (deals?.is !== 'read') throw new Error(deals?.why ?? 'There is nothing in it.');
  return deals;
}

/** The one deal of an export with one line. */
export function onlyDeal(text: string, but: Partial<DealsOptions> = {}): ImportedDeal {
  const { deals, errors } = read(text, but);
  const [deal] = deals;
  if (deal === undefined || deals.length > 1) throw new Error(errors.map(({ reason }) => reason).join('\n'));
  return deal;
}

/** A real CRM's opportunities lie beside the checkout where there are any; they are not ours to copy. */
const MAVEN = fileURLToPath(new URL('../../../shared/data/maven_crm', import.meta.url));
export const maven = existsSync(MAVEN)
  ? { deals: `${MAVEN}/sales_pipeline.csv`, people: `${MAVEN}/sales_teams.csv` }
  : null;
export const NO_MAVEN = 'the sample export is not in ../shared/data/maven_crm';
