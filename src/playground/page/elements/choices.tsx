import type { Checkboxes as CheckboxesElement, Option, RadioButtons as RadioElement } from '@slack/types';
import { useId } from 'react';
import { Text } from '../blocks/drawn.tsx';
import { chosenOptions } from '../form-state.ts';
import { type Field, type Placed, useValue } from './placed.ts';

export function RadioButtons(placed: Placed<RadioElement>) {
  const { element, field } = placed;
  const { value, choose } = useValue(placed);
  const name = useId();
  const [chosen] = chosenOptions(value);
  return (
    <div className="choices" role="radiogroup" {...grouped(field)}>
      {element.options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="radio"
            name={name}
            checked={chosen?.value === option.value}
            onChange={() => choose({ selected_option: option })}
          />
          <OptionText option={option} />
        </label>
      ))}
    </div>
  );
}

export function Checkboxes(placed: Placed<CheckboxesElement>) {
  const { element, field } = placed;
  const { value, choose } = useValue(placed);
  const chosen = chosenOptions(value);
  const toggle = (option: Option) => {
    const isOn = chosen.some((other) => other.value === option.value);
    const wanted = (other: Option) =>
      other.value === option.value ? !isOn : chosen.some((one) => one.value === other.value);
    choose({ selected_options: element.options.filter(wanted) });
  };
  return (
    <fieldset className="choices" {...grouped(field)}>
      {element.options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="checkbox"
            checked={chosen.some((other) => other.value === option.value)}
            onChange={() => toggle(option)}
          />
          <OptionText option={option} />
        </label>
      ))}
    </fieldset>
  );
}

function grouped(field: Field | null) {
  if (field === null) return { 'aria-label': 'Choices' };
  return { id: field.inputId, 'aria-label': field.label, 'aria-describedby': field.describedBy };
}

function OptionText({ option }: { readonly option: Option }) {
  return (
    <span className="choice-text">
      {option.text.type === 'mrkdwn' ? <Text text={option.text} /> : option.text.text}
      {option.description === undefined ? null : <small>{option.description.text}</small>}
    </span>
  );
}
