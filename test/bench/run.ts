import { parseArgs } from 'node:util';
import { acknowledge } from './acknowledge.ts';
import { drain } from './drain.ts';
import { load } from './load.ts';
import { memory } from './memory.ts';
import { numbers } from './numbers.ts';
import { killAll } from './processes.ts';
import { type Bench, type Row, tableText } from './row.ts';
import { start } from './start.ts';

const BENCHES: readonly Bench[] = [acknowledge, drain, start, load, numbers, memory];

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true } } });
const only = values.only ?? BENCHES.map(({ name }) => name);
const unknown = only.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(`--only ${unknown.join(', ')}: there are ${BENCHES.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}

const rows: Row[] = [];
try {
  for (const { name, run } of BENCHES.filter((bench) => only.includes(bench.name))) {
    rows.push(...(await run((progress) => process.stderr.write(`${name}: ${progress}\n`))));
  }
} finally {
  killAll();
}
process.stdout.write(`${values.json ? JSON.stringify(rows, null, 2) : tableText(rows)}\n`);
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;
