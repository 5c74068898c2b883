import { z } from 'zod';
import { sightOf } from '../domain/digest.ts';
import { type Figure, percentOf } from '../domain/figure.ts';
import { earners } from '../domain/spread-ends.ts';
import { sinceText } from '../views/attainment-words.ts';
import { spreadDetail, spreadHead } from '../views/spread-digest.ts';
import type { SaidBefore } from '../views/spread-words.ts';
import { WHY_WORDS } from '../views/why.ts';
import { whyButton } from '../views/why-button.ts';
import type { AttainedSeen, DigestScene, Telling, Told } from './digest-scene.ts';
import { tongueOf } from './tongue.ts';

const percent = z.int().nullable();
const Kept = z.object({ v: z.literal(1), percent, toDate: percent });

/**
 * How much the lowest rep brings in of what the highest does, and what explains it. Always of the last four finished quarters: in a
 * quarter's first week the one that has just ended is among them.
 */
export const tellSpread: Telling<AttainedSeen> = async (scene): Promise<Told> => {
  const { schedule, quarter, current, teamName } = scene;
  const { spread } = current.team;
  const { value, worst, best, n } = spread;
  if (value === null || worst === null || best === null)
    return { is: 'nothing', why: spread.why === 'few-reps' ? FEW : WHY_WORDS[spread.why ?? 'few-reps'] };
  const sight = sightOf(schedule.readers, n ?? 0);
  if (sight === 'totals') return { is: 'nothing', why: 'with under four reps it would point at people' };
  const digest = {
    ...{ teamName, sight, gap: { ...spread, value, worst, best }, since: sinceOf(scene), tongue: tongueOf(scene) },
    earners: earners(current.facts, schedule.team ?? 'all'),
    why: whyButton(schedule.team, quarter, current.facts.today),
  };
  const figures = { v: 1, percent: percentOf(value), toDate: wholePercent(spread.toDate) } satisfies z.input<
    typeof Kept
  >;
  return { is: 'told', head: spreadHead(digest), detail: spreadDetail(digest), figures };
};

const FEW = 'fewer than three reps have two full quarters';

function sinceOf({
  last,
  at,
  schedule,
}: DigestScene<AttainedSeen>): { readonly words: string; readonly before: SaidBefore } | null {
  const kept = Kept.safeParse(last?.figures);
  if (last === null || !kept.success) return null;
  return { words: sinceText(last.at, at, schedule.zone), before: kept.data };
}

function wholePercent({ value }: Figure): number | null {
  return value === null ? null : percentOf(value);
}
