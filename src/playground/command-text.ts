import type { Workspace } from './workspace.ts';

/** Text as it arrives for a command with `should_escape`: entities, mentions and addresses in Slack's own marks. */
export function escapedCommandText(typed: string, workspace: Workspace): string {
  return entities(typed)
    .replace(/(^|\s)(https?:\/\/[^\s<>]+)/g, (_, before: string, address: string) => `${before}<${address}>`)
    .replace(/(^|\s)@([\w.-]+)/g, (whole, before: string, handle: string) => {
      const person = [...workspace.people.values()].find((other) => other.handle === handle);
      return person === undefined ? whole : `${before}<@${person.id}>`;
    })
    .replace(/(^|\s)#([\w-]+)/g, (whole, before: string, name: string) => {
      const found = [...workspace.conversations.values()].find((other) => other.kind !== 'app' && other.name === name);
      return found === undefined ? whole : `${before}<#${found.id}|${found.kind === 'private' ? '' : name}>`;
    });
}

/** What people write is stored with these three characters as entities. */
export function entities(typed: string): string {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
