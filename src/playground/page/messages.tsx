import { useLayoutEffect, useRef } from 'react';
import type { PageMessage } from '../page-protocol.ts';
import { Message } from './message.tsx';
import { dayOf } from './time.ts';

type Props = {
  readonly label: string;
  readonly messages: readonly PageMessage[];
  readonly channel: string;
  readonly zone: string;
  readonly empty: string;
  readonly openThread: ((ts: string) => void) | null;
  readonly dismiss: (ts: string) => void;
};

/** The newest is below, and stays in sight unless one has scrolled up to read. */
export function Messages({ label, messages, empty, zone, ...rest }: Props) {
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const last = messages.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when the last message does
  useLayoutEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [last]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 80;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard as well
    <section ref={box} className="messages" role="log" aria-label={label} tabIndex={0} onScroll={onScroll}>
      {messages.length === 0 ? <p className="empty">{empty}</p> : null}
      {messages.map((message, index) => {
        const day = dayOf(message.at, zone);
        const before = messages[index - 1];
        const isNewDay = before === undefined || dayOf(before.at, zone) !== day;
        return (
          <div key={message.ts}>
            {isNewDay ? (
              <p className="day">
                <span>{day}</span>
              </p>
            ) : null}
            <Message message={message} zone={zone} {...rest} />
          </div>
        );
      })}
    </section>
  );
}
