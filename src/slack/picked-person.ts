import { knownPerson } from '../db/people.ts';
import type { PersonId } from '../domain/brand.ts';
import type { Deps } from './deps.ts';
import type { Submission } from './gesture.ts';
import { memberOf } from './member.ts';

/** Who was picked in a form: the person, with a row of their own from now on, or why it cannot be them. */
export async function pickedPerson(
  { db }: Deps,
  asked: Submission,
  user: string,
): Promise<{ readonly person: PersonId; readonly name: string } | { readonly problem: string }> {
  const { by } = asked;
  if (user === by.user) return { person: by.person, name: by.name };
  const member = await memberOf(asked, user);
  if ('problem' in member) return member;
  const { person } = await knownPerson(db, { workspace: by.workspace, ...member });
  return { person, name: member.name };
}
