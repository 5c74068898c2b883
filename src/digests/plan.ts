import type { Db } from '../db/connect.ts';
import { moment } from '../db/outbox.ts';
import { type Planned, planDigests } from '../db/plan-digests.ts';
import type { Delivery } from './delivery.ts';

/** Plans all that is due, and says in the log what somebody may have to look into. */
export async function plan({ db, now, worker, log, stopping }: Delivery): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS && !stopping.aborted; turn += 1) {
    const { planned, apart, isAll } = await planDigests(db, { now: now(), worker });
    if (apart !== null) log.warn('Digests could not be planned together, and were one by one.', { error: apart });
    for (const one of planned) said(one, log);
    if (isAll) return;
  }
}

/** One that cannot be planned stays due, and must not keep a tick from ending. */
const MOST_TURNS = 20;

function said({ schedule: { id, workspace }, is, error }: Planned, log: Delivery['log']): void {
  const which = { schedule: id, workspace };
  if (is === 'missed') log.error('A digest was missed: it was too late for it when Sideline ran again.', which);
  if (is === 'paused') log.error('A digest rests, as its time zone is not known here.', which);
  if (is === 'broken') log.error('A digest could not be planned; the next tick tries again.', { ...which, error });
}

/** By how many milliseconds this machine's clock is ahead of the database's, by which messages go. */
export async function clockDifference(db: Db, wall: () => Date): Promise<number> {
  const before = wall().getTime();
  const there = (await moment(db, null)).getTime();
  return Math.round((before + wall().getTime()) / 2 - there);
}
