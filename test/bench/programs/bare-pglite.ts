import { PGlite } from '@electric-sql/pglite';

/** The embedded database alone, opened and asked one thing. */
const lite = await PGlite.create(process.argv[2] ?? '');
await lite.query('select count(*) from deal');
process.stdout.write('ready\n');
setInterval(() => {}, 60_000);
process.on('SIGTERM', () => void lite.close().then(() => process.exit(0)));
