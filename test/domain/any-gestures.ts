import fc from 'fast-check';
import { qualify } from '../../src/domain/answering.ts';
import type { ProofId } from '../../src/domain/brand.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { lose, reopen, win, withdraw } from '../../src/domain/closing.ts';
import { type Deal, LOSS_REASONS, OPEN_POINTS, PROOF_STATES } from '../../src/domain/deal.ts';
import type { Decision, Scene } from '../../src/domain/decision.ts';
import { edit } from '../../src/domain/editing.ts';
import type { AskedAtGate } from '../../src/domain/gates.ts';
import { reassign } from '../../src/domain/handing-over.ts';
import { advance, bringBack, moveBack, park } from '../../src/domain/moves.ts';
import { counter, propose, setOpenPoints } from '../../src/domain/proposing.ts';
import { noteOnProof, recordProof } from '../../src/domain/proving.ts';
import { ANSWERS, QUESTIONS } from '../../src/domain/qualification.ts';
import { GATES, STAGES } from '../../src/domain/stages.ts';
import { aProof, MANAGER, money, OWNER, TEAMMATE } from '../support/builders.ts';

export type Gesture = {
  readonly name: string;
  readonly asked: AskedAtGate;
  readonly on: (deal: Deal, scene: Scene) => Decision;
};

const NOT_ASKED: AskedAtGate = { stillAGo: 'not-asked', words: '' };
const PROOFS = [1, 2, 3].map((number) => `00000000-0000-4000-9000-00000000000${number}` as ProofId);

const reason = fc.constantFrom('', 'They said so on the phone', 'Budget is cut');
const amount = fc.constantFrom(0, 1, 500, 850, 900, 950, 1_000, 1_500, 9_999_999_999_999).map(money);
const points = fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.subarray([...OPEN_POINTS], { maxLength: 2 }));
const answer = fc.record({
  is: fc.oneof({ weight: 12, arbitrary: fc.constant('said-so' as const) }, fc.constantFrom(...ANSWERS)),
  evidence: fc.constantFrom('', 'Their words'),
});
/** Most often everything is answered, so that deals get far enough to be held late. */
const answered = fc.oneof(
  { weight: 2, arbitrary: fc.record({ timing: answer, decision: answer, price: answer, alternatives: answer }) },
  fc.record({ timing: answer, decision: answer, price: answer, alternatives: answer }, { requiredKeys: [] }),
);
const asked = fc.record({
  stillAGo: fc.constantFrom('yes' as const, 'yes' as const, 'yes' as const, 'no' as const, 'not-asked' as const),
  words: fc.constantFrom('', 'Yes, gladly'),
});
const proposal = fc.record({
  amount,
  agreed: fc.constantFrom('', '40 seats', '40 seats', '50 seats'),
  link: fc.constantFrom('https://docs.example/1', 'https://docs.example/1', ''),
  reason,
});
/** The version on the screen: this one, or an older one. */
const lag = fc.constantFrom(0, 0, 0, 1, 3);
const proof = fc.record({
  id: fc.constantFrom(...PROOFS),
  kind: fc.constantFrom('demo' as const, 'other' as const),
  wish: fc.constantFrom('', 'A visit'),
  state: fc.oneof({ weight: 3, arbitrary: fc.constant('accepted' as const) }, fc.constantFrom(...PROOF_STATES)),
  inPlaceOf: fc.constantFrom(null, ...PROOFS),
});
const counters = fc.oneof(
  fc.record({ kind: fc.constant('discount' as const), amount, reason }),
  fc.constant({ kind: 'value' as const, value: 'training' as const, words: 'Two days' }),
  fc.constant({ kind: 'asked-discount' as const, basisPoints: 2_000, words: '' }),
  fc.constant({ kind: 'asked-term' as const, words: 'Net 90' }),
);

function gesture(name: string, on: Gesture['on'], atGate: AskedAtGate = NOT_ASKED): Gesture {
  return { name, on, asked: atGate };
}

const qualifies = fc
  .record({ answered, lag })
  .map((typed) =>
    gesture('qualify', (deal, scene) => qualify(deal, { ...typed, seen: deal.version - typed.lag }, scene)),
  );

const advances = fc
  .record({ gate: fc.option(fc.constantFrom(...GATES)), lag, asked, answered, proposal: fc.option(proposal), points })
  .map((typed) =>
    gesture(
      'advance',
      (deal, scene) => {
        const { standing } = deal;
        const next = standing.is === 'live' ? GATES[STAGES.indexOf(standing.stage)] : undefined;
        const isProposing = next === 'negotiate' || typed.lag > 0;
        const form = {
          ...typed,
          gate: typed.gate ?? next ?? 'prove',
          seen: deal.version - typed.lag,
          openPoints: isProposing ? typed.points : null,
          proposal: isProposing ? typed.proposal : null,
        };
        return advance(deal, form, scene);
      },
      typed.asked,
    ),
  );

const wins = fc
  .record({ amount, ago: fc.constantFrom(0, 0, 0, -1, 1, 5, 100), openPoints: points, reason, asked })
  .map((typed) =>
    gesture(
      'win',
      (deal, scene) => {
        const on = addDays(scene.today, -typed.ago);
        return win(deal, { ...typed, on, seen: deal.version, answered: {} }, scene);
      },
      typed.asked,
    ),
  );

const others: readonly fc.Arbitrary<Gesture>[] = [
  fc.array(proof, { minLength: 1, maxLength: 2 }).map((typed) =>
    gesture('recordProof', (deal, scene) =>
      recordProof(
        deal,
        typed.map((each) => aProof(each)),
        scene,
      ),
    ),
  ),
  fc
    .constantFrom('', 'No need, they know us')
    .map((words) =>
      gesture('noteOnProof', (deal, scene) => noteOnProof(deal, { noProofWanted: words, badForContact: '' }, scene)),
    ),
  points.map((typed) => gesture('setOpenPoints', (deal, scene) => setOpenPoints(deal, typed, scene))),
  proposal.map((typed) => gesture('propose', (deal, scene) => propose(deal, typed, scene))),
  counters.map((typed) => gesture('counter', (deal, scene) => counter(deal, typed, scene))),
  fc
    .record({ to: fc.constantFrom(...STAGES), reason })
    .map((typed) => gesture('moveBack', (deal, scene) => moveBack(deal, typed, scene))),
  fc
    .record({ days: fc.constantFrom(-1, 0, 1, 3, 40), reason })
    .map(({ days, reason: why }) =>
      gesture('park', (deal, scene) =>
        park(deal, { until: addDays(scene.today, days), personsToday: scene.today, reason: why }, scene),
      ),
    ),
  fc.constant(gesture('bringBack', bringBack)),
  reason.map((why) => gesture('reopen', (deal, scene) => reopen(deal, { reason: why }, scene))),
  fc
    .record({ to: fc.constantFrom(OWNER, MANAGER, TEAMMATE), reason })
    .map((typed) => gesture('reassign', (deal, scene) => reassign(deal, typed, scene))),
  fc
    .record({ name: fc.constantFrom('Ada', 'Bob', ''), isSamePerson: fc.boolean(), amount: fc.option(amount) })
    .map(({ name, isSamePerson, amount: typed }) =>
      gesture('edit', (deal, scene) => {
        const { company, title, expectedClose } = deal;
        const contact = name === '' ? null : { name, role: '' };
        return edit(
          deal,
          { company, title, expectedClose, contact, isSamePerson, amount: typed ?? deal.amount },
          scene,
        );
      }),
    ),
];

/** Rare, because there they end. */
const endings: readonly fc.Arbitrary<Gesture>[] = [
  fc
    .record({ reason: fc.constantFrom(...LOSS_REASONS), note: reason })
    .map((typed) =>
      gesture('lose', (deal, scene) => lose(deal, { ...typed, alternative: 'Rival', wrong: [...QUESTIONS] }, scene)),
    ),
  fc.constant(gesture('withdraw', withdraw)),
];

export const anyGesture: fc.Arbitrary<Gesture> = fc.oneof(
  { weight: 12, arbitrary: advances },
  { weight: 4, arbitrary: qualifies },
  { weight: 4, arbitrary: wins },
  ...others.map((arbitrary) => ({ weight: 2, arbitrary })),
  ...endings.map((arbitrary) => ({ weight: 1, arbitrary })),
);
