import type { ConfirmationDialog } from '@slack/types';
import { useId } from 'react';
import { Text } from './blocks/drawn.tsx';
import { Dialog } from './dialog.tsx';

type Props = { readonly confirm: ConfirmationDialog; readonly answer: (isSure: boolean) => void };

/** Slack's question before something that is hard to undo. */
export function Confirm({ confirm, answer }: Props) {
  const titleId = useId();
  return (
    <Dialog role="alertdialog" titleId={titleId} isOnTop className="dialog small" onEscape={() => answer(false)}>
      <header className="dialog-head">
        <h2 id={titleId}>{confirm.title?.text ?? 'Are you sure?'}</h2>
      </header>
      <div className="dialog-body">
        <Text text={confirm.text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button dialog-first" onClick={() => answer(false)}>
          {confirm.deny?.text ?? 'Cancel'}
        </button>
        <button type="button" className={`button ${confirm.style ?? 'primary'}`} onClick={() => answer(true)}>
          {confirm.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
