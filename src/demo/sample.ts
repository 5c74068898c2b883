import type { Db } from '../db/connect.ts';
import { insertDeals } from '../db/insert-deals.ts';
import { inTransaction } from '../db/transaction.ts';
import { scheduleDigests } from './digests.ts';
import { setQuotas } from './goals.ts';
import { addHolidays } from './holidays.ts';
import { SETTINGS } from './roster.ts';
import { story } from './story.ts';
import { isSetUp, setUpWorkspace, WORKSPACE } from './workspace.ts';

/** The sample workspace as of `now`, whole or not at all; one that is there stays as it is. Says how many deals it made. */
export async function makeSample(db: Db, now: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    if (await isSetUp(tx)) return 0;
    const ids = await setUpWorkspace(tx, now);
    await addHolidays(tx, now);
    await setQuotas(tx, now, ids);
    await scheduleDigests(tx, now, ids);
    const deals = story(now, ids);
    await insertDeals(tx, { workspace: WORKSPACE, currency: SETTINGS.currency }, deals);
    return deals.length;
  });
}
