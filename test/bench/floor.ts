import { connect } from '../../src/db/connect.ts';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { knownPerson } from '../../src/db/people.ts';
import type { SlackUserId, WorkspaceId } from '../../src/domain/brand.ts';
import { STAGES } from '../../src/domain/stages.ts';
import { aDeal } from '../support/builders.ts';
import { quiet } from '../support/log.ts';

/** As programs/fake-slack.ts has it. */
export const WORKSPACE = 'T0BENCH' as WorkspaceId;
export const BOT_TOKEN = 'xoxb-bench-0123456789';
export const SECRET = '0123456789abcdef0123456789abcdef';
export const REPS = Array.from({ length: 25 }, (_, number) => `U0REP${number}`);
const DEALS_A_REP = 20;
const MS_A_DAY = 86_400_000;

/** Reps in the middle of their quarter: each with as many live deals as the method lets them have. */
export async function fillFloor(url: string): Promise<void> {
  const { db, close } = await connect({ is: 'postgres', url }, quiet);
  for (const user of REPS) {
    const who = { workspace: WORKSPACE, user: user as SlackUserId, name: `Rep ${user}`, zone: 'Europe/Berlin' };
    const { person } = await knownPerson(db, who);
    const deals = Array.from({ length: DEALS_A_REP }, (_, number) => {
      const since = new Date(Date.now() - (number + 1) * MS_A_DAY);
      return aDeal({
        company: `Company ${user} ${number}`,
        stage: STAGES[number % STAGES.length] ?? 'qualify',
        openedAt: since,
        owner: person,
        owners: [{ person, since }],
      });
    });
    await insertDeals(
      db,
      { workspace: WORKSPACE, currency: 'EUR' },
      deals.map((deal) => ({ deal, events: [], credits: [] })),
    );
  }
  await close();
}
