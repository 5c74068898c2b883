import type { Person } from './cast.ts';
import type { Gesture, ViewState } from './page-protocol.ts';
import type { Slack } from './slack.ts';
import type { View } from './view.ts';
import { changeView, findView } from './view-stack.ts';
import type { Message, Workspace } from './workspace.ts';

export type From = Extract<Gesture, { readonly kind: 'action' }>['from'];

/** Takes over what was typed, for the fields that this view has. */
export function typed(workspace: Workspace, view: View, state: ViewState): View {
  const merged = Object.entries(view.state).map(([blockId, values]) => {
    const known = Object.entries(values).map(([actionId, value]) => [actionId, state[blockId]?.[actionId] ?? value]);
    return [blockId, Object.fromEntries(known)];
  });
  return changeView(workspace, view, { state: Object.fromEntries(merged) });
}

/** What was clicked in, as far as this person has it before them. */
export function sourceOf({ workspace }: Slack, person: Person, from: From): Message | View | undefined {
  if ('view' in from) {
    const view = findView(workspace, from.view);
    return view?.user === person.id ? view : undefined;
  }
  const found = workspace.message(from.channel, from.message);
  return found?.onlyFor === null || found?.onlyFor === person.id ? found : undefined;
}
