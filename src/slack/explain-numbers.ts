import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Db } from '../db/connect.ts';
import { numberFacts } from '../db/numbers.ts';
import { whyDeals } from '../db/why.ts';
import { whyDigests } from '../db/why-digests.ts';
import { type WhyRight, whyRight } from '../db/why-sight.ts';
import { parseQuarter } from '../domain/calendar.ts';
import type { NumberFacts } from '../domain/number-facts.ts';
import { scorecards } from '../domain/scorecard.ts';
import { dealsBehind, NO_DEALS } from '../domain/why-deals.ts';
import { ASKABLE, dealsOfDigest, digestNumbersFor } from '../domain/why-digests.ts';
import { numbersFor, repsInSight, whySeen, withheld } from '../domain/why-number.ts';
import { ids } from '../views/ids.ts';
import { readWhyCarried } from '../views/why-button.ts';
import { readWhyAt, readWhyChoice, type WhyAt } from '../views/why-metadata.ts';
import { goneWhyView, othersNumbersView, outdatedWhyView, privateNumbersView } from '../views/why-refusals.ts';
import { whyDigestPage, whyListPage, whyNumberPage } from '../views/why-view.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { onPress, type Press } from './gesture.ts';

/** *Why these numbers?*, answered to the asker alone and within their sight, which is looked up with each page. */
export function explainNumbers(app: App, deps: Deps): void {
  onPress(app, deps, ids.whyNumbers, (asked) => {
    const carried = readWhyCarried(asked.value);
    const at = carried === null ? null : { ...carried, who: null, number: null, page: 0, people: null };
    return asked.show(() => explained(deps, asked, at));
  });
  const turned = (id: string, turn: (at: WhyAt, value: string) => WhyAt | null): void =>
    onPress(app, deps, id, (asked) => asked.show(() => explained(deps, asked, turnedTo(asked, turn))));
  turned(ids.whyWho, (at, value) => {
    const choice = readWhyChoice(value);
    if (choice === null) return null;
    return 'who' in choice ? { ...at, who: choice.who, people: null, page: 0 } : { ...at, people: choice.people };
  });
  turned(ids.whyNumber, (at, value) => {
    const number = ASKABLE.find((each) => each === value);
    return number === undefined ? null : { ...at, number, page: 0 };
  });
  turned(ids.whyAll, (at) => ({ ...at, number: null, page: 0 }));
  for (const id of [ids.whyNext, ids.whyPrevious]) {
    turned(id, (at, value) => (/^\d{1,5}$/.test(value) ? { ...at, page: Number(value) } : null));
  }
}

function turnedTo({ metadata, value }: Press, turn: (at: WhyAt, value: string) => WhyAt | null): WhyAt | null {
  const at = readWhyAt(metadata);
  return at === null ? null : turn(at, value);
}

/** The page that is asked for, or why there is none for whoever asks; `at` is null where it could not be read. */
async function explained({ db }: Deps, asked: Asked, at: WhyAt | null): Promise<ModalView> {
  const { by, today, settings, note } = asked;
  const quarter = at === null ? null : parseQuarter(at.quarter, settings.fiscalYearStart);
  if (at === null || quarter === null || at.on > today || at.on < quarter.from) {
    note('A question about numbers could not be read.');
    return outdatedWhyView();
  }
  const right = await whyRight(db, at.team, { by, today });
  if (right.is !== 'within') {
    note('Numbers were refused to somebody outside of the team.', { code: right.is });
    return right.is === 'gone' ? goneWhyView() : othersNumbersView(right);
  }
  const facts = await numberFacts(db, { workspace: by.workspace, settings, today: at.on, quarter });
  return whyPage(db, asked, { at, right, facts });
}

type Question = {
  readonly at: WhyAt;
  readonly right: Extract<WhyRight, { is: 'within' }>;
  readonly facts: NumberFacts;
};

/** What somebody within their rights is shown, and of a person's own figures only those in their sight. */
export async function whyPage(
  db: Db,
  { by, now, today, settings, note }: Pick<Asked, 'by' | 'now' | 'today' | 'settings' | 'note'>,
  { at, right, facts }: Question,
): Promise<ModalView> {
  const { sight, name } = right;
  const cards = scorecards(facts);
  const seen = whySeen(facts, cards, { sight, who: at.who });
  if (seen === null) {
    note('Somebody’s own numbers were refused.', { code: 'private' });
    return privateNumbersView();
  }
  const shown = { at, seen, name, me: by.person, people: repsInSight(cards, sight), settings, today };
  const number = numbersFor(seen.whose).find((each) => each === at.number);
  const asking = { by, settings, today, page: at.page };
  if (number !== undefined) {
    if (withheld(seen, number, by.person) !== null) return whyNumberPage(shown, number, NO_DEALS);
    return whyNumberPage(shown, number, await whyDeals(db, seen, dealsBehind(seen, number), asking));
  }
  const digests = await whyDigests(db, seen, { by, settings, now });
  const counted = digestNumbersFor(seen.whose).find((each) => each === at.number);
  if (counted === undefined) return whyListPage(shown, digests);
  return whyDigestPage(
    shown,
    counted,
    digests,
    await whyDeals(db, seen, dealsOfDigest(seen, digests, counted), asking),
  );
}
