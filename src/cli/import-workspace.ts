import { UNCLAIMED } from '../db/adopt-workspace.ts';
import type { KnownWorkspace } from '../db/import-known.ts';
import type { WorkspaceId } from '../domain/brand.ts';
import { firstSettings, type Settings } from '../domain/settings.ts';
import { cleanLine } from '../domain/text.ts';
import { type Arguments, WHERE_ID } from './import-arguments.ts';

export type Token = { readonly botToken: string; readonly apiUrl: string };

/** The team_id that a bot's token belongs to, or in a few words why Slack does not say. */
export async function workspaceOfToken({ botToken, apiUrl }: Token): Promise<{ id: WorkspaceId } | { why: string }> {
  try {
    const headers = { authorization: `Bearer ${botToken}` };
    const signal = AbortSignal.timeout(5_000);
    const response = await fetch(`${apiUrl}auth.test`, { method: 'POST', headers, signal });
    const said: unknown = await response.json();
    const id = typeof said === 'object' && said !== null ? Reflect.get(said, 'team_id') : null;
    if (typeof id === 'string' && /^[TE][A-Z0-9]+$/.test(id)) return { id: id as WorkspaceId };
    const error = typeof said === 'object' && said !== null ? Reflect.get(said, 'error') : null;
    return { why: typeof error === 'string' ? `Slack says ${cleanLine(error).slice(0, 60)}` : 'Slack did not say' };
  } catch {
    // Whatever it was, the operator has another way: to give the workspace by its id.
    return { why: 'Slack could not be reached' };
  }
}

export type Chosen =
  | {
      readonly is: 'chosen';
      readonly id: WorkspaceId;
      readonly settings: Settings;
      readonly isNew: boolean;
      readonly by: string;
    }
  | { readonly is: 'wrong'; readonly why: string };

type Told = Pick<Arguments, 'workspace' | 'currency' | 'zone'>;

type Sources = {
  readonly known: readonly KnownWorkspace[];
  /** Asked only where the operator has not said. */
  readonly ask: (() => Promise<{ id: WorkspaceId } | { why: string }>) | null;
  /** The machine's. */
  readonly zone: string;
};

/**
 * Whose deals these are: as told by --workspace, or the workspace of the token that Sideline will start with, or the only
 * one there is. Where there is none yet, the deals wait for the first workspace that connects.
 */
export async function chosenWorkspace(told: Told, { known, ask, zone }: Sources): Promise<Chosen> {
  if (told.workspace !== null) return settled(told.workspace, 'as told', { told, known, zone });
  const asked = ask === null ? null : await ask();
  if (asked !== null && 'id' in asked) return settled(asked.id, 'of SLACK_BOT_TOKEN', { told, known, zone });
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return settled(only.id, 'the only one', { told, known, zone });
  if (known.length === 0 && asked === null) {
    return settled(UNCLAIMED, 'the first that connects to this database', { told, known, zone });
  }
  const ids = known.length === 0 ? 'none yet' : known.map(({ id }) => id).join(', ');
  const why = asked === null ? 'SLACK_BOT_TOKEN is not set' : `SLACK_BOT_TOKEN does not tell, as ${asked.why}`;
  return {
    is: 'wrong',
    why: [
      `Which Slack workspace is this for? ${why}, and the database has ${ids}.`,
      `Set SLACK_BOT_TOKEN as for npm start, or give --workspace T…: ${WHERE_ID}.`,
    ].join('\n'),
  };
}

type Context = { readonly told: Told; readonly known: readonly KnownWorkspace[]; readonly zone: string };

function settled(id: WorkspaceId, by: string, { told, known, zone }: Context): Chosen {
  const found = known.find((workspace) => workspace.id === id);
  if (found === undefined) {
    const first = firstSettings(told.zone ?? zone);
    return { is: 'chosen', id, settings: { ...first, currency: told.currency ?? first.currency }, isNew: true, by };
  }
  const { currency, zone: its } = found.settings;
  if (told.currency !== null && told.currency !== currency) {
    return {
      is: 'wrong',
      why: `Workspace ${id} counts in ${currency}; another currency is set in Slack, by /coach setup.`,
    };
  }
  if (told.zone !== null && told.zone !== its) {
    return { is: 'wrong', why: `Workspace ${id} is in ${its}; another zone is set in Slack, by /coach setup.` };
  }
  return { is: 'chosen', id, settings: found.settings, isNew: false, by };
}
