import { relations, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DealId, PersonId, ProofId, SlackUserId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import {
  LOSS_REASONS,
  OPEN_POINTS,
  type OpenPoint,
  PROOF_KINDS,
  PROOF_STATES,
  type Qualified,
} from '../domain/deal.ts';
import { EVENT_KINDS, type Facts } from '../domain/decision.ts';
import type { Money } from '../domain/money.ts';
import { type Discount, type LedgerEntry, VALUES } from '../domain/negotiation.ts';
import { ANSWERS, QUESTIONS, type Question } from '../domain/qualification.ts';
import { STAGES } from '../domain/stages.ts';

export const STANDINGS = ['live', 'parked', 'won', 'lost', 'withdrawn'] as const;

const workspaceId = () => text().notNull().$type<WorkspaceId>();
const personId = () => uuid().$type<PersonId>();
const dealId = () => uuid().notNull().$type<DealId>();
const instant = () => timestamp({ withTimezone: true });
const day = () => date({ mode: 'string' }).$type<Day>();
const money = () => bigint({ mode: 'number' }).$type<Money>();

/** A Slack workspace and what it has set; the row is made at its first gesture. */
export const workspace = pgTable('workspace', {
  id: text().primaryKey().$type<WorkspaceId>(),
  currency: text().notNull(),
  decimal: text({ enum: ['.', ','] }).notNull(),
  fiscalYearStart: smallint().notNull(),
  zone: text().notNull(),
  capacity: integer().notNull(),
  /** Basis points. */
  discountLimit: integer().notNull(),
  /** Null until an admin has saved the settings once. */
  setUpAt: instant(),
});

export const person = pgTable(
  'person',
  {
    id: uuid().primaryKey().defaultRandom().$type<PersonId>(),
    workspaceId: workspaceId().references(() => workspace.id),
    /** Null for people known from a file only. */
    slackUserId: text().$type<SlackUserId>(),
    name: text().notNull(),
    /** The name that a CRM's export gives them, folded; stays when they become a Slack user. */
    crmName: text(),
    isAdmin: boolean().notNull().default(false),
  },
  (table) => [
    uniqueIndex('person_by_slack_user').on(table.workspaceId, table.slackUserId),
    uniqueIndex('person_by_crm_name').on(table.workspaceId, table.crmName),
    unique('person_in_workspace').on(table.workspaceId, table.id),
  ],
);

/** A sales team: a manager and reps. Never a workspace, which Slack calls a team. */
export const team = pgTable(
  'team',
  {
    id: uuid().primaryKey().defaultRandom().$type<TeamId>(),
    workspaceId: workspaceId().references(() => workspace.id),
    name: text().notNull(),
    nameFolded: text().notNull(),
    managerId: personId(),
    /** Basis points; null: the workspace's. */
    discountLimit: integer(),
    /** Where the team hears of its wins; null: nowhere. */
    channelId: text(),
    showsWonAmount: boolean().notNull().default(false),
  },
  (table) => [
    unique('team_in_workspace').on(table.workspaceId, table.id),
    uniqueIndex('team_by_name').on(table.workspaceId, table.nameFolded),
    index('team_by_manager').on(table.workspaceId, table.managerId),
    inWorkspace('team_manager', table.workspaceId, table.managerId, person),
  ],
);

/** Who is on a team, from the day they joined (null: all along) to the day they left. */
export const membership = pgTable(
  'membership',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspaceId: workspaceId(),
    teamId: uuid().notNull().$type<TeamId>(),
    personId: personId().notNull(),
    joinedOn: day(),
    /** The first day on which they are no longer on the team. */
    leftOn: day(),
  },
  (table) => [
    index('membership_by_person').on(table.workspaceId, table.personId),
    index('membership_by_team').on(table.workspaceId, table.teamId),
    inWorkspace('membership_team', table.workspaceId, table.teamId, team),
    inWorkspace('membership_person', table.workspaceId, table.personId, person),
    check(
      'membership_in_order',
      sql`${table.leftOn} is null or ${table.joinedOn} is null or ${table.joinedOn} <= ${table.leftOn}`,
    ),
  ],
);

export const deal = pgTable(
  'deal',
  {
    id: uuid().primaryKey().$type<DealId>(),
    workspaceId: workspaceId().references(() => workspace.id),
    version: integer().notNull(),
    company: text().notNull(),
    companyFolded: text().notNull(),
    title: text().notNull(),
    titleFolded: text().notNull(),
    contactName: text(),
    contactRole: text().notNull().default(''),
    ownerId: personId().notNull(),
    /** Whether `deal_owner` has more than its first: of all others the owner is also whoever closed it. */
    hasChangedHands: boolean().notNull().default(false),
    amount: money(),
    currency: text().notNull(),
    expectedClose: day(),
    openedAt: instant(),
    standing: text({ enum: STANDINGS }).notNull(),
    /** Where it stands, is parked, or was closed from; null where an import does not say. */
    stage: text({ enum: STAGES }),
    parkedUntil: day(),
    closedOn: day(),
    finalAmount: money(),
    lossReason: text({ enum: LOSS_REASONS }),
    lossAlternative: text().notNull().default(''),
    lossWrong: text({ enum: QUESTIONS }).array().notNull().default([]).$type<Question[]>(),
    lossNote: text().notNull().default(''),
    areGatesUnseen: boolean().notNull(),
    qualifiedAt: instant(),
    qualifiedHow: text({ enum: ['gate', 'import', 'import-unsure'] }).$type<Qualified['how']>(),
    noProofWanted: text().notNull().default(''),
    badForContact: text().notNull().default(''),
    openPoints: text({ enum: OPEN_POINTS }).array().notNull().default([]).$type<OpenPoint[]>(),
    externalId: text(),
  },
  (table) => [
    unique('deal_in_workspace').on(table.workspaceId, table.id),
    uniqueIndex('deal_by_external_id').on(table.workspaceId, table.externalId),
    index('deal_by_owner_and_standing').on(table.workspaceId, table.ownerId, table.standing),
    index('deal_by_company').on(table.workspaceId, table.companyFolded),
    index('deal_by_closing_day').on(table.workspaceId, table.closedOn).where(sql`${table.closedOn} is not null`),
    /** Has all that a sum by owner and stage asks for. */
    index('deal_open_by_owner')
      .on(
        ...([table.workspaceId, table.ownerId, table.stage, table.expectedClose, table.amount] as const),
        ...[table.standing, table.parkedUntil, table.qualifiedHow, table.openedAt],
      )
      .where(sql`${table.standing} in ('live', 'parked')`),
    /** These two have all that counts of closed deals ask for, and those of one owner side by side. */
    index('deal_won_by_owner')
      .on(table.workspaceId, table.ownerId, table.closedOn, table.finalAmount)
      .where(sql`${table.standing} = 'won' and not ${table.hasChangedHands}`),
    index('deal_lost_by_owner')
      .on(table.workspaceId, table.ownerId, table.closedOn, table.stage, table.qualifiedHow)
      .where(sql`${table.standing} = 'lost' and not ${table.hasChangedHands}`),
    index('deal_changed_hands')
      .on(
        ...([table.workspaceId, table.closedOn, table.id, table.ownerId, table.standing, table.stage] as const),
        ...[table.qualifiedHow, table.finalAmount],
      )
      .where(sql`${table.closedOn} is not null and ${table.hasChangedHands}`),
    index('deal_by_qualified_at').on(table.workspaceId, table.qualifiedAt),
    index('deal_parked').on(table.workspaceId, table.parkedUntil).where(sql`${table.standing} = 'parked'`),
    inWorkspace('deal_owner_person', table.workspaceId, table.ownerId, person),
    check('deal_parked_until', sql`(${table.standing} = 'parked') = (${table.parkedUntil} is not null)`),
    check('deal_closed_on', sql`(${table.standing} in ('won', 'lost')) = (${table.closedOn} is not null)`),
    check('deal_won_amount', sql`(${table.standing} = 'won') = (${table.finalAmount} is not null)`),
    check('deal_stage_known', sql`${table.stage} is not null or ${table.standing} in ('won', 'lost')`),
  ],
);

/** A question's history; the last row of each is how it stands. */
export const dealAnswer = pgTable(
  'deal_answer',
  {
    dealId: dealId(),
    question: text({ enum: QUESTIONS }).notNull(),
    version: integer().notNull(),
    workspaceId: workspaceId(),
    answer: text({ enum: ANSWERS }).notNull(),
    evidence: text().notNull(),
    at: instant().notNull(),
    byId: personId(),
    idleSince: instant().notNull(),
    contactChanged: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.dealId, table.question, table.version] }), ofDeal('answer', table)],
);

export const dealProof = pgTable(
  'deal_proof',
  {
    id: uuid().primaryKey().$type<ProofId>(),
    dealId: dealId(),
    workspaceId: workspaceId(),
    number: integer().notNull(),
    kind: text({ enum: PROOF_KINDS }).notNull(),
    wish: text().notNull(),
    state: text({ enum: PROOF_STATES }).notNull(),
    since: instant().notNull(),
    ownerId: personId(),
    due: day(),
    note: text().notNull(),
    link: text().notNull(),
    cost: money(),
    yearlyGain: money(),
    inPlaceOf: uuid().$type<ProofId>(),
  },
  (table) => [index('proof_by_deal').on(table.dealId), ofDeal('proof', table)],
);

export const dealProposal = pgTable(
  'deal_proposal',
  {
    dealId: dealId(),
    number: integer().notNull(),
    workspaceId: workspaceId(),
    amount: money().notNull(),
    agreed: text().notNull(),
    link: text().notNull(),
    at: instant().notNull(),
    byId: personId(),
  },
  (table) => [primaryKey({ columns: [table.dealId, table.number] }), ofDeal('proposal', table)],
);

/** What was asked, countered and given, line by line. */
export const dealLedger = pgTable(
  'deal_ledger',
  {
    dealId: dealId(),
    number: integer().notNull(),
    workspaceId: workspaceId(),
    kind: text({ enum: ['asked-discount', 'asked-term', 'asked-other', 'value', 'discount'] })
      .notNull()
      .$type<LedgerEntry['kind']>(),
    basisPoints: integer(),
    amount: money(),
    value: text({ enum: VALUES }),
    words: text().notNull(),
    via: text({ enum: ['counter', 'proposal', 'closing'] }).$type<Discount['via']>(),
    isOverLimit: boolean().notNull(),
    isOwnYes: boolean().notNull(),
    at: instant().notNull(),
    byId: personId(),
  },
  (table) => [primaryKey({ columns: [table.dealId, table.number] }), ofDeal('ledger', table)],
);

/** Each unbroken time in a stage, live or parked. */
export const dealStint = pgTable(
  'deal_stint',
  {
    dealId: dealId(),
    number: integer().notNull(),
    workspaceId: workspaceId(),
    stage: text({ enum: STAGES }).notNull(),
    isParked: boolean().notNull(),
    startedAt: instant(),
    endedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.dealId, table.number] }),
    index('stint_parked').on(table.workspaceId, table.dealId).where(sql`${table.isParked}`),
    ofDeal('stint', table),
  ],
);

export const dealOwner = pgTable(
  'deal_owner',
  {
    dealId: dealId(),
    number: integer().notNull(),
    workspaceId: workspaceId(),
    personId: personId().notNull(),
    since: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.dealId, table.number] }),
    /** Few, so that whoever took a deal over is found without a look into the history of all. */
    index('owner_by_taking_over')
      .on(table.workspaceId, table.dealId, table.number, table.since, table.personId)
      .where(sql`${table.number} > 0`),
    ofDeal('owner', table),
    inWorkspace('deal_owner_is', table.workspaceId, table.personId, person),
  ],
);

/** Who changed what, when, from what to what. */
export const dealEvent = pgTable(
  'deal_event',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    dealId: dealId(),
    workspaceId: workspaceId(),
    version: integer().notNull(),
    at: instant().notNull(),
    /** Null where it came about by itself, or by an import from the command line. */
    byId: personId(),
    /** The owner, where somebody else acted for them. */
    forId: personId(),
    kind: text({ enum: EVENT_KINDS }).notNull(),
    before: jsonb().notNull().$type<Facts>(),
    after: jsonb().notNull().$type<Facts>(),
    reason: text().notNull(),
  },
  (table) => [
    index('event_by_deal').on(table.dealId, table.id),
    /** What moved in a week; an import's rows, by the hundred thousand, are not among them. */
    index('event_by_moment')
      .on(table.workspaceId, table.at)
      .where(sql`${table.kind} in ('opened', 'edited', 'advanced', 'moved-back', 'won', 'lost')`),
    ofDeal('event', table),
  ],
);

/** Won amounts by person and team, for good; a win that was reopened has a row of the same amount below zero. */
export const credit = pgTable(
  'credit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: workspaceId(),
    dealId: dealId(),
    personId: personId().notNull(),
    teamId: uuid().$type<TeamId>(),
    amount: money().notNull(),
    creditedOn: day().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    index('credit_by_person_and_day').on(table.workspaceId, table.personId, table.creditedOn),
    /** Has all that a sum by person asks for, and a team's of a quarter side by side. */
    index('credit_by_team_and_day').on(
      ...([table.workspaceId, table.teamId, table.creditedOn, table.personId, table.amount] as const),
    ),
    index('credit_by_day').on(
      table.workspaceId,
      table.creditedOn,
      table.personId,
      table.teamId,
      table.dealId,
      table.amount,
    ),
    index('credit_by_deal').on(table.dealId),
    ofDeal('credit', table),
    inWorkspace('credit_person', table.workspaceId, table.personId, person),
    inWorkspace('credit_team', table.workspaceId, table.teamId, team),
  ],
);

/** What Slack may deliver twice, and what came of it the first time. */
export const interaction = pgTable(
  'interaction',
  {
    key: text().primaryKey(),
    workspaceId: workspaceId(),
    personId: personId().notNull(),
    receivedAt: instant().notNull(),
    result: jsonb().notNull().$type<{ [fact: string]: string | number | boolean | null }>(),
  },
  (table) => [index('interaction_by_age').on(table.receivedAt)],
);

/** Changes of settings, teams, members and admins. */
export const setupEvent = pgTable(
  'setup_event',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: workspaceId().references(() => workspace.id),
    at: instant().notNull(),
    byId: personId(),
    what: text().notNull(),
    before: jsonb().notNull().$type<Facts>(),
    after: jsonb().notNull().$type<Facts>(),
  },
  (table) => [index('setup_event_by_workspace').on(table.workspaceId, table.id)],
);

export const dealRelations = relations(deal, ({ many }) => ({
  answers: many(dealAnswer),
  proofs: many(dealProof),
  proposals: many(dealProposal),
  ledger: many(dealLedger),
  stints: many(dealStint),
  owners: many(dealOwner),
}));
export const answerRelations = relations(dealAnswer, ({ one }) => ({
  deal: one(deal, { fields: [dealAnswer.dealId], references: [deal.id] }),
}));
export const proofRelations = relations(dealProof, ({ one }) => ({
  deal: one(deal, { fields: [dealProof.dealId], references: [deal.id] }),
}));
export const proposalRelations = relations(dealProposal, ({ one }) => ({
  deal: one(deal, { fields: [dealProposal.dealId], references: [deal.id] }),
}));
export const ledgerRelations = relations(dealLedger, ({ one }) => ({
  deal: one(deal, { fields: [dealLedger.dealId], references: [deal.id] }),
}));
export const stintRelations = relations(dealStint, ({ one }) => ({
  deal: one(deal, { fields: [dealStint.dealId], references: [deal.id] }),
}));
export const ownerRelations = relations(dealOwner, ({ one }) => ({
  deal: one(deal, { fields: [dealOwner.dealId], references: [deal.id] }),
}));

/** A reference that cannot leave its workspace. */
function inWorkspace(
  name: string,
  workspaceColumn: PgColumn,
  column: PgColumn,
  other: { workspaceId: PgColumn; id: PgColumn },
) {
  return foreignKey({ name, columns: [workspaceColumn, column], foreignColumns: [other.workspaceId, other.id] });
}

function ofDeal(name: string, table: { workspaceId: PgColumn; dealId: PgColumn }) {
  return inWorkspace(`${name}_of_deal`, table.workspaceId, table.dealId, deal);
}
