import { App, HTTPReceiver } from '@slack/bolt';
import { Pool } from 'pg';

/** What a command costs in Bolt alone: one question to the database, and the acknowledgement. */
const [port = '', signingSecret = '', slackApiUrl = '', connectionString = ''] = process.argv.slice(2);
const pool = new Pool({ connectionString, max: 10 });
const app = new App({
  token: 'xoxb-bench-bench',
  receiver: new HTTPReceiver({ signingSecret }),
  clientOptions: { slackApiUrl },
  convoStore: false,
});
app.command('/deal', async ({ ack }) => {
  await pool.query('select 1');
  await ack();
});
await app.start(Number(port));
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
