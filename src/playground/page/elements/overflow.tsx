import type { Overflow } from '@slack/types';
import { Menu } from '../menu.tsx';
import { useWorld } from '../surface.tsx';
import { type Placed, useValue } from './placed.ts';

export function OverflowMenu(placed: Placed<Overflow>) {
  const { element } = placed;
  const { isSure } = useWorld();
  const { act } = useValue(placed);
  const choose = async (option: Overflow['options'][number]) => {
    if (!(await isSure(element.confirm))) return;
    if (option.url !== undefined) window.open(option.url, '_blank', 'noopener');
    act({ selected_option: option });
  };
  const items = element.options.map((option, index) => ({
    key: option.value ?? String(index),
    text: option.text.text,
    detail: option.description?.text,
    choose: () => void choose(option),
  }));
  return (
    <Menu name="More actions" className="button overflow" items={items}>
      <span aria-hidden="true">⋯</span>
    </Menu>
  );
}
