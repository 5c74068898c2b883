import { type Deal, isPending, type Proof, paybackMonths, type Roi } from '../domain/deal.ts';
import type { Settings } from '../domain/settings.ts';
import type { Line } from './blocks.ts';
import { dateText, dayText, type Look, moneyIn, nameOf } from './look.ts';
import { capital, PROOF_STATE_NAMES, proofName } from './words.ts';

/** `pays back in 7.5 months`; null where there is nothing to work it out from. */
export function paybackText(roi: Roi | null, { decimal }: Pick<Settings, 'decimal'>): string | null {
  const months = roi === null ? null : paybackMonths(roi);
  if (months === null) return null;
  return `pays back in ${String(months).replace('.', decimal)} ${months === 1 ? 'month' : 'months'}`;
}

/** One proof in full: its state and since when, who sees to it and by when, what they said. */
export function proofLines(proof: Proof, deal: Deal, look: Look): Line[] {
  const { state, since, owner, due, note, roi, inPlaceOf } = proof;
  const facts = [
    `${capital(PROOF_STATE_NAMES[state])} ${dateText(look, since)}`,
    ...(due === null || !isPending(proof, deal.proofs) ? [] : [`due ${dayText(look, due)}`]),
    ...(owner === null ? [] : [nameOf(look, owner)]),
  ];
  const payback = paybackText(roi, look.settings);
  const figures =
    roi === null || payback === null
      ? []
      : [`Costs ${moneyIn(look, roi.cost)}, gains ${moneyIn(look, roi.yearlyGain)} a year: ${payback}`];
  const before = deal.proofs.find(({ id }) => id === inPlaceOf);
  return [
    [{ bold: proofName(proof) }],
    facts.join(' · '),
    ...figures,
    ...(before === undefined ? [] : [`In place of: ${proofName(before)}, refused`]),
    ...(note === '' ? [] : [`“${note}”`]),
  ];
}

/** Refused, with nothing in its place yet. */
export function isUnanswered(proof: Proof, { proofs }: Pick<Deal, 'proofs'>): boolean {
  return proof.state === 'refused' && isPending(proof, proofs);
}
