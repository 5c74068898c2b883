import { memo, useMemo } from 'react';
import type { PageMessage } from '../page-protocol.ts';
import { Blocks } from './blocks/block.tsx';
import { Text } from './blocks/drawn.tsx';
import { asBlocks } from './form-state.ts';
import { SurfaceContext, useForm, useWorld } from './surface.tsx';
import { timeOf } from './time.ts';

type Props = {
  readonly message: PageMessage;
  readonly channel: string;
  readonly zone: string;
  /** Null where there is no thread to open: in a thread itself, and for what only one person sees. */
  readonly openThread: ((ts: string) => void) | null;
  readonly dismiss: (ts: string) => void;
};

export const Message = memo(function Message({ message, channel, zone, openThread, dismiss }: Props) {
  const { from, isEphemeral, ts } = message;
  const name = `${from.name}, ${timeOf(message.at, zone)}`;
  // Each message has these buttons: by ear, they are told apart by whose it is.
  const whose = <span className="unseen"> ({name})</span>;
  return (
    <article className={isEphemeral ? 'message ephemeral' : 'message'} aria-label={name}>
      <span className={from.isApp ? 'face app' : 'face'} aria-hidden="true">
        {from.name.slice(0, 1)}
      </span>
      <div className="message-main">
        {isEphemeral ? (
          <p className="only-you">
            Only visible to you
            <button type="button" className="link" onClick={() => dismiss(ts)}>
              Dismiss{whose}
            </button>
          </p>
        ) : null}
        <p className="message-head">
          <b>{from.name}</b>
          {from.isApp ? <span className="badge">APP</span> : null}
          <time dateTime={message.at}>{timeOf(message.at, zone)}</time>
          {message.editedAt === null ? null : <span className="edited">(edited)</span>}
          {openThread === null || isEphemeral ? null : (
            <button type="button" className="link reply" onClick={() => openThread(ts)}>
              Reply in thread{whose}
            </button>
          )}
        </p>
        <Body message={message} channel={channel} />
        {message.replies === 0 || openThread === null ? null : (
          <button type="button" className="link replies" onClick={() => openThread(ts)}>
            {message.replies === 1 ? '1 reply' : `${message.replies} replies`}
            {whose}
          </button>
        )}
      </div>
    </article>
  );
});

function Body({ message, channel }: { readonly message: PageMessage; readonly channel: string }) {
  const { screen } = useWorld();
  const blocks = useMemo(() => asBlocks(message.blocks), [message.blocks]);
  const { state, set } = useForm(blocks, screen.open);
  if (blocks.length === 0) return <Text text={{ type: 'mrkdwn', text: message.text }} />;
  return (
    <SurfaceContext value={{ from: { message: message.ts, channel }, state, errors: {}, set }}>
      <Blocks blocks={blocks} />
    </SurfaceContext>
  );
}
