import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../src/db/connect.ts';
import { attainmentFacts } from '../../src/db/numbers.ts';
import { attainments } from '../../src/domain/attainments.ts';
import { quiet } from '../support/log.ts';
import { MANY } from './many-deals.ts';

/** Reckons the numbers of both digests for some weeks, and says how much memory that has left in use. */
const WEEKS = 5;
const REST_MS = 1_000;

const [, , url = ''] = process.argv;
const { db, close } = await connect({ is: 'postgres', url }, quiet);
for (let week = 0; week < WEEKS; week += 1) attainments(await attainmentFacts(db, MANY));
for (let round = 0; round < 3; round += 1) {
  globalThis.gc?.();
  await pause(REST_MS);
}
const { heapUsed, rss } = process.memoryUsage();
process.stdout.write(JSON.stringify({ heap: heapUsed, resident: rss }));
await close();
