import type { Answers } from '../telling.ts';

/** All four in the prospect's own words. */
export const SAID: Required<Answers> = {
  timing: ['said-so', 'new line starts in ten weeks, has to run by then'],
  decision: ['said-so', 'decides with the plant manager, both were in the call'],
  price: ['said-so', 'that is the range we talked about inside'],
  alternatives: ['said-so', 'looked at two others, neither does audits'],
};
