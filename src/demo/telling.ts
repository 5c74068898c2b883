import { type Answered, qualify } from '../domain/answering.ts';
import type { ProofId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { lose, reopen, win, withdraw } from '../domain/closing.ts';
import type { Deal, Loss, OpenPoint, ProofKind, ProofState, Roi } from '../domain/deal.ts';
import type { Decision, Scene } from '../domain/decision.ts';
import { type Edit, edit as ruleEdit } from '../domain/editing.ts';
import { NOTHING_ASKED } from '../domain/gates.ts';
import { reassign as ruleReassign } from '../domain/handing-over.ts';
import type { Money } from '../domain/money.ts';
import { advance, bringBack, moveBack, park } from '../domain/moves.ts';
import {
  type Counter,
  type ProposalTyped,
  counter as ruleCounter,
  propose as rulePropose,
  setOpenPoints as ruleSetOpenPoints,
} from '../domain/proposing.ts';
import { recordProof, noteOnProof as ruleNoteOnProof } from '../domain/proving.ts';
import { type AnswerIs, answersAt, isStale, QUESTIONS, type Question } from '../domain/qualification.ts';
import { nextGate, type Stage } from '../domain/stages.ts';
import type { Dice } from './dice.ts';
import type { Life } from './life.ts';

/** An answer with its line of evidence. */
export type Said = readonly [is: AnswerIs, evidence: string];
export type Answers = { readonly [Q in Question]?: Said };

export type Proposed = { readonly euros: number; readonly agreed: string; readonly reason?: string };
type AtGate = {
  readonly words?: string;
  readonly answers?: Answers;
  readonly points?: readonly OpenPoint[];
  readonly proposal?: Proposed;
};
type ProofTold = {
  readonly wish?: string;
  readonly note?: string;
  readonly due?: Day;
  readonly roi?: Roi;
  readonly inPlaceOf?: ProofId;
};

export function euros(amount: number): Money {
  return (amount * 100) as Money;
}

/** A deal told in the words of the method, by its owner unless it says `by` whom. */
export class Telling {
  readonly life: Life;
  readonly #dice: Dice;
  #by: string | null = null;

  constructor(life: Life, dice: Dice) {
    this.life = life;
    this.#dice = dice;
  }

  get deal(): Deal {
    return this.life.deal;
  }

  /** The next gesture is somebody else's than the owner's. */
  by(handle: string): this {
    this.#by = handle;
    return this;
  }

  answers(at: Date, said: Answers): this {
    return this.#do(at, (deal, scene) => qualify(deal, { answered: typed(said), seen: deal.version }, scene));
  }

  /** Through the next gate, with what has gone stale asked again and answered as before. */
  advance(at: Date, { words = 'Yes.', answers = {}, points, proposal }: AtGate = {}): this {
    return this.#do(at, (deal, scene) => {
      if (deal.standing.is !== 'live') throw new Error(`${deal.company} is not live.`);
      const gate = nextGate(deal.standing.stage);
      const asked = gate === 'propose' ? { stillAGo: 'yes' as const, words } : NOTHING_ASKED;
      const answered = { ...askedAgain(deal, scene.now), ...typed(answers) };
      const offer = proposal === undefined ? null : this.#proposal(proposal);
      const form = { gate, seen: deal.version, asked, answered, openPoints: points ?? null, proposal: offer };
      return advance(deal, form, scene);
    });
  }

  /** Asks for a proof, which is then the one that `proofIs` speaks of. */
  proof(at: Date, kind: ProofKind, told: ProofTold = {}): this {
    const { wish = '', note = '', due = null, roi = null, inPlaceOf = null } = told;
    const id = this.#dice.uuid() as ProofId;
    return this.#do(at, (deal, scene) => {
      const facts = { id, kind, wish, note, due, roi, inPlaceOf, link: '', owner: deal.owner };
      return recordProof(deal, [{ ...facts, state: 'asked-for' }], scene);
    });
  }

  /** The last proof of a kind came into a state. */
  proofIs(at: Date, kind: ProofKind, state: ProofState, { note = '', roi }: { note?: string; roi?: Roi } = {}): this {
    return this.#do(at, (deal, scene) => {
      const before = this.last(kind);
      const kept = { ...before, state, note: note === '' ? before.note : note, roi: roi ?? before.roi };
      return recordProof(deal, [kept], scene);
    });
  }

  last(kind: ProofKind) {
    const proof = this.deal.proofs.findLast((one) => one.kind === kind);
    if (proof === undefined) throw new Error(`${this.deal.company} has no proof of the kind ${kind}.`);
    return proof;
  }

  noteOnProof(at: Date, { none = '', bad = '' }: { none?: string; bad?: string }): this {
    return this.#do(at, (deal, scene) => ruleNoteOnProof(deal, { noProofWanted: none, badForContact: bad }, scene));
  }

  points(at: Date, ...points: readonly OpenPoint[]): this {
    return this.#do(at, (deal, scene) => ruleSetOpenPoints(deal, points, scene));
  }

  propose(at: Date, proposal: Proposed): this {
    return this.#do(at, (deal, scene) => rulePropose(deal, this.#proposal(proposal), scene));
  }

  counter(at: Date, counter: Counter): this {
    return this.#do(at, (deal, scene) => ruleCounter(deal, counter, scene));
  }

  edit(at: Date, but: Partial<Edit>): this {
    return this.#do(at, (deal, scene) => {
      const { company, title, contact, amount, expectedClose } = deal;
      const facts = { company, title, contact, amount, expectedClose, isSamePerson: false, ...but };
      return ruleEdit(deal, facts, scene);
    });
  }

  win(at: Date, { amount = this.deal.amount, reason = '', on = this.life.floor.dayOf(at) } = {}): this {
    return this.#do(at, (deal, scene) => {
      if (amount === null) throw new Error(`${deal.company} is won for nothing.`);
      const form = { seen: deal.version, amount, on, openPoints: [], reason, asked: NOTHING_ASKED, answered: {} };
      return win(deal, form, scene);
    });
  }

  lose(at: Date, reason: Loss['reason'], but: Partial<Loss> = {}): this {
    return this.#do(at, (deal, scene) => lose(deal, { reason, alternative: '', wrong: [], note: '', ...but }, scene));
  }

  park(at: Date, until: Day, reason = ''): this {
    return this.#do(at, (deal, scene) => park(deal, { until, personsToday: scene.today, reason }, scene));
  }

  bringBack(at: Date): this {
    return this.#do(at, bringBack);
  }

  back(at: Date, to: Stage, reason: string): this {
    return this.#do(at, (deal, scene) => moveBack(deal, { to, reason }, scene));
  }

  reopen(at: Date, reason: string): this {
    return this.#do(at, (deal, scene) => reopen(deal, { reason }, scene));
  }

  reassign(at: Date, to: string, reason: string): this {
    const person = this.life.floor.person(to);
    return this.#do(at, (deal, scene) => ruleReassign(deal, { to: person, reason }, scene));
  }

  withdraw(at: Date): this {
    return this.#do(at, withdraw);
  }

  #proposal({ euros: amount, agreed, reason = '' }: Proposed): ProposalTyped {
    const link = `https://docs.example.com/larkfield/${this.deal.id.slice(0, 8)}-${this.deal.proposals.length + 1}`;
    return { amount: euros(amount), agreed, reason, link };
  }

  #do(at: Date, rule: (deal: Deal, scene: Scene) => Decision): this {
    this.life.do({ at, by: this.#by ?? this.life.owner }, rule);
    this.#by = null;
    return this;
  }
}

function typed(said: Answers): Answered {
  return Object.fromEntries(Object.entries(said).map(([question, [is, evidence]]) => [question, { is, evidence }]));
}

function askedAgain(deal: Deal, now: Date): Answered {
  const current = answersAt(deal.answers);
  const stale = QUESTIONS.filter((question) => isStale(current[question], now));
  return Object.fromEntries(
    stale.map((question) => [question, { is: current[question].is, evidence: current[question].evidence }]),
  );
}
