import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { openDeal } from '../db/deals.ts';
import { knownPerson, relationTo } from '../db/people.ts';
import type { DealId, PersonId } from '../domain/brand.ts';
import { whichGoes } from '../domain/capacity.ts';
import { opened } from '../domain/opening.ts';
import { isInCharge } from '../domain/roles.ts';
import { cleanLine } from '../domain/text.ts';
import { dealName } from '../views/deal-card.ts';
import { newDealForm, readDealForm } from '../views/deal-form.ts';
import { ids } from '../views/ids.ts';
import { cut, TYPED } from '../views/limits.ts';
import { placesText } from '../views/pipeline.ts';
import { whichGoesBlocks } from '../views/places.ts';
import type { Asked } from './asked.ts';
import { outdated, settle } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onShortcut, onSubmit, type Submission } from './gesture.ts';
import { memberOf } from './member.ts';
import { placesTaken } from './places-taken.ts';

/** `/deal new [company]`, the shortcut and the buttons open the form; its submission opens the deal. */
export function addDeals(app: App, deps: Deps): void {
  onShortcut(app, deps, ids.newDealShortcut, (asked) => addDeal(deps, asked, ''));
  onPress(app, deps, ids.newDeal, (asked) => addDeal(deps, asked, ''));
  onPress(app, deps, ids.newDealNamed, (asked) => addDeal(deps, asked, asked.value));
  onSubmit(app, deps, ids.dealForm, (asked) => submitted(deps, asked));
}

export async function addDeal(deps: Deps, asked: Asked, company: string): Promise<void> {
  await asked.show(async () => {
    const { by, today } = asked;
    const [look, own] = await Promise.all([
      asked.look(),
      relationTo(deps.db, by.person, { workspace: by.workspace, by: by.person, today }),
    ]);
    const owner = isInCharge(own.relation) ? by.user : null;
    return newDealForm(look, { company: cut(cleanLine(company), TYPED.name), owner });
  });
}

async function submitted(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readDealForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const owner = await ownerOf(deps, asked, form.value.owner);
  if ('errors' in owner) return { response_action: 'errors', errors: owner.errors };
  const deal = opened(randomUUID() as DealId, { ...form.value, owner: owner.person }, asked.now);
  const outcome = await openDeal(deps.db, asked.gesture(null), deal);
  const { places, live } = await placesTaken(deps, asked, owner.person);
  const id = outcome.is === 'done' ? outcome.deal.id : deal.deal.id;
  return settle(deps, asked, outcome, {
    done: {
      title: 'Deal opened',
      said: () => [`${dealName(deal.deal)} is open, in Qualify · ${placesText(places)}.`],
      below: (look) => whichGoesBlocks(places, whichGoes(live, id, asked.now), look),
    },
    fields: { blocks: { company: ids.company } },
  });
}

/** One's own, or somebody's whom one manages; an admin's choice is free. */
async function ownerOf(
  deps: Deps,
  asked: Submission,
  user: string | null,
): Promise<{ person: PersonId } | { errors: { [block: string]: string } }> {
  const { by, today } = asked;
  if (user === null || user === by.user) return { person: by.person };
  const member = await memberOf(asked, user);
  if ('problem' in member) return { errors: { [ids.owner]: member.problem } };
  const { person } = await knownPerson(deps.db, { workspace: by.workspace, ...member });
  const { relation } = await relationTo(deps.db, person, { workspace: by.workspace, by: by.person, today });
  if (isInCharge(relation)) return { person };
  return {
    errors: { [ids.owner]: `You do not manage ${member.name}. Their manager or an admin opens deals for them` },
  };
}
