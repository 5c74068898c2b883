import { useEffect, useMemo, useRef } from 'react';
import { Blocks } from './blocks/block.tsx';
import { asBlocks } from './form-state.ts';
import { SurfaceContext, useForm, useWorld } from './surface.tsx';

/** The app's Home tab, as it published it for this person. */
export function Home() {
  const { screen, gesture } = useWorld();
  const visit = useRef(gesture);
  useEffect(() => void visit.current({ kind: 'read-home' }), []);
  const { home } = screen;
  const blocks = useMemo(() => asBlocks(home?.blocks), [home]);
  const { state, set } = useForm(blocks, screen.open);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold nothing to focus
    <section className="messages home" aria-label={`Home of ${screen.app}`} tabIndex={0}>
      {home === null ? (
        <p className="empty">{screen.app} shows nothing here yet. Its messages to you are in the Messages tab.</p>
      ) : (
        <SurfaceContext value={{ from: { view: home.id }, state, errors: {}, set }}>
          <Blocks blocks={blocks} />
        </SurfaceContext>
      )}
    </section>
  );
}
