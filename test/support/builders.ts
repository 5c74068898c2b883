import { randomUUID } from 'node:crypto';
import type { DealId, PersonId, ProofId } from '../../src/domain/brand.ts';
import { addDays, type Day, dayIn, parseDay } from '../../src/domain/calendar.ts';
import {
  type Deal,
  ended,
  type Loss,
  type Proof,
  type Proposal,
  type Standing,
  type Stint,
} from '../../src/domain/deal.ts';
import type { Scene } from '../../src/domain/decision.ts';
import type { Money } from '../../src/domain/money.ts';
import type { Discount, LedgerEntry } from '../../src/domain/negotiation.ts';
import { type AnswerIs, type GivenAnswer, QUESTIONS, type Question } from '../../src/domain/qualification.ts';
import type { Relation } from '../../src/domain/roles.ts';
import { firstSettings, type Settings } from '../../src/domain/settings.ts';
import { earlierStages, type Stage } from '../../src/domain/stages.ts';

/** Every test's moment unless it says otherwise: a Tuesday, noon in the workspace's zone, in the first quarter. */
export const NOW = new Date('2026-03-10T11:00:00Z');
export const ZONE = 'Europe/Berlin';

export const OWNER = '00000000-0000-4000-8000-000000000001' as PersonId;
export const MANAGER = '00000000-0000-4000-8000-000000000002' as PersonId;
export const ADMIN = '00000000-0000-4000-8000-000000000003' as PersonId;
export const TEAMMATE = '00000000-0000-4000-8000-000000000004' as PersonId;

const MS_A_DAY = 86_400_000;

export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`Not a day between 2000 and 2100: ${text}`);
  return parsed;
}

/** In minor units. */
export function money(minorUnits: number): Money {
  return minorUnits as Money;
}

/** The instant some days, of 24 hours each, after `NOW` or another one; before it where negative. */
export function daysLater(days: number, from: Date = NOW): Date {
  return new Date(from.getTime() + days * MS_A_DAY);
}

export const TODAY: Day = dayIn(ZONE, NOW);
export const YESTERDAY: Day = addDays(TODAY, -1);
export const TOMORROW: Day = addDays(TODAY, 1);

export function someSettings(but: Partial<Settings> = {}): Settings {
  return { ...firstSettings(ZONE), ...but };
}

/** What somebody is to the deal of `OWNER`. */
export function aRelation(who: 'owner' | 'manager' | 'admin' | 'teammate', but: Partial<Relation> = {}): Relation {
  const person = { owner: OWNER, manager: MANAGER, admin: ADMIN, teammate: TEAMMATE }[who];
  return {
    person,
    isOwner: who === 'owner',
    managesOwner: who === 'manager',
    isAdmin: who === 'admin',
    others: [],
    ...but,
  };
}

type SceneSays = Partial<Omit<Scene, 'relation' | 'settings'>> & {
  /** The owner asks, unless said. */
  readonly relation?: Relation | Parameters<typeof aRelation>[0];
  readonly settings?: Partial<Settings>;
};

export function aScene({ now = NOW, today, relation = 'owner', settings }: SceneSays = {}): Scene {
  const set = someSettings(settings);
  return {
    now,
    today: today ?? dayIn(set.zone, now),
    relation: typeof relation === 'string' ? aRelation(relation) : relation,
    settings: set,
  };
}

export function anAnswer(question: Question, is: AnswerIs, but: Partial<GivenAnswer> = {}): GivenAnswer {
  const at = but.at ?? daysLater(-1);
  const evidence = is === 'not-asked' ? '' : `They spoke of ${question}`;
  return { question, is, evidence, at, idleSince: at, contactChanged: false, by: OWNER, version: 2, ...but };
}

/** All four questions, of which the prospect said so but for those named; evidence is there unless said. */
export function someAnswers(
  named: { readonly [Q in Question]?: AnswerIs | Partial<GivenAnswer> } = {},
  but: Partial<GivenAnswer> = {},
): readonly GivenAnswer[] {
  return QUESTIONS.map((question) => {
    const said = named[question] ?? 'said-so';
    if (typeof said === 'string') return anAnswer(question, said, but);
    return anAnswer(question, said.is ?? 'said-so', { ...but, ...said });
  });
}

export function aProof(but: Partial<Proof> = {}): Proof {
  return {
    id: randomUUID() as ProofId,
    kind: 'demo',
    wish: '',
    state: 'asked-for',
    since: daysLater(-1),
    owner: OWNER,
    due: null,
    note: '',
    link: '',
    roi: null,
    inPlaceOf: null,
    ...but,
  };
}

export function aProposal(but: Partial<Proposal> = {}): Proposal {
  return {
    amount: money(1_000_000),
    agreed: '40 seats for a year',
    link: 'https://docs.example/offer',
    at: daysLater(-1),
    by: OWNER,
    ...but,
  };
}

export function aDiscount(minorUnits: number, but: Partial<Discount> = {}): Discount & LedgerEntry {
  return {
    kind: 'discount',
    amount: money(minorUnits),
    reason: 'For a signature this week',
    via: 'counter',
    isOverLimit: false,
    isOwnYes: false,
    at: daysLater(-1),
    by: OWNER,
    ...but,
  };
}

export function aValue(words = 'Two days of onboarding'): LedgerEntry {
  return { kind: 'value', value: 'onboarding', words, at: daysLater(-1), by: OWNER };
}

export function aLoss(but: Partial<Loss> = {}): Loss {
  return { reason: 'no-decision', alternative: '', wrong: [], note: '', ...but };
}

type DealSays = Partial<Deal> & {
  /** Where it is live; where it was parked or closed, `standing` says how. */
  readonly stage?: Stage;
};

/**
 * A deal of `OWNER`, opened ten days ago, that came to its stage in the proper way: past Qualify everything was answered, past
 * Prove a demo was accepted, past Propose a proposal of 10,000.00 is on record. In Qualify nothing was asked yet.
 */
export function aDeal({ stage: live = 'qualify', ...but }: DealSays = {}): Deal {
  const standing = but.standing ?? { is: 'live', stage: live };
  const stage = stageIn(standing, live);
  const passed = earlierStages(stage).length;
  const openedAt = but.openedAt === undefined ? daysLater(-10) : but.openedAt;
  const owner = but.owner ?? OWNER;
  return {
    id: randomUUID() as DealId,
    version: passed === 0 ? 1 : passed + 2,
    company: 'Acme',
    title: 'Seats',
    contact: { name: 'Ada Young', role: 'Head of operations' },
    owner,
    owners: [{ person: owner, since: openedAt ?? daysLater(-10) }],
    amount: money(1_000_000),
    expectedClose: addDays(TODAY, 14),
    openedAt,
    standing,
    areGatesUnseen: false,
    qualified: passed === 0 ? null : { at: daysLater(1, openedAt ?? daysLater(-10)), how: 'gate' },
    answers: passed === 0 ? [] : someAnswers(),
    proofs: passed < 2 ? [] : [aProof({ state: 'accepted' })],
    noProofWanted: '',
    badForContact: '',
    openPoints: [],
    proposals: passed < 3 ? [] : [aProposal()],
    ledger: [],
    stints: stintsTo(stage, standing, openedAt),
    externalId: null,
    ...but,
  };
}

function stageIn(standing: Standing, live: Stage): Stage {
  switch (standing.is) {
    case 'live':
    case 'parked':
      return standing.stage;
    case 'won':
      return 'negotiate';
    case 'lost':
      return standing.from ?? 'qualify';
    case 'withdrawn':
      return live;
  }
}

/** A day in each stage on the way; closed yesterday, or parked since then. */
function stintsTo(stage: Stage, standing: Standing, openedAt: Date | null): readonly Stint[] {
  const stages = [...earlierStages(stage)].reverse().concat(stage);
  const begun = (index: number): Date | null => openedAt && daysLater(index, openedAt);
  const stints = stages.map((each, index): Stint => {
    const to = index === stages.length - 1 ? null : daysLater(index + 1, openedAt ?? daysLater(-10));
    return { stage: each, isParked: false, from: begun(index), to };
  });
  if (standing.is === 'live') return stints;
  const left = ended(stints, daysLater(-1));
  return standing.is === 'parked' ? [...left, { stage, isParked: true, from: daysLater(-1), to: null }] : left;
}
