import type { Person } from './cast.ts';
import { type Obj, objsAt } from './json.ts';
import { complaintsAboutOptions } from './limits.ts';
import { type Asked, suggestionPayload } from './payloads.ts';
import type { Slack } from './slack.ts';
import { type From, sourceOf } from './source.ts';

export type Offered =
  | { readonly ok: true; readonly options: readonly Obj[] }
  | { readonly ok: false; readonly error: string };

/** The options an external select offers for what was typed; those of groups one after the other. */
export async function askOptions(slack: Slack, person: Person, from: From, asked: Asked): Promise<Offered> {
  const found = sourceOf(slack, person, from);
  if (found === undefined) return { ok: false, error: 'What asks is not there any more' };
  const payload = suggestionPayload(slack, person, found, asked);
  const answer = await slack.post.gesture({ kind: 'interactive', payload });
  if (answer.is === 'failed') return { ok: false, error: `Options could not be loaded (${answer.why})` };
  const options = objsAt(answer.body, 'options');
  const groups = objsAt(answer.body, 'option_groups');
  if (options.length + groups.length === 0) return { ok: true, options: [] };
  const [wrong] = complaintsAboutOptions(groups.length > 0 ? { option_groups: groups } : { options });
  if (wrong !== undefined)
    return { ok: false, error: `Options could not be loaded: ${wrong.message} at ${wrong.pointer}` };
  return { ok: true, options: groups.length > 0 ? groups.flatMap((group) => objsAt(group, 'options')) : options };
}
