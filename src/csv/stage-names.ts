import { STAGES } from '../domain/stages.ts';
import { folded } from '../domain/text.ts';

/** What a CRM's stage can be to Sideline. */
export const PLACES = [...STAGES, 'won', 'lost'] as const;
export type Place = (typeof PLACES)[number];

/**
 * Stages as HubSpot, Pipedrive and Salesforce come with, and the usual names for them. Where a name could be one of two,
 * the earlier: a deal that is placed too early is asked more, one too late is asked less.
 */
const NAMES: { readonly [P in Place]: string } = {
  qualify:
    'qualify, qualification, qualifying, qualified, prospecting, prospect, engaging, lead, new, new lead, lead in, discovery, contacted, contact made, first call, appointment scheduled, meeting scheduled, qualified to buy, needs analysis, needs defined, identified',
  prove:
    'prove, proof, proof of concept, poc, pilot, trial, demo, demo scheduled, demonstration, evaluation, presentation scheduled, presentation, value proposition, id. decision makers, perception analysis',
  propose:
    'propose, proposal, proposal made, proposal sent, proposal/price quote, quote, quote sent, decision maker bought-in',
  negotiate:
    'negotiate, negotiation, negotiations started, negotiating, negotiation/review, contract, contract sent, contract negotiation',
  won: 'won, closed won, closed - won, closed (won)',
  lost: 'lost, closed lost, closed - lost, closed (lost)',
};

const KNOWN: ReadonlyMap<string, Place> = new Map(
  PLACES.flatMap((place) => NAMES[place].split(',').map((name) => [stageKey(name), place] as const)),
);

/** What a stage's name means, as the operator told or as it usually does; null if neither says. */
export function placeOf(name: string, told: ReadonlyMap<string, Place>): Place | null {
  const key = stageKey(name);
  // HubSpot writes the pipeline behind it: "Contract Sent (Sales Pipeline)".
  const bare = stageKey(name.replace(/\s*\([^()]*\)\s*$/, ''));
  return told.get(key) ?? told.get(bare) ?? KNOWN.get(key) ?? KNOWN.get(bare) ?? null;
}

/** How names of stages are compared: letters and digits only, so that `closedwon` is `Closed - Won`. */
export function stageKey(name: string): string {
  return folded(name).replace(/[^\p{L}\p{N}]+/gu, '');
}
