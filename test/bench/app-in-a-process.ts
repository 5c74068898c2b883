import { BOT_TOKEN, SECRET } from './floor.ts';
import { APP, freePort, program, type Started, start } from './processes.ts';

/** What the app logs once it serves people. */
export const READY = 'Sideline is ready.';

/** The stand-in for Slack's API, and its address. */
export async function startSlack(): Promise<{ readonly api: string; readonly stop: () => Promise<void> }> {
  const { wrote, stop } = start(program('fake-slack'));
  return { api: `http://127.0.0.1:${await wrote('port ')}/`, stop };
}

export type Where = ({ readonly DATABASE_URL: string } | { readonly SIDELINE_DATA: string }) & {
  readonly NODE_OPTIONS?: string;
};

/** The built app as an operator starts it, by HTTP. */
export async function startApp(
  api: string,
  where: Where,
  core?: number,
): Promise<{ readonly started: Started; readonly port: number }> {
  const port = await freePort();
  const env = {
    ...{ SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: `${api}api/` },
    ...{ ...where, PORT: String(port) },
  };
  return { started: start(APP, [], core === undefined ? { env } : { env, core }), port };
}
