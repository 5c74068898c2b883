import { byType, flag, list, may, oneOf, type Rule, shape, text } from './rules.ts';

/** Ids that an app chooses. */
export const id = text(255);

export function plain(most: number, least = 1): Rule {
  return byType({ plain_text: shape({ type: text(20), text: text(most, least), emoji: may(flag) }) });
}

export function mrkdwn(most: number, least = 1): Rule {
  return byType({ mrkdwn: shape({ type: text(20), text: text(most, least), verbatim: may(flag) }) });
}

/** Plain text or mrkdwn. */
export function anyText(most: number, least = 1): Rule {
  return byType({
    plain_text: plain(most, least),
    mrkdwn: mrkdwn(most, least),
  });
}

const common = { value: text(75), description: may(plain(75)) };

/** Docs allow 150 for a value, the types 75: the smaller. */
export const option = shape({ text: plain(75), ...common });
export const optionWithMarks = shape({ text: anyText(75), value: text(75), description: may(anyText(75)) });
export const overflowOption = shape({ text: plain(75), ...common, url: may(text(3_000)) });
export const optionGroup = shape({ label: plain(75), options: list(option, 1, 100) });

export const confirm = shape({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: may(oneOf('primary', 'danger')),
});

export const image = shape(
  {
    type: text(20),
    alt_text: text(2_000),
    image_url: may(text(3_000)),
    slack_file: may(shape({ id: may(text(255)), url: may(text(3_000)) })),
  },
  ({ image_url, slack_file }, say) => {
    if ((image_url === undefined) === (slack_file === undefined))
      say('', 'must provide either image_url or slack_file');
  },
);
