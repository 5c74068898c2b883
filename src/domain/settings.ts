import type { MoneyFormat } from './money.ts';

/** What a workspace has set, or the defaults that let a first start work without it. */
export type Settings = MoneyFormat & {
  /** 1 to 12. */
  readonly fiscalYearStart: number;
  /** IANA; the workspace's calendar. */
  readonly zone: string;
  /** Live deals a rep can work. */
  readonly capacity: number;
  /** In basis points of the first proposal; a team may have its own. */
  readonly discountLimit: number;
};

/** Product, sections 3 (capacity, limit) and 1 (20 live prospects). */
export const DEFAULT_CAPACITY = 20;
export const DEFAULT_DISCOUNT_LIMIT = 1_000;
export const MOST_PARKED = 10;

/** Until an admin sets it up: the zone of whoever came first, and the currency that this zone makes likely. */
export function firstSettings(zone: string): Settings {
  return {
    currency: zone.startsWith('Europe/') && zone !== 'Europe/London' ? 'EUR' : zone === 'Europe/London' ? 'GBP' : 'USD',
    decimal: '.',
    fiscalYearStart: 1,
    zone,
    capacity: DEFAULT_CAPACITY,
    discountLimit: DEFAULT_DISCOUNT_LIMIT,
  };
}
