import type { InputBlock } from '@slack/types';
import { useId } from 'react';
import { Element } from '../elements/element.tsx';
import { useSurface } from '../surface.tsx';

/** A labelled field with its hint, and what is wrong with it under it. */
export function InputField({ block }: { readonly block: InputBlock }) {
  const inputId = useId();
  const blockId = block.block_id ?? '';
  const error = useSurface().errors[blockId];
  const describedBy = [
    error === undefined ? null : `${inputId}-error`,
    block.hint === undefined ? null : `${inputId}-hint`,
  ].filter((id) => id !== null);
  const field = {
    label: block.label.text,
    inputId,
    describedBy: describedBy.length === 0 ? undefined : describedBy.join(' '),
    isInvalid: error !== undefined,
    isRequired: block.optional !== true,
    dispatches: block.dispatch_action === true,
  };
  return (
    <div className={error === undefined ? 'field' : 'field wrong'} data-focus={takesFocus(block) ? true : undefined}>
      <label htmlFor={inputId}>
        {block.label.text}
        {block.optional ? <span className="optional"> (optional)</span> : null}
      </label>
      <Element blockId={blockId} element={block.element} field={field} />
      {error === undefined ? null : (
        <p className="field-error" id={`${inputId}-error`}>
          {error}
        </p>
      )}
      {block.hint === undefined ? null : (
        <p className="hint" id={`${inputId}-hint`}>
          {block.hint.text}
        </p>
      )}
    </div>
  );
}

function takesFocus({ element }: InputBlock): boolean {
  return 'focus_on_load' in element && element.focus_on_load === true;
}
