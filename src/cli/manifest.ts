import { parseArgs } from 'node:util';
import { httpManifest, socketManifest, written } from '../manifest.ts';

const USAGE = `Prints the manifest with which Slack creates the app.
  npm run -s manifest                                for Socket Mode
  npm run -s manifest -- --url https://your.host     for HTTP, with the address that Slack reaches you at
`;

/** Exit code 2 where the address is not one that Slack could reach. */
function main(): void {
  const { values } = parseArgs({ options: { url: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return void process.stdout.write(USAGE);
  if (values.url === undefined) return void process.stdout.write(written(socketManifest()));
  const host = URL.canParse(values.url) ? new URL(values.url) : null;
  if (host?.protocol === 'https:') return void process.stdout.write(written(httpManifest(host)));
  process.stderr.write(`--url must be an https address such as https://sideline.example.com.\n${USAGE}`);
  process.exitCode = 2;
}

try {
  main();
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
}
