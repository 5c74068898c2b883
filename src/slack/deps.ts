import type { Db } from '../db/connect.ts';
import type { Log } from '../log.ts';
import type { Directory } from './directory.ts';
import type { Queue } from './queue.ts';
import type { Usual } from './usual.ts';

/** What every gesture is handed. */
export type Deps = {
  readonly db: Db;
  readonly log: Log;
  readonly now: () => Date;
  readonly directory: Directory;
  readonly usual: Usual;
  readonly queue: Queue;
  /** Of those for whom the queue had no room: each is told, but a crowd of them must not hold up everybody else. */
  readonly turnedAway: Queue;
  /** Work that Slack waits for is not queued, but a stop waits for it as well. */
  readonly track: (work: Promise<unknown>) => void;
  /** Slack's team_id of the one workspace whose token this is; payloads of another one are refused. */
  readonly home: () => string;
  /** Where an answer may be sent: Slack's own host, or the one that SLACK_API_URL names. */
  readonly mayAnswerTo: (responseUrl: string) => boolean;
};
