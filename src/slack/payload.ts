import { createHash } from 'node:crypto';
import type { BlockAction } from '@slack/bolt';
import type { Signed } from './speaker.ts';

export function signedBy(body: {
  readonly team: { readonly id: string } | null;
  readonly user: { readonly id: string; readonly team_id?: string };
}): Signed {
  return { team: body.team?.id ?? body.user.team_id ?? '', user: body.user.id };
}

export function chosenValue(action: BlockAction['actions'][number]): string {
  if (action.type === 'button') return action.value ?? '';
  if (
    action.type === 'static_select' ||
    action.type === 'overflow' ||
    action.type === 'external_select' ||
    action.type === 'radio_buttons'
  ) {
    return action.selected_option?.value ?? '';
  }
  return '';
}

/** 1 for a modal alone, 2 for one pushed over it, 3 for the last that Slack allows. */
export function depthOf(view: {
  readonly id: string;
  readonly root_view_id?: string | null;
  readonly previous_view_id?: string | null;
}): number {
  if (!view.previous_view_id || view.root_view_id === view.id) return 1;
  return view.previous_view_id === view.root_view_id ? 2 : 3;
}

/** What is sent twice has the same, where a view does not say by its hash which of its states was sent. */
export function printOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
