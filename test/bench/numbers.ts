import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { connect } from '../../src/db/connect.ts';
import { attainmentFacts } from '../../src/db/numbers.ts';
import { attainments } from '../../src/domain/attainments.ts';
import { quiet } from '../support/log.ts';
import { fillWithDeals, MANY } from './many-deals.ts';
import { BY_HAND } from './numbers-by-hand.ts';
import { withPostgres } from './places.ts';
import { start } from './processes.ts';
import { type Bench, median, type Row, row, type Say } from './row.ts';
import { checkSame } from './same-figures.ts';

const RUNS = 25;
const WARM_UP = 5;
const FEW = 100_000;
const DEALS = 1_000_000;
const MEMORY_RUNS = 3;
const MB = 1024 * 1024;
const PROGRAM = fileURLToPath(new URL('numbers-in-a-process.ts', import.meta.url));

/** All numbers of the digests of attainment and spread for 1,000 reps, beside the best SQL for the same figures. */
export const numbers: Bench = {
  name: 'numbers',
  run: (say) =>
    withPostgres(async ({ fresh }) => {
      say(`${DEALS} deals`);
      const many = await fresh('many');
      await fillWithDeals(many, DEALS);
      const speed = await compared(many, say);
      const few = await fresh('few');
      await fillWithDeals(few, FEW);
      return [...speed, ...(await memoryRows(few, many, say))];
    }),
};

async function compared(url: string, say: Say): Promise<readonly Row[]> {
  const { db, close } = await connect({ is: 'postgres', url }, quiet);
  const client = new Client({ connectionString: url });
  await client.connect();
  const ours = async () => attainments(await attainmentFacts(db, MANY));
  // Prepared: its plan is made once, whatever its length.
  const byHand = async () => (await client.query({ name: 'by-hand', text: BY_HAND })).rows;
  checkSame(await ours(), await byHand());
  const took: { ours: number; hand: number }[] = [];
  for (let run = 1 - WARM_UP; run <= RUNS; run += 1) {
    if (run > 0) say(`run ${run} of ${RUNS}`);
    // Whichever comes second finds the other's pages at hand.
    const isFirst = run % 2 === 0;
    const first = await timed(isFirst ? ours : byHand);
    const second = await timed(isFirst ? byHand : ours);
    if (run > 0) took.push(isFirst ? { ours: first, hand: second } : { ours: second, hand: first });
  }
  await client.end();
  await close();
  return [
    row(
      'Numbers of both digests, 1,000 reps and 1,000,000 deals, beside the best SQL by hand',
      median(took.map((run) => run.ours / run.hand)),
      '×',
      1.3,
    ),
    row('Numbers of both digests: Sideline', median(took.map((run) => run.ours)), 'ms'),
    row('Numbers of both digests: the best SQL by hand', median(took.map((run) => run.hand)), 'ms'),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

type Memory = { readonly heap: number; readonly resident: number };

async function memoryRows(few: string, many: string, say: Say): Promise<readonly Row[]> {
  const found: { few: Memory; many: Memory }[] = [];
  for (let run = 1; run <= MEMORY_RUNS; run += 1) {
    say(`memory, run ${run} of ${MEMORY_RUNS}`);
    found.push({ few: await memoryAfter(few), many: await memoryAfter(many) });
  }
  const apart = (what: keyof Memory) => Math.abs(median(found.map((run) => run.many[what] - run.few[what])));
  return [
    row('Memory of both digests’ numbers: resident, 1,000,000 deals and 100,000 apart', apart('resident'), 'MB', 20),
    row('Memory of both digests’ numbers: heap, 1,000,000 deals and 100,000 apart', apart('heap'), 'MB', 20),
    row('Memory of both digests’ numbers: resident, all in all', median(found.map((run) => run.many.resident)), 'MB'),
  ];
}

/** Of a process of its own that has reckoned them; what tsx adds is on both sides of a difference. */
async function memoryAfter(url: string): Promise<Memory> {
  const told = JSON.parse(await start('--expose-gc', ['--import', 'tsx', PROGRAM, url]).ended()) as Memory;
  return { heap: told.heap / MB, resident: told.resident / MB };
}
