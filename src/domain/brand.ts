declare const brand: unique symbol;

/** A value of a plain type that only its own edge can make: a zod schema, or the database. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Slack's team_id: the workspace that a row belongs to. Never a sales team. */
export type WorkspaceId = Brand<string, 'WorkspaceId'>;
/** Slack's user id. */
export type SlackUserId = Brand<string, 'SlackUserId'>;
export type PersonId = Brand<string, 'PersonId'>;
export type TeamId = Brand<string, 'TeamId'>;
export type DealId = Brand<string, 'DealId'>;
export type ProofId = Brand<string, 'ProofId'>;

/** The end of a switch over a union: does not compile while a member is left out. */
export function never(value: never): never {
  throw new Error(`Not a member of its union: ${JSON.stringify(value)}`);
}
