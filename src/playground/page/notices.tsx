import { useEffect } from 'react';

export type Notice = { readonly key: string; readonly text: string };

type Props = { readonly notices: readonly Notice[]; readonly dismiss: (key: string) => void };

/** Long enough to read a line twice; kept longer it would cover a phone's form. */
const SHOWN_MS = 10_000;

/** What Slack itself says. It stands outside of everything that a dialog makes inert, so that it is always heard. */
export function Notices({ notices, dismiss }: Props) {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {notices.map((notice) => (
        <Toast key={notice.key} notice={notice} dismiss={dismiss} />
      ))}
    </div>
  );
}

function Toast({ notice: { key, text }, dismiss }: { readonly notice: Notice; readonly dismiss: Props['dismiss'] }) {
  useEffect(() => {
    const timer = setTimeout(dismiss, SHOWN_MS, key);
    return () => clearTimeout(timer);
  }, [key, dismiss]);
  return (
    <div className="toast">
      <span>{text}</span>
      <button type="button" className="icon" aria-label="Dismiss notice" onClick={() => dismiss(key)}>
        ×
      </button>
    </div>
  );
}
