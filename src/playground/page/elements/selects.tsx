import type {
  ConversationsSelect,
  ExternalSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  Option,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import type { Json, Screen } from '../../page-protocol.ts';
import { chosenOptions } from '../form-state.ts';
import { askOptions, type OptionGroup } from '../server.ts';
import { type Surface, useSurface, useWorld } from '../surface.tsx';
import { Combobox, type Source } from './combobox.tsx';
import type { Choice, Group } from './listbox.tsx';
import { type Placed, tied, useValue } from './placed.ts';

type One = StaticSelect | ExternalSelect | UsersSelect | ConversationsSelect;
type Many = MultiStaticSelect | MultiUsersSelect;

/** How the choices of one select are found, and how a chosen key is written in its state. */
type Menu = { readonly source: Source; readonly written: (key: string) => unknown };

export function OneSelect(placed: Placed<One>) {
  const { element, field } = placed;
  const { value, choose } = useValue(placed);
  const { screen } = useWorld();
  const { source, written } = useMenu(placed);
  const slot = SLOTS[element.type];
  const key = keyOf(value[slot]);
  const placeholder = element.placeholder?.text ?? 'Select an option';
  return (
    <Combobox
      tie={tied(field, placeholder)}
      placeholder={placeholder}
      shown={key === null ? '' : nameOf(value[slot], screen)}
      chosen={key === null ? [] : [key]}
      source={source}
      onChoose={(chosen) => choose({ [slot]: written(chosen) })}
    />
  );
}

export function ManySelect(placed: Placed<Many>) {
  const { element, field } = placed;
  const { value, choose } = useValue(placed);
  const { screen } = useWorld();
  const { source, written } = useMenu(placed);
  const slot = SLOTS[element.type];
  const kept = element.type === 'multi_static_select' ? chosenOptions(value) : users(value);
  const keys = kept.map((one) => keyOf(one) ?? '');
  const keep = (next: readonly string[]) => choose({ [slot]: next.map(written) });
  const toggle = (key: string) => keep(keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]);
  const isFull = keys.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const placeholder = element.placeholder?.text ?? 'Select options';
  return (
    <div className="many">
      {kept.map((one, index) => (
        <span key={keys[index]} className="chip">
          {nameOf(one, screen)}
          <button type="button" aria-label={`Remove ${nameOf(one, screen)}`} onClick={() => toggle(keys[index] ?? '')}>
            ×
          </button>
        </span>
      ))}
      <Combobox
        tie={tied(field, placeholder)}
        placeholder={placeholder}
        shown=""
        chosen={keys}
        source={source}
        keepsOpen
        onChoose={(key) => (isFull && !keys.includes(key) ? undefined : toggle(key))}
      />
    </div>
  );
}

const SLOTS = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  multi_static_select: 'selected_options',
  multi_users_select: 'selected_users',
} as const;

function users(value: Json): readonly string[] {
  return Array.isArray(value.selected_users) ? value.selected_users : [];
}

/** A chosen thing is an option, or the id of a user or conversation. */
function keyOf(chosen: unknown): string | null {
  if (typeof chosen === 'string') return chosen;
  return chosen ? ((chosen as Option).value ?? null) : null;
}

function nameOf(chosen: unknown, screen: Screen): string {
  if (typeof chosen !== 'string') return (chosen as Option).text.text;
  const hash = screen.conversations.some(({ id, kind }) => id === chosen && kind !== 'person' && kind !== 'app');
  return `${hash ? '#' : ''}${screen.names[chosen] ?? conversationName(screen, chosen)}`;
}

function conversationName(screen: Screen, id: string): string {
  return screen.conversations.find((conversation) => conversation.id === id)?.name ?? id;
}

function useMenu({ blockId, element }: Placed<One | Many>): Menu {
  const { screen } = useWorld();
  const { from } = useSurface();
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return optionMenu(element.option_groups ?? [{ label: null, options: element.options ?? [] }]);
    case 'external_select':
      return externalMenu(blockId, element, from, screen.me);
    case 'users_select':
    case 'multi_users_select':
      return idMenu(people(screen));
    case 'conversations_select':
      return idMenu(conversations(screen, element.filter?.include));
  }
}

function optionMenu(groups: readonly OptionGroup[]): Menu {
  const all = groups.flatMap((group) => group.options);
  return {
    source: { kind: 'list', groups: groups.map(groupOf) },
    written: (key) => all.find(({ value }) => value === key),
  };
}

function groupOf({ label, options }: OptionGroup): Group {
  return { label: label?.text ?? null, choices: options.map(choiceOf) };
}

function choiceOf(option: Option): Choice {
  return { key: option.value ?? '', text: option.text.text, detail: option.description?.text };
}

/** Options that the app offered, by value: what was chosen must be written as it was offered. */
const offered = new Map<string, Option>();

/** Slack's own, when an external select does not say. */
const LEAST_TYPED = 3;

function externalMenu(blockId: string, element: ExternalSelect, from: Surface['from'], as: string): Menu {
  const ask = async (value: string) => {
    const groups = await askOptions({ as, from, blockId, actionId: element.action_id ?? '', value });
    if ('error' in groups) return groups;
    for (const option of groups.flatMap((group) => group.options)) offered.set(option.value ?? '', option);
    return groups.map(groupOf);
  };
  return {
    source: { kind: 'app', ask, least: element.min_query_length ?? LEAST_TYPED },
    written: (key) => offered.get(key),
  };
}

function idMenu(choices: readonly Choice[]): Menu {
  const groups: readonly Group[] = [{ label: null, choices }];
  return { source: { kind: 'list', groups }, written: (key) => key };
}

/** Slack's users_select has no filter, so bots and strangers are in it too. */
function people(screen: Screen): readonly Choice[] {
  const others = Object.entries(screen.names).filter(
    ([id]) => /^[UW]/.test(id) && !screen.people.some((person) => person.id === id),
  );
  return [
    ...screen.people.map(({ id, name, role }) => ({ key: id, text: name, detail: role })),
    ...others.map(([id, name]) => ({ key: id, text: name })),
  ];
}

const KINDS = { channel: 'public', private: 'private', person: 'im', app: 'im' } as const;

function conversations(screen: Screen, include: readonly string[] | undefined): readonly Choice[] {
  return screen.conversations
    .filter(({ kind }) => include === undefined || include.includes(KINDS[kind]))
    .map(({ id, kind, name }) => ({ key: id, text: `${KINDS[kind] === 'im' ? '' : '#'}${name}` }));
}
