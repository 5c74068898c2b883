import type { App } from '@slack/bolt';
import { addDeals } from './add-deal.ts';
import { advanceDeals } from './advance-deal.ts';
import { askCoach } from './ask-coach.ts';
import { closeDeals } from './close-deal.ts';
import type { Deps } from './deps.ts';
import { editDeals } from './edit-deal.ts';
import { explainNumbers } from './explain-numbers.ts';
import { handOverDeals } from './hand-over-deal.ts';
import { nearDeals } from './near-deal.ts';
import { negotiateDeals } from './negotiate-deal.ts';
import { parkDeals } from './park-deal.ts';
import { proposeDeals } from './propose-deal.ts';
import { proveDeals } from './prove-deal.ts';
import { qualifyDeals } from './qualify-deal.ts';
import { reopenDeals } from './reopen-deal.ts';
import { scheduleDigests } from './schedule-digests.ts';
import { setQuotas } from './set-quotas.ts';
import { setUp } from './set-up.ts';
import { showDeals } from './show-deals.ts';

/** Everything that a person can do to Sideline, a file a gesture. */
const GESTURES = [
  showDeals,
  nearDeals,
  addDeals,
  qualifyDeals,
  advanceDeals,
  parkDeals,
  closeDeals,
  editDeals,
  proveDeals,
  proposeDeals,
  negotiateDeals,
  handOverDeals,
  reopenDeals,
  askCoach,
  setUp,
  setQuotas,
  scheduleDigests,
  explainNumbers,
] as const;

export function registerGestures(app: App, deps: Deps): void {
  for (const register of GESTURES) register(app, deps);
}
