import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { changeDeal, type Outcome } from '../db/deals.ts';
import { slackUserOf } from '../db/people.ts';
import { askForProof } from '../domain/asking-proof.ts';
import type { PersonId, ProofId } from '../domain/brand.ts';
import type { Deal, Proof } from '../domain/deal.ts';
import { proofBecame, recordProof } from '../domain/proving.ts';
import { askProofForm, readAskProofForm } from '../views/ask-proof-form.ts';
import { ids } from '../views/ids.ts';
import { readCarried } from '../views/metadata.ts';
import { type ProofForm, proofForm, readProofForm } from '../views/proof-form.ts';
import { askedForLines, becameLines } from '../views/proof-said.ts';
import { proofsView } from '../views/proofs-view.ts';
import type { Asked } from './asked.ts';
import { dealToChange, type OnHand, outdated, sayOutdated, settle, settlePress, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { notNow } from './not-now.ts';
import { pickedPerson } from './picked-person.ts';

/** Which proof they want, how each one stands, and the click with which they accepted it. */
export function proveDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.proveDeal, (asked) => opened(deps, asked, showProofs));
  onPress(app, deps, ids.askForProof, (asked) => opened(deps, asked, showAskForm));
  onPress(app, deps, ids.changeProof, (asked) => opened(deps, asked, showProofForm));
  onPress(app, deps, ids.proofAccepted, (asked) => accepted(deps, asked));
  // The browser opens it; Slack tells the app all the same, and wants to be heard.
  onPress(app, deps, ids.openLink, async () => {});
  onSubmit(app, deps, ids.proofsForm, (asked) => askedFor(deps, asked));
  onSubmit(app, deps, ids.proofForm, (asked) => changedProof(deps, asked));
}

type Show = (deps: Deps, asked: Asked, found: OnHand, proof: string | undefined) => Promise<void>;

async function opened(deps: Deps, asked: Press, show: Show): Promise<void> {
  const found = await dealToChange(deps, asked, asked.value);
  if (found === null) return;
  const held = notNow(found);
  if (held !== null) return showCard(asked, found, held, 'beside');
  await show(deps, asked, found, found.carried.of);
}

/** With nothing on record there is only one thing to do about proof. */
async function showProofs(deps: Deps, asked: Asked, found: OnHand): Promise<void> {
  const { deal } = found.file;
  const isEmpty = deal.proofs.length === 0 && deal.noProofWanted === '';
  if (isEmpty) return showAskForm(deps, asked, found);
  await asked.show(async () => proofsView(deal, found.look));
}

async function showAskForm(deps: Deps, asked: Asked, { file, look }: OnHand): Promise<void> {
  const { deal } = file;
  await asked.show(async () => askProofForm(deal, await userOf(deps, asked, deal.owner), look));
}

async function showProofForm(deps: Deps, asked: Asked, found: OnHand, id: string | undefined): Promise<void> {
  const { deal } = found.file;
  const proof = deal.proofs.find((each) => each.id === id);
  if (proof === undefined) return showProofs(deps, asked, found);
  await asked.show(async () => proofForm(deal, proof, await userOf(deps, asked, proof.owner), found.look));
}

async function userOf({ db }: Deps, { by }: Asked, person: PersonId | null): Promise<string | null> {
  if (person === null) return null;
  return person === by.person ? by.user : slackUserOf(db, by.workspace, person);
}

async function accepted(deps: Deps, asked: Press): Promise<void> {
  const carried = readCarried(asked.value);
  if (carried?.of === undefined) return sayOutdated(asked);
  const proof = carried.of as ProofId;
  const outcome = await changeDeal(deps.db, carried.deal, asked.gesture(carried.seen), (deal, scene) =>
    proofBecame(deal, { proof, state: 'accepted', note: '' }, scene),
  );
  await settlePress(deps, asked, outcome, { said: (look) => becameLines(proofIn(outcome, proof), look) });
}

async function askedFor(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readAskProofForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, kinds, owner: user, ...typed } = form.value;
  const owner = await ownerOf(deps, asked, user);
  if ('errors' in owner) return { response_action: 'errors', errors: owner.errors };
  const wanted = kinds.map((kind) => ({ id: randomUUID() as ProofId, kind }));
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    askForProof(deal, { ...typed, wanted, owner: owner.person }, scene),
  );
  return settle(deps, asked, outcome, {
    done: { title: 'Proof', said: () => (outcome.is === 'done' ? askedForLines(outcome.events) : []) },
    fields: {
      blocks: { proof: ids.wantedProofs, 'no-proof': ids.noProofWanted, wish: ids.wish },
      words: {
        missing: 'Which one do they want? If they want none, write why below',
        'either-or': 'Either a proof that they want, or none: clear one of the two',
      },
    },
  });
}

async function changedProof(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readProofForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, of: proof } = form.value;
  const owner = await ownerOf(deps, asked, form.value.owner);
  if ('errors' in owner) return { response_action: 'errors', errors: owner.errors };
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) => {
    const before = deal.proofs.find((each) => each.id === proof);
    if (before === undefined) return { is: 'refused', why: 'changed', seen: null };
    return recordProof(deal, [withTyped(before, form.value, owner.person)], scene);
  });
  return settle(deps, asked, outcome, {
    done: { title: 'Proof', said: (look) => becameLines(proofIn(outcome, proof), look) },
    fields: { blocks: { wish: ids.wish, roi: ids.cost } },
  });
}

/** What the form did not ask for stays as it is; so does an owner whom Slack could not show in it. */
function withTyped(before: Proof, { state, note, link, due, wish, roi }: ProofForm, owner: PersonId | null): Proof {
  return {
    ...before,
    ...{ state, note, link, due },
    wish: wish ?? before.wish,
    roi: roi === undefined ? before.roi : roi,
    owner: owner ?? before.owner,
  };
}

async function ownerOf(
  deps: Deps,
  asked: Submission,
  user: string | null,
): Promise<{ person: PersonId | null } | { errors: { [block: string]: string } }> {
  if (user === null) return { person: null };
  const picked = await pickedPerson(deps, asked, user);
  return 'problem' in picked ? { errors: { [ids.owner]: picked.problem } } : picked;
}

function proofIn(outcome: Outcome, id: string | undefined): { deal: Deal; proof: Proof } | null {
  const deal = outcome.is === 'done' ? outcome.deal : null;
  const proof = deal?.proofs.find((each) => each.id === id);
  return deal === null || proof === undefined ? null : { deal, proof };
}
