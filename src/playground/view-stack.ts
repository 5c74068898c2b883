import { keptState } from './elements.ts';
import { type Obj, textAt } from './json.ts';
import { type Complaint, complaintsAboutView, sizeOf } from './limits.ts';
import type { Slack } from './slack.ts';
import { blocksOf, bodyOf, freshHash, newView, type View } from './view.ts';
import type { Workspace } from './workspace.ts';

/** Docs: a root view and two pushed onto it. */
const MOST_VIEWS = 3;

/** Docs: 250 kB. */
const MOST_BYTES = 250_000;

export type Placed =
  | { readonly is: 'placed'; readonly view: View }
  | { readonly is: 'refused'; readonly error: string; readonly complaints?: readonly Complaint[] };

/** `views.open` and `views.push`: the trigger says for whom, and on top of which view. */
export function openView(slack: Slack, triggerId: string, sent: Obj, isPush: boolean): Placed {
  const wrong = refusal(slack.workspace, sent, 'modal', null);
  if (wrong !== undefined) return wrong;
  const used = slack.triggers.use(triggerId);
  if (used.is === 'refused') return used;
  const { user, viewId } = used.trigger;
  const below = viewId === null ? undefined : findView(slack.workspace, viewId);
  if (isPush && (below === undefined || below.body.type !== 'modal')) return { is: 'refused', error: 'not_found' };
  return onTop(slack.workspace, user, sent, below?.body.type === 'modal' ? below : undefined);
}

/** `views.update`: what was typed stays where block_id and action_id do. */
export function updateView({ workspace }: Slack, which: Which, sent: Obj): Placed {
  const view = lookUp(workspace, which);
  if (view === undefined) return { is: 'refused', error: 'not_found' };
  const wrong = refusal(workspace, sent, textAt(view.body, 'type'), view);
  if (wrong !== undefined) return wrong;
  if (which.hash !== '' && which.hash !== view.hash) return { is: 'refused', error: 'hash_conflict' };
  return { is: 'placed', view: replace(workspace, view, sent) };
}

export type Which = { readonly viewId: string; readonly externalId: string; readonly hash: string };

/** `views.publish`: a person's Home tab. */
export function publishHome({ workspace }: Slack, user: string, sent: Obj, hash: string): Placed {
  const before = workspace.homes.get(user);
  const wrong = refusal(workspace, sent, 'home', before ?? null);
  if (wrong !== undefined) return wrong;
  if (hash !== '' && before !== undefined && hash !== before.hash) return { is: 'refused', error: 'hash_conflict' };
  if (before !== undefined) return { is: 'placed', view: replace(workspace, before, sent) };
  const view = newView(user, sent, undefined);
  workspace.setHome(user, view);
  return { is: 'placed', view };
}

/** `response_action: push` of a submission. */
export function pushOver({ workspace }: Slack, view: View, sent: Obj): Placed {
  return refusal(workspace, sent, 'modal', null) ?? onTop(workspace, view.user, sent, view);
}

/** `response_action: update` of a submission. */
export function updateInPlace({ workspace }: Slack, view: View, sent: Obj): Placed {
  return refusal(workspace, sent, 'modal', view) ?? { is: 'placed', view: replace(workspace, view, sent) };
}

/** Takes one view away; what lies under it shows again. */
export function closeView(workspace: Workspace, { user, id }: View): void {
  const stack = workspace.stacks.get(user) ?? [];
  workspace.setStack(
    user,
    stack.filter((view) => view.id !== id),
  );
}

/** Takes the root away with all that lies on it. */
export function clearViews(workspace: Workspace, { user, rootId }: View): void {
  const stack = workspace.stacks.get(user) ?? [];
  workspace.setStack(
    user,
    stack.filter((view) => view.rootId !== rootId),
  );
}

export function changeView(workspace: Workspace, before: View, change: Partial<View>): View {
  const after = { ...before, ...change };
  if (before.body.type === 'home') workspace.setHome(before.user, after);
  const stack = workspace.stacks.get(before.user) ?? [];
  workspace.setStack(
    before.user,
    stack.map((view) => (view.id === before.id ? after : view)),
  );
  return after;
}

/** An open view or a Home tab, as it is now. */
export function findView(workspace: Workspace, id: string): View | undefined {
  return [...workspace.stacks.values(), [...workspace.homes.values()]].flat().find((view) => view.id === id);
}

function lookUp(workspace: Workspace, { viewId, externalId }: Which): View | undefined {
  if (viewId !== '') return findView(workspace, viewId);
  return withExternalId(workspace, externalId);
}

function withExternalId(workspace: Workspace, externalId: string): View | undefined {
  if (externalId === '') return undefined;
  const views = [...workspace.stacks.values(), [...workspace.homes.values()]].flat();
  return views.find(({ body }) => body.external_id === externalId);
}

function onTop(workspace: Workspace, user: string, sent: Obj, below: View | undefined): Placed {
  const stack = workspace.stacks.get(user) ?? [];
  const sameRoot = stack.filter((view) => view.rootId === below?.rootId);
  if (sameRoot.length >= MOST_VIEWS) return { is: 'refused', error: 'push_limit_reached' };
  const view = newView(user, sent, below);
  workspace.setStack(user, [...stack, view]);
  return { is: 'placed', view };
}

function replace(workspace: Workspace, before: View, sent: Obj): View {
  const body = bodyOf(sent);
  const state = keptState(blocksOf(body), before.state);
  return changeView(workspace, before, { body, state, hash: freshHash(), errors: {} });
}

function refusal(
  workspace: Workspace,
  sent: Obj,
  type: string,
  replaced: View | null,
): Extract<Placed, { is: 'refused' }> | undefined {
  if (sizeOf(sent) > MOST_BYTES) return { is: 'refused', error: 'view_too_large' };
  const complaints = complaintsAboutView(sent, type);
  if (complaints.length > 0) return { is: 'refused', error: 'invalid_arguments', complaints };
  const other = withExternalId(workspace, textAt(sent, 'external_id'));
  if (other !== undefined && other.id !== replaced?.id) return { is: 'refused', error: 'duplicate_external_id' };
  return undefined;
}
