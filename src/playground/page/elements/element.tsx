import { CannotDraw } from '../blocks/drawn.tsx';
import type { BlockElement } from '../form-state.ts';
import { ButtonControl } from './button.tsx';
import { Checkboxes, RadioButtons } from './choices.tsx';
import { DateControl, TimeControl } from './date-time.tsx';
import { OverflowMenu } from './overflow.tsx';
import type { Placed } from './placed.ts';
import { ManySelect, OneSelect } from './selects.tsx';
import { NumberControl, TextControl } from './text-input.tsx';

/** One interactive element, wherever it stands. */
export function Element({ element, ...rest }: Placed<BlockElement>) {
  switch (element.type) {
    case 'button':
      return <ButtonControl element={element} {...rest} />;
    case 'static_select':
    case 'external_select':
    case 'users_select':
    case 'conversations_select':
      return <OneSelect element={element} {...rest} />;
    case 'multi_static_select':
    case 'multi_users_select':
      return <ManySelect element={element} {...rest} />;
    case 'radio_buttons':
      return <RadioButtons element={element} {...rest} />;
    case 'checkboxes':
      return <Checkboxes element={element} {...rest} />;
    case 'overflow':
      return <OverflowMenu element={element} {...rest} />;
    case 'plain_text_input':
      return <TextControl element={element} {...rest} />;
    case 'number_input':
      return <NumberControl element={element} {...rest} />;
    case 'datepicker':
      return <DateControl element={element} {...rest} />;
    case 'timepicker':
      return <TimeControl element={element} {...rest} />;
    case 'image':
      return <img src={'image_url' in element ? element.image_url : ''} alt={element.alt_text} />;
    default:
      return <CannotDraw what={`an element of type “${element.type}”`} />;
  }
}
