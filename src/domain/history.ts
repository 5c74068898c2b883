import type { PersonId } from './brand.ts';
import type { EventKind, Facts } from './decision.ts';

/** One row of a deal's history as it is read. `by` is null where it came about by itself, or by an import. */
export type HistoryRow = {
  readonly version: number;
  readonly at: Date;
  readonly by: PersonId | null;
  /** The owner, where somebody else acted for them. */
  readonly for: PersonId | null;
  readonly kind: EventKind;
  readonly from: Facts;
  readonly to: Facts;
  readonly reason: string;
};

/** Rows of history on a page. */
export const HISTORY_PAGE = 15;
