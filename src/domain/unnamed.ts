/** What may be said of a few people where nobody is named. Product, section 5. */

/** From four reps on a figure without its name points at nobody. */
export const FEWEST_UNNAMED = 4;

/** What adds up from one person's figures is that person's, and as private as they are. */
export function isOnes(people: number): boolean {
  return people === 1;
}
