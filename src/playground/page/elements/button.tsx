import type { Button } from '@slack/types';
import { useWorld } from '../surface.tsx';
import { type Placed, useValue } from './placed.ts';

export function ButtonControl(placed: Placed<Button>) {
  const { element } = placed;
  const { isSure } = useWorld();
  const { act } = useValue(placed);
  const press = async () => {
    if (!(await isSure(element.confirm))) return;
    if (element.url !== undefined) window.open(element.url, '_blank', 'noopener');
    act({ text: element.text, ...(element.value === undefined ? {} : { value: element.value }) });
  };
  return (
    <button
      type="button"
      className={`button ${element.style ?? ''}`}
      aria-label={element.accessibility_label}
      onClick={() => void press()}
    >
      {element.text.text}
    </button>
  );
}
