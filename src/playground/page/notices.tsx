export type Notice = { readonly key: string; readonly text: string };

type Props = { readonly notices: readonly Notice[]; readonly dismiss: (key: string) => void };

/** What Slack itself says. It stands outside of everything that a dialog makes inert, so that it is always heard. */
export function Notices({ notices, dismiss }: Props) {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {notices.map(({ key, text }) => (
        <div key={key} className="toast">
          <span>{text}</span>
          <button type="button" className="icon" aria-label="Dismiss notice" onClick={() => dismiss(key)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
