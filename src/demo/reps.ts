/** How a rep sells, over the quarters of the sample. */
export type Rep = {
  readonly handle: string;
  /** Sales-qualified deals closed in a full quarter, and the share of them that is won. */
  readonly closed: number;
  readonly ratio: number;
  /** Of a won deal: mean size in euros, mean days from opening to closing. */
  readonly euros: number;
  readonly cycle: number;
  /** Deals ended before the first gate in a full quarter. */
  readonly ended: number;
  /** Places taken today, and deals parked. */
  readonly live: number;
  readonly parked: number;
  /** Of a full quarter, in euros. */
  readonly quota: number;
};

/** From the best to the worst; Chi has no place left, and Eva none for one more parked deal. */
export const REPS: readonly Rep[] = [
  { handle: 'ana', closed: 12, ratio: 0.45, euros: 40_000, cycle: 41, ended: 5, live: 13, parked: 2, quota: 250_000 },
  { handle: 'chi', closed: 11, ratio: 0.38, euros: 36_000, cycle: 46, ended: 4, live: 20, parked: 4, quota: 180_000 },
  { handle: 'ben', closed: 11, ratio: 0.33, euros: 38_000, cycle: 47, ended: 4, live: 14, parked: 3, quota: 160_000 },
  { handle: 'iris', closed: 10, ratio: 0.31, euros: 42_000, cycle: 52, ended: 4, live: 13, parked: 2, quota: 160_000 },
  { handle: 'eva', closed: 9, ratio: 0.27, euros: 33_000, cycle: 55, ended: 2, live: 12, parked: 10, quota: 140_000 },
  { handle: 'raj', closed: 8, ratio: 0.3, euros: 30_000, cycle: 38, ended: 3, live: 9, parked: 1, quota: 120_000 },
  { handle: 'dov', closed: 10, ratio: 0.23, euros: 34_000, cycle: 58, ended: 2, live: 14, parked: 2, quota: 140_000 },
  { handle: 'tom', closed: 9, ratio: 0.17, euros: 32_000, cycle: 68, ended: 1, live: 16, parked: 1, quota: 120_000 },
  { handle: 'pia', closed: 8, ratio: 0.25, euros: 35_000, cycle: 50, ended: 2, live: 0, parked: 0, quota: 140_000 },
];
