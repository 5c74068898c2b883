import { useEffect, useEffectEvent, useId, useState } from 'react';
import { type ListKeys, press } from '../list-keys.ts';
import { type Group, Listbox } from './listbox.tsx';

/** Where the choices come from: what is typed filters a list, or goes to the app. */
export type Source =
  | { readonly kind: 'list'; readonly groups: readonly Group[] }
  | { readonly kind: 'app'; readonly ask: (typed: string) => Promise<Found>; readonly least: number };

export type Found = readonly Group[] | { readonly error: string };

type Props = {
  readonly tie: Readonly<Record<string, string | boolean | undefined>>;
  readonly placeholder: string;
  readonly shown: string;
  readonly chosen: readonly string[];
  readonly source: Source;
  readonly keepsOpen?: boolean;
  readonly onChoose: (key: string) => void;
};

/** A field with a list under it: typing narrows it, arrows move, Enter or a click chooses, Escape closes. */
export function Combobox({ tie, placeholder, shown, chosen, source, keepsOpen = false, onChoose }: Props) {
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const { groups, note } = useFound(source, typed);
  const choices = groups.flatMap((group) => group.choices);
  const isOpen = typed !== null;
  const open = () => {
    if (isOpen) return;
    setTyped('');
    setAt(
      Math.max(
        0,
        choices.findIndex((choice) => chosen.includes(choice.key)),
      ),
    );
  };
  const choose = (key: string) => {
    setTyped(keepsOpen ? '' : null);
    onChoose(key);
  };
  const keys: ListKeys = {
    down: () => setAt((at + 1) % Math.max(1, choices.length)),
    up: () => setAt((at - 1 + choices.length) % Math.max(1, choices.length)),
    escape: () => setTyped(null),
    enter: () => {
      const choice = choices[at];
      if (choice !== undefined) choose(choice.key);
    },
  };
  return (
    <div className="combobox">
      <input
        type="text"
        role="combobox"
        className="control"
        {...tie}
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && choices.length > 0 ? `${list}-${at}` : undefined}
        autoComplete="off"
        placeholder={shown === '' ? placeholder : shown}
        value={typed ?? shown}
        onClick={open}
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => press(event, isOpen ? keys : { down: open, up: open })}
      />
      <Listbox id={list} isOpen={isOpen} groups={groups} note={note} at={at} chosen={chosen} choose={choose} />
    </div>
  );
}

/** How long typing must rest before the app is asked. */
const REST_MS = 200;

function useFound(source: Source, typed: string | null): { groups: readonly Group[]; note: string | null } {
  const [found, setFound] = useState<Found | null>(null);
  const waits = source.kind === 'app' && typed !== null && typed.trim().length < source.least;
  const wanted = source.kind === 'list' || waits ? null : typed;
  const ask = useEffectEvent((text: string) => (source.kind === 'app' ? source.ask(text) : Promise.resolve([])));
  useEffect(() => {
    setFound(null);
    if (wanted === null) return;
    let isCurrent = true;
    const later = setTimeout(async () => {
      const answer = await ask(wanted);
      if (isCurrent) setFound(answer);
    }, REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(later);
    };
  }, [wanted]);
  if (source.kind === 'list') return noted(narrowed(source.groups, typed ?? ''));
  if (waits) return { groups: [], note: `Type ${source.least} or more characters to search` };
  if (found === null) return { groups: [], note: 'Looking …' };
  return 'error' in found ? { groups: [], note: found.error } : noted(found);
}

function noted(groups: readonly Group[]) {
  return { groups, note: groups.length === 0 ? 'Nothing found' : null };
}

function narrowed(groups: readonly Group[], typed: string): readonly Group[] {
  const wanted = typed.trim().toLowerCase();
  return groups
    .map(({ label, choices }) => ({
      label,
      choices: choices.filter(({ text }) => text.toLowerCase().includes(wanted)),
    }))
    .filter(({ choices }) => choices.length > 0);
}
