import { type FormEvent, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { PageView, ViewState } from '../page-protocol.ts';
import { Blocks } from './blocks/block.tsx';
import { Dialog } from './dialog.tsx';
import { asBlocks } from './form-state.ts';
import { SurfaceContext, useForm, useWorld } from './surface.tsx';

type Props = { readonly view: PageView; readonly isOnTop: boolean };

/** One view of the stack; those below the top keep what was typed in them. */
export function Modal({ view, isOnTop }: Props) {
  const { screen, gesture } = useWorld();
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const blocks = useMemo(() => asBlocks(view.blocks), [view.blocks]);
  const { state, set } = useForm(blocks, screen.open);
  const { errors, isSending, edited, submit } = useSubmission(view, isOnTop, state);
  const title = textOf(view.title) ?? '';
  const submitText = textOf(view.submit);
  const close = (all: boolean) => void gesture({ kind: 'close', view: view.id, all });
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('.wrong :is(input, textarea)')?.focus();
  }, [errors]);
  // The button that was pressed is gone once the outcome stands in the form's place: the keyboard stays in the dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new hash is the sign that the view was drawn anew
  useEffect(() => {
    if (isOnTop && document.activeElement === document.body)
      form.current?.querySelector<HTMLElement>('section')?.focus();
  }, [view.hash, isOnTop]);
  // Another view in this one's place is read from its top.
  useEffect(() => {
    if (view.callback_id !== undefined) form.current?.querySelector('.dialog-body')?.scrollTo({ top: 0 });
  }, [view.callback_id]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (submitText !== null) void submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  const surface = {
    from: { view: view.id },
    state,
    errors,
    set: (blockId: string, actionId: string, value: Parameters<typeof set>[2]) => {
      edited(blockId);
      return set(blockId, actionId, value);
    },
  };
  return (
    <Dialog role="dialog" titleId={titleId} isOnTop={isOnTop} className="dialog" onEscape={() => close(false)}>
      <form ref={form} noValidate onSubmit={onSubmit} onKeyDown={onKeyDown} aria-busy={isSending}>
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon" aria-label="Close all" onClick={() => close(true)}>
            ×
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long view without fields must scroll by keyboard as well */}
        <section className="dialog-body" aria-labelledby={titleId} tabIndex={0}>
          <SurfaceContext value={surface}>
            <Blocks blocks={blocks} />
          </SurfaceContext>
        </section>
        <footer className="dialog-foot">
          <button type="button" className="button" onClick={() => close(false)}>
            {textOf(view.close) ?? (submitText === null ? 'Close' : 'Cancel')}
          </button>
          {submitText === null ? null : (
            <button type="submit" className="button primary" disabled={isSending}>
              {isSending ? <span className="spinner" aria-hidden="true" /> : null}
              {submitText}
            </button>
          )}
        </footer>
        <p className="unseen" role="status">
          {isSending
            ? 'Sending'
            : Object.keys(errors).length > 0
              ? 'Something is missing or wrong; see the fields.'
              : ''}
        </p>
      </form>
    </Dialog>
  );
}

function textOf(text: unknown): string | null {
  return text ? String((text as { text: unknown }).text) : null;
}

type Errors = { readonly [blockId: string]: string };

const NONE: Errors = {};

/** Sends a view, and shows what was found wrong with it until the field is mended or the view is sent again. */
function useSubmission(view: PageView, isOnTop: boolean, state: ViewState) {
  const { screen, gesture } = useWorld();
  const [mended, setMended] = useState<readonly string[]>([]);
  const [isSending, setIsSending] = useState(false);
  const found = isOnTop && !isSending ? JSON.stringify(screen.fieldErrors) : '{}';
  const errors = useMemo(() => {
    const left = Object.entries<string>(JSON.parse(found)).filter(([blockId]) => !mended.includes(blockId));
    return left.length === 0 ? NONE : Object.fromEntries(left);
  }, [found, mended]);
  const submit = async () => {
    if (isSending) return;
    setIsSending(true);
    await gesture({ kind: 'submit', view: view.id, state });
    setMended([]);
    setIsSending(false);
  };
  const edited = (blockId: string) => {
    if (blockId in errors) setMended([...mended, blockId]);
  };
  return { errors, isSending, edited, submit };
}
