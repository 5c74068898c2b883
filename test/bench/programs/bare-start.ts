import { App } from '@slack/bolt';

/** What any Slack app with that database has to load before it can do anything. */
const [kind = '', place = ''] = process.argv.slice(2);
if (typeof App !== 'function') throw new Error('Bolt was not loaded.');
const close = kind === 'postgres' ? await askPostgres(place) : await askEmbedded(place);
process.stdout.write('ready\n');
setInterval(() => {}, 60_000);
process.on('SIGTERM', () => void close().then(() => process.exit(0)));

async function askPostgres(connectionString: string): Promise<() => Promise<void>> {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString, max: 10 });
  await pool.query('select count(*) from deal');
  return () => pool.end();
}

async function askEmbedded(folder: string): Promise<() => Promise<void>> {
  const { PGlite } = await import('@electric-sql/pglite');
  const lite = await PGlite.create(folder);
  await lite.query('select count(*) from deal');
  return () => lite.close();
}
