import type { DatedEvent, GivenCredit, NewDeal } from '../db/insert-deals.ts';
import type { PersonId } from '../domain/brand.ts';
import { awake, type Deal } from '../domain/deal.ts';
import { type Credit, type DealEvent, type Decision, event, type Scene } from '../domain/decision.ts';
import { mayChange } from '../domain/roles.ts';
import type { Floor } from './floor.ts';
import { SETTINGS } from './roster.ts';

/** Two things done to a deal are never at the same moment. */
const LEAST_GAP_MS = 4 * 60_000;

type Step = { readonly at: Date; readonly by: string };

/**
 * A deal as it is lived, one gesture after another, each decided by the rules as of its moment: no state comes about
 * that they would refuse. A refused gesture is a mistake of the story, and throws.
 */
export class Life {
  deal: Deal;
  readonly floor: Floor;
  readonly #events: DatedEvent[] = [];
  readonly #credits: GivenCredit[] = [];
  #last: Date;

  constructor(
    floor: Floor,
    { deal, events }: { readonly deal: Deal; readonly events: readonly DealEvent[] },
    { at, by }: { readonly at: Date; readonly by: PersonId | null },
  ) {
    this.floor = floor;
    this.deal = deal;
    this.#last = at;
    this.#record(events, { at, by, version: deal.version });
  }

  get lived(): NewDeal {
    return { deal: this.deal, events: this.#events, credits: this.#credits };
  }

  get owner(): string {
    return this.floor.handle(this.deal.owner);
  }

  /** The moment of the last gesture. */
  get last(): Date {
    return this.#last;
  }

  /** One gesture; a moment that has gone by for this deal is moved on. */
  do({ at: planned, by }: Step, rule: (deal: Deal, scene: Scene) => Decision): void {
    const at = new Date(Math.max(planned.getTime(), this.#last.getTime() + LEAST_GAP_MS));
    if (at >= this.floor.now) throw this.#mistake('it lies in the future', at);
    const deal = awake(this.deal, this.floor.dayOf(at), SETTINGS.zone);
    const scene = this.floor.scene(at, by, deal.owner);
    if (!mayChange(scene.relation)) throw this.#mistake(`${by} may not change it`, at);
    const decision = rule(deal, scene);
    if (decision.is !== 'changed') throw this.#mistake(JSON.stringify(decision), at);
    const { version } = decision.deal;
    if (deal !== this.deal) this.#cameBack(deal, version);
    this.#record(decision.events, { at, by: scene.relation.person, version });
    if (decision.credit !== null) this.#credit(decision.credit, at);
    this.deal = decision.deal;
    this.#last = at;
  }

  #mistake(why: string, at: Date): Error {
    return new Error(`The sample's ${this.deal.company} (${this.owner}), ${at.toISOString()}: ${why}.`);
  }

  #record(events: readonly DealEvent[], dated: Pick<DatedEvent, 'at' | 'by' | 'version'>): void {
    this.#events.push(...events.map((each) => ({ ...each, ...dated })));
  }

  #cameBack(awoken: Deal, version: number): void {
    const { standing } = this.deal;
    if (standing.is !== 'parked') return;
    const { stage, until } = standing;
    const at = awoken.stints.at(-1)?.from ?? this.#last;
    this.#record([event('came-back', { stage, until }, {})], { at, by: null, version });
  }

  #credit(credit: Credit, at: Date): void {
    if (credit.kind === 'give') {
      const { to, amount, on } = credit;
      this.#credits.push({ person: to, team: this.floor.teamId(to), amount, on, at });
      return;
    }
    const last = this.#credits.findLast(({ amount }) => amount > 0);
    if (last) this.#credits.push({ ...last, amount: -last.amount as typeof last.amount, on: credit.on, at });
  }
}
