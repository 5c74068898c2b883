import { sql } from 'drizzle-orm';
import { connect } from '../../../src/db/connect.ts';
import { createLog } from '../../../src/log.ts';
import { endOnUnforeseen } from '../../../src/stop.ts';

// Writes row after row into the embedded database of a folder until it is killed, and says so of each that was
// acknowledged. With `bytes`, rows are that long; with `log-only`, it is the database's own log that grows.
const [folder = '', from = '0', bytes = '10', grows = 'rows'] = process.argv.slice(2);
const log = createLog({ level: 'warn', now: () => new Date() });
endOnUnforeseen(log);

const { db } = await connect({ is: 'embedded', folder }, log);
await db.execute(sql`create table if not exists written (n int primary key, words text)`);
process.send?.({ what: 'writing' });
for (let n = Number(from); ; n += 1) {
  try {
    if (grows === 'log-only') await db.execute(sql`select pg_logical_emit_message(true, 'x', repeat('x', 200000))`);
    const words = Array.from({ length: Number(bytes) / 10 }, () => Math.random().toString(36).slice(2, 12)).join('');
    await db.execute(sql`insert into written values (${n}, ${words})`);
    process.send?.({ what: 'written', n });
  } catch (error) {
    process.send?.({ what: 'refused', n, text: String(error instanceof Error ? error.cause : error) });
    await new Promise((resolve) => process.once('message', resolve));
    process.send?.({ what: 'going on' });
  }
}
