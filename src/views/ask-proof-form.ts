import type { KnownBlock, ModalView } from '@slack/types';
import type { ProofId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { type Deal, PROOF_KINDS, type ProofKind } from '../domain/deal.ts';
import { section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import {
  type Choice,
  checkboxes,
  chosenAll,
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  pickedUser,
  type Read,
  type SubmittedView,
  select,
  textInput,
  tooLong,
  typed,
  userInput,
} from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import { dateText, type Look } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { isUnanswered } from './proof-text.ts';
import { ASK_WHICH_PROOF, PROOF_NAMES, proofName } from './words.ts';

const WANTED = ['demo', 'references', 'roi', 'all', 'other'] as const;
const WANTED_NAMES: readonly Choice[] = WANTED.map((each) => [
  each,
  each === 'all' ? 'All of these' : PROOF_NAMES[each],
]);

/** A proof that stands for itself, where the menu has to have something chosen. */
const FOR_ITSELF = 'none';

/** Which proof they want, or in their words why none. `owner` is the Slack user who usually sees to it. */
export function askProofForm(deal: Deal, owner: string | null, look: Look): ModalView {
  return modal({ callbackId: ids.proofsForm, title: 'Proof', metadata: carried(deal), submit: 'Save' }, [
    section([[{ bold: dealName(deal) }], `Ask: ${ASK_WHICH_PROOF}`]),
    checkboxes(ids.wantedProofs, 'Which proof does the prospect want?', WANTED_NAMES, []),
    textInput(ids.wish, 'Something else: what is it?', { isOptional: true }),
    ...inPlaceInput(deal, look),
    dateInput(ids.due, 'By when?', { isOptional: true }),
    userInput(ids.owner, 'Who sees to it?', { initial: owner, isOptional: true }),
    textInput(ids.noProofWanted, 'Or they want none: why, in their words?', {
      initial: deal.noProofWanted,
      isOptional: true,
    }),
    textInput(ids.badForContact, 'What would make this look bad for our contact?', {
      initial: deal.badForContact,
      isOptional: true,
    }),
  ]);
}

function inPlaceInput(deal: Deal, look: Look): KnownBlock[] {
  const refused = deal.proofs.filter((proof) => isUnanswered(proof, deal));
  if (refused.length === 0) return [];
  const choices = refused.map(
    (proof): Choice => [proof.id, `${proofName(proof)}, refused ${dateText(look, proof.since)}`],
  );
  return [
    select(ids.inPlaceOf, 'In place of', [...choices, [FOR_ITSELF, 'None: it stands for itself']], {
      initial: refused[0]?.id ?? null,
    }),
  ];
}

export type AskProofForm = Carried & {
  readonly kinds: readonly ProofKind[];
  readonly wish: string;
  readonly due: Day | null;
  /** A Slack user. */
  readonly owner: string | null;
  readonly inPlaceOf: ProofId | null;
  readonly noProofWanted: string;
  readonly badForContact: string;
};

const BLOCKS = [ids.wantedProofs, ids.wish, ids.due, ids.owner, ids.noProofWanted, ids.badForContact];

export function readAskProofForm(view: SubmittedView): Read<AskProofForm> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, BLOCKS)) return { is: 'outdated' };
  const chosen = chosenAll(view, ids.wantedProofs, WANTED);
  const kinds = PROOF_KINDS.filter((kind) => chosen.includes(kind) || (kind !== 'other' && chosen.includes('all')));
  const wish = typed(view, ids.wish);
  const [noProofWanted, badForContact] = [typed(view, ids.noProofWanted), typed(view, ids.badForContact)];
  const due = pickedDay(view, ids.due);
  const errors: { [block: string]: string } = {};
  if (kinds.includes('other') && wish === '') errors[ids.wish] = 'What would they like to see? One line is enough';
  if (!kinds.includes('other') && wish !== '') errors[ids.wish] = 'Tick “Something else” above for this, or clear it';
  if (due === 'impossible') errors[ids.due] = NO_SUCH_DAY;
  const long = {
    [ids.wish]: tooLong(wish),
    [ids.noProofWanted]: tooLong(noProofWanted, TYPED.reason),
    [ids.badForContact]: tooLong(badForContact, TYPED.reason),
  };
  for (const [id, problem] of Object.entries(long)) if (problem !== null) errors[id] = problem;
  if (Object.keys(errors).length > 0 || due === 'impossible') return { is: 'wrong', errors };
  const owner = pickedUser(view, ids.owner);
  const inPlaceOf = inPlaceOfIn(view);
  return { is: 'read', value: { ...carriedBy, kinds, wish, due, owner, inPlaceOf, noProofWanted, badForContact } };
}

/** Any proof of the deal by its id; the rule takes only a refused one. */
function inPlaceOfIn(view: SubmittedView): ProofId | null {
  const value = view.state.values[ids.inPlaceOf]?.[ids.inPlaceOf]?.selected_option?.value;
  return value === undefined || value === FOR_ITSELF ? null : (value as ProofId);
}
