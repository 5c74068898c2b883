import type { ModalView } from '@slack/types';
import { section } from './blocks.ts';
import { sorryView } from './sorry.ts';

export function outdatedWhyView(): ModalView {
  return sorryView([
    section([
      'This is from an earlier version of Sideline, or about a day that has not come. Ask again from a newer message.',
    ]),
  ]);
}

/** Whose they are, for somebody who is not on the team and not in charge of it. */
export function othersNumbersView({
  name,
  manager,
}: {
  readonly name: string | null;
  readonly manager: string | null;
}): ModalView {
  if (name === null)
    return sorryView([
      section(['These are the numbers of all teams, for people who are on one. An admin puts you on yours.']),
    ]);
  const whom =
    manager === null ? 'An admin can tell you about them' : `${manager} manages it and can tell you about them`;
  return sorryView([section([`These are ${name}’s numbers, for the people on it. ${whom}.`])]);
}

export function goneWhyView(): ModalView {
  return sorryView([section(['That team is no longer there.'])]);
}

export function privateNumbersView(): ModalView {
  return sorryView([
    section([
      'Those figures are private: a rep’s own, for who leads their team, and for admins. They may have changed teams meanwhile.',
    ]),
  ]);
}
