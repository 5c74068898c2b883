/** The stages in which a deal lives, in their order; the fifth gateway is the close itself. Product, section 3. */
export const STAGES = ['qualify', 'prove', 'propose', 'negotiate'] as const;
export type Stage = (typeof STAGES)[number];

/** A gate is named after what lies behind it. */
export const GATES = ['prove', 'propose', 'negotiate', 'won'] as const;
export type Gate = (typeof GATES)[number];

const NEXT: { readonly [S in Stage]: Gate } = {
  qualify: 'prove',
  prove: 'propose',
  propose: 'negotiate',
  negotiate: 'won',
};

export function nextGate(stage: Stage): Gate {
  return NEXT[stage];
}

/** Every stage before this one, the nearest first. */
export function earlierStages(stage: Stage): readonly Stage[] {
  return STAGES.slice(0, STAGES.indexOf(stage)).reverse();
}

/** All gates on the way to one and that one itself, in their order. */
export function gatesUpTo(gate: Gate): readonly Gate[] {
  return GATES.slice(0, GATES.indexOf(gate) + 1);
}
