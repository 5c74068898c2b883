import { byType, flag, list, may, oneOf, type Rule, shape, text, whole } from './rules.ts';

const type = text(50);
const style = may(
  shape({ bold: may(flag), italic: may(flag), strike: may(flag), code: may(flag), underline: may(flag) }),
);
const address = text(3_000);

const RUNS: { readonly [type: string]: Rule } = {
  text: shape({ type, text: text(12_000), style }),
  link: shape({ type, url: address, text: may(text(3_000)), unsafe: may(flag), style }),
  user: shape({ type, user_id: text(255), style }),
  channel: shape({ type, channel_id: text(255), style }),
  usergroup: shape({ type, usergroup_id: text(255), style }),
  broadcast: shape({ type, range: oneOf('here', 'channel', 'everyone'), style }),
  emoji: shape({ type, name: text(255), unicode: may(text(255)), url: may(address), style }),
  color: shape({ type, value: text(50), style }),
  date: shape({
    type,
    timestamp: whole(0, 9_999_999_999),
    format: text(255),
    url: may(address),
    fallback: may(text(255)),
    style,
  }),
};

const runs = list(byType(RUNS), 0, 1_000);
const section = shape({ type, elements: runs });

/** The parts of a rich_text block. */
const richTextParts = byType({
  rich_text_section: section,
  rich_text_quote: shape({ type, elements: runs, border: may(whole(0, 1)) }),
  rich_text_preformatted: shape({ type, elements: runs, border: may(whole(0, 1)), language: may(text(255)) }),
  rich_text_list: shape({
    type,
    style: oneOf('bullet', 'ordered'),
    elements: list(byType({ rich_text_section: section }), 0, 1_000),
    indent: may(whole(0, 8)),
    offset: may(whole(0, 1_000)),
    border: may(whole(0, 1)),
  }),
});

export const richText = shape({ type, block_id: may(text(255)), elements: list(richTextParts, 0, 1_000) });
