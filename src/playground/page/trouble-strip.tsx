import { WAYS } from '../ways.ts';
import { useWorld } from './surface.tsx';

/** Over each conversation for as long as Slack fails, with the way out. */
export function TroubleStrip() {
  const { trouble } = useWorld().screen;
  return (
    <div className="trouble-strip" role="status">
      {trouble === null ? null : (
        <>
          <p>
            <b>Slack fails:</b> it <TroubleText />
          </p>
          <SwitchOff then={() => document.querySelector<HTMLElement>('.conversation-pane textarea')?.focus()} />
        </>
      )}
    </div>
  );
}

/** Such as: resets the connection after posting, at the next 2 posts. */
export function TroubleText() {
  const { trouble } = useWorld().screen;
  if (trouble === null) return null;
  const { left } = trouble;
  const posts = left === null ? 'until switched off' : left === 1 ? 'at the next post' : `at the next ${left} posts`;
  return `${WAYS.find(({ id }) => id === trouble.way)?.text}, ${posts}`;
}

export function SwitchOff({ then }: { readonly then?: () => void }) {
  const { gesture } = useWorld();
  const off = () => {
    void gesture({ kind: 'trouble', way: null, posts: null });
    then?.();
  };
  return (
    <button type="button" className="button" onClick={off}>
      Switch off
    </button>
  );
}
