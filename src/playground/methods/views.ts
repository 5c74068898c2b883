import { isObj, type Obj, textAt } from '../json.ts';
import type { Slack } from '../slack.ts';
import { toldView } from '../view.ts';
import { openView, type Placed, publishHome, updateView } from '../view-stack.ts';
import { type Methods, refused } from './method.ts';

export const viewMethods: Methods = {
  'views.open': { token: 'bot', scopes: [], run: (args, slack) => opened(args, slack, false) },
  'views.push': { token: 'bot', scopes: [], run: (args, slack) => opened(args, slack, true) },
  'views.update': { token: 'bot', scopes: [], run: updated },
  'views.publish': { token: 'bot', scopes: [], run: published },
};

function opened(args: Obj, slack: Slack, isPush: boolean): Obj {
  const { view } = args;
  const trigger = textAt(args, 'trigger_id');
  if (trigger === '') return missing('trigger_id');
  if (!isObj(view)) return missing('view');
  return told(openView(slack, trigger, view, isPush), slack);
}

function updated(args: Obj, slack: Slack): Obj {
  const { view } = args;
  const which = {
    viewId: textAt(args, 'view_id'),
    externalId: textAt(args, 'external_id'),
    hash: textAt(args, 'hash'),
  };
  if (which.viewId === '' && which.externalId === '') return missing('view_id');
  if (!isObj(view)) return missing('view');
  return told(updateView(slack, which, view), slack);
}

function published(args: Obj, slack: Slack): Obj {
  const { view } = args;
  const user = textAt(args, 'user_id');
  if (slack.manifest.features?.app_home?.home_tab_enabled !== true) return refused('not_enabled');
  const person = slack.workspace.people.get(user);
  if (person === undefined || person.is === 'bot')
    return refused('invalid_arguments', [{ message: 'invalid `user_id`', pointer: '/user_id' }]);
  if (!isObj(view)) return missing('view');
  return told(publishHome(slack, user, view, textAt(args, 'hash')), slack);
}

function told(placed: Placed, { workspace }: Slack): Obj {
  if (placed.is === 'placed') return { ok: true, view: toldView(placed.view, workspace.cast) };
  return refused(placed.error, placed.complaints);
}

function missing(field: string): Obj {
  return refused('invalid_arguments', [{ message: `missing required field: ${field}`, pointer: `/${field}` }]);
}
