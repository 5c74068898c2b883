import type { TextObject } from '@slack/types';
import { Component, memo, type ReactNode, useContext } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { richText } from '../mrkdwn.ts';
import { NamesContext } from '../surface.tsx';

/** Blocks without controls, by slack-blocks-to-jsx. */
export const Drawn = memo(function Drawn({ block }: { readonly block: unknown }) {
  const names = useContext(NamesContext);
  const all = Object.entries(names).map(([id, name]) => ({ id, name }));
  const data = {
    users: all.filter(({ id }) => /^[UW]/.test(id)),
    channels: all.filter(({ id }) => /^[CG]/.test(id)),
    user_groups: [],
  };
  return (
    <Fenced key={JSON.stringify(block)}>
      <Message blocks={[block as Block]} name="" logo="" theme="light" data={data} withoutWrapper />
    </Fenced>
  );
});

export const Text = memo(function Text({ text }: { readonly text: TextObject }) {
  return <Drawn block={richText(text)} />;
});

/** A visible box for what the page has no drawing of: never nothing. */
export function CannotDraw({ what }: { readonly what: string }) {
  return <p className="cannot-draw">The playground cannot draw {what}. Slack may.</p>;
}

/** The library throws on some blocks; the page goes on and shows which one. */
class Fenced extends Component<{ readonly children: ReactNode }, { readonly problem: string | null }> {
  override state = { problem: null };

  static getDerivedStateFromError(error: unknown) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.problem === null ? this.props.children : <CannotDraw what={`this (${this.state.problem})`} />;
  }
}
