import { useEffect, useRef } from 'react';

export type Choice = { readonly key: string; readonly text: string; readonly detail?: string | undefined };
export type Group = { readonly label: string | null; readonly choices: readonly Choice[] };

type ListboxProps = {
  readonly id: string;
  readonly isOpen: boolean;
  readonly groups: readonly Group[];
  readonly note: string | null;
  readonly at: number;
  readonly chosen: readonly string[];
  readonly choose: (key: string) => void;
};

export function Listbox({ id, isOpen, groups, note, at, chosen, choose }: ListboxProps) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) popup.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  useEffect(() => {
    if (isOpen) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, id, at]);
  let count = -1;
  return (
    <div ref={popup} className="popup" hidden={!isOpen}>
      <div id={id} role="listbox" aria-label="Choices">
        {groups.map((group) => {
          const options = group.choices.map((choice) => {
            count += 1;
            return (
              <Row
                key={choice.key}
                id={`${id}-${count}`}
                choice={choice}
                isAt={count === at}
                isChosen={chosen.includes(choice.key)}
                choose={choose}
              />
            );
          });
          if (group.label === null) return options;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox
            <div key={group.label} role="group" aria-label={group.label}>
              <div className="group-label" aria-hidden="true">
                {group.label}
              </div>
              {options}
            </div>
          );
        })}
      </div>
      {note === null ? null : <p className="popup-note">{note}</p>}
    </div>
  );
}

type RowProps = {
  readonly id: string;
  readonly choice: Choice;
  readonly isAt: boolean;
  readonly isChosen: boolean;
  readonly choose: (key: string) => void;
};

function Row({ id, choice, isAt, isChosen, choose }: RowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which points here
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={isAt ? 'option at' : 'option'}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(choice.key)}
    >
      <span>{choice.text}</span>
      {choice.detail === undefined ? null : <small>{choice.detail}</small>}
    </div>
  );
}
