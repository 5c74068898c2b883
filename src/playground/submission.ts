import type { Answer } from './delivery.ts';
import { isObj, type Obj } from './json.ts';
import type { Slack } from './slack.ts';
import { blocksOf, type View } from './view.ts';
import { changeView, clearViews, closeView, findView, pushOver, updateInPlace } from './view-stack.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Does with the view what the app answered to its submission; nonsense is refused in the words of Slack's client. */
export function answerSubmission(slack: Slack, viewId: string, answer: Answer): void {
  const view = findView(slack.workspace, viewId);
  if (view === undefined) return;
  const why = answer.is === 'failed' ? answer.why : taken(slack, view, answer.body);
  if (why !== undefined) slack.workspace.notice(view.user, `${TROUBLE} (${why})`);
}

/** Undefined when the answer was taken, else what is wrong with it. */
function taken(slack: Slack, view: View, body: unknown): string | undefined {
  if (!isObj(body)) return 'the answer is no object';
  if (Object.keys(body).length === 0) {
    closeView(slack.workspace, view);
    return undefined;
  }
  switch (body.response_action) {
    case 'clear':
      clearViews(slack.workspace, view);
      return undefined;
    case 'errors':
      return withErrors(slack, view, body.errors);
    case 'update':
    case 'push':
      return withView(slack, view, body);
    default:
      return `unknown response_action ${String(body.response_action)}`;
  }
}

function withErrors({ workspace }: Slack, view: View, errors: unknown): string | undefined {
  if (!isObj(errors) || Object.keys(errors).length === 0) return 'errors must name at least one block';
  const inputs = blocksOf(view.body).filter((block) => block.type === 'input');
  const texts: { [blockId: string]: string } = {};
  for (const [blockId, text] of Object.entries(errors)) {
    if (!inputs.some((block) => block.block_id === blockId)) return `errors name ${blockId}, which is no input block`;
    if (typeof text !== 'string' || text === '') return `the error of ${blockId} is no text`;
    texts[blockId] = text;
  }
  changeView(workspace, view, { errors: texts });
  return undefined;
}

function withView(slack: Slack, view: View, body: Obj): string | undefined {
  const next = body.view;
  if (!isObj(next)) return 'the answer has no view';
  const placed = body.response_action === 'push' ? pushOver(slack, view, next) : updateInPlace(slack, view, next);
  if (placed.is === 'placed') return undefined;
  const [first] = placed.complaints ?? [];
  return first === undefined ? placed.error : `${placed.error}: ${first.message} at ${first.pointer}`;
}
