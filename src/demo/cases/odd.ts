import type { Telling } from '../telling.ts';
import type { Told } from './told.ts';

/** Names that are somebody's all the same; Chi collects them. */
const NAMES = [
  'null',
  '100% Natural',
  '<b>Bold</b> Design',
  '*Star* & _Moon_ `Foods`',
  '北极光物流',
  'شركة النخيل',
  '=SUM(A1) Traders',
  'N/A Systems',
  'The Old Royal Company of Merchants, Millers, Bakers and Brewers of Upper and Lower Thornbury, Holdings',
];

export function odd({ floor, open }: Told): readonly Telling[] {
  return NAMES.map((company, index) =>
    open({
      ...{ owner: 'chi', company, amount: 9_500 + index * 1_500, closes: floor.day(40 + index * 3) },
      at: floor.ago(3 + index),
    }).answers(floor.ago(3 + index, 15), {
      timing: ['said-so', 'this half-year'],
      alternatives: ['we-think-so', 'so they say'],
    }),
  );
}
