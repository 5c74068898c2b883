import { type Obj, objAt } from '../json.ts';
import { anyText, id, image, mrkdwn, plain } from './compositions.ts';
import { ELEMENTS } from './elements.ts';
import { dataTable, dataVisualization, table } from './figures.ts';
import { richText } from './rich-text.ts';
import { byType, type Fields, flag, list, may, oneOf, only, type Rule, shape, text, whole } from './rules.ts';

export type Surface = 'message' | 'modal' | 'home';

const block: Fields = { type: text(50), block_id: may(id) };

const PICKERS = [
  ...['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'],
  ...['multi_static_select', 'multi_external_select', 'multi_users_select', 'multi_conversations_select'],
  ...['multi_channels_select', 'radio_buttons', 'checkboxes', 'datepicker', 'timepicker'],
];
const INPUTS = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'file_input'];

const inActions = byType(only(ELEMENTS, ...PICKERS, 'datetimepicker', 'button', 'overflow'));
const asAccessory = byType(only(ELEMENTS, ...PICKERS, 'image', 'button', 'overflow'));
const inInput = byType(only(ELEMENTS, ...PICKERS, 'datetimepicker', ...INPUTS));
const inContext = byType({ image, plain_text: anyText(3_000), mrkdwn: anyText(3_000) });

const section = shape(
  {
    ...block,
    text: may(anyText(3_000)),
    fields: may(list(anyText(2_000), 1, 10)),
    accessory: may(asAccessory),
    expand: may(flag),
  },
  (given, say) => {
    if (given.text === undefined && given.fields === undefined) say('', 'missing required field: text');
  },
);

const input = shape(
  {
    ...block,
    label: plain(2_000),
    element: inInput,
    hint: may(plain(2_000)),
    optional: may(flag),
    dispatch_action: may(flag),
  },
  (given, say) => {
    const isFile = objAt(given, 'element').type === 'file_input';
    if (isFile && given.dispatch_action === true) say('dispatch_action', 'not allowed with a file_input');
  },
);

const card = shape(
  {
    ...block,
    hero_image: may(image),
    icon: may(image),
    title: may(mrkdwn(150)),
    subtitle: may(mrkdwn(150)),
    body: may(mrkdwn(200)),
    subtext: may(mrkdwn(200)),
    actions: may(list(byType(only(ELEMENTS, 'button')), 1, 3)),
  },
  (given: Obj, say) => {
    const isEmpty = ['hero_image', 'title', 'body', 'actions'].every((part) => given[part] === undefined);
    if (isEmpty) say('', 'must have a hero_image, title, body or actions');
  },
);

const everywhere: { readonly [type: string]: Rule } = {
  header: shape({ ...block, text: plain(150), level: may(whole(1, 4)) }),
  section,
  context: shape({ ...block, elements: list(inContext, 1, 10) }),
  actions: shape({ ...block, elements: list(inActions, 1, 25) }),
  divider: shape(block),
  image: shape({
    ...block,
    alt_text: text(2_000),
    title: may(plain(2_000)),
    image_url: may(text(3_000)),
    slack_file: may(shape({ id: may(id), url: may(text(3_000)) })),
  }),
  input,
  rich_text: richText,
  card,
};

/** The blocks that may stand on each surface. What is not listed is refused, also where Slack itself might take it. */
export const BLOCKS: { readonly [S in Surface]: Rule } = {
  message: byType({
    ...everywhere,
    table,
    data_table: dataTable,
    data_visualization: dataVisualization,
    markdown: shape({ ...block, text: text(12_000) }),
  }),
  modal: byType({
    ...everywhere,
    alert: shape({
      ...block,
      text: anyText(200),
      level: may(oneOf('default', 'info', 'warning', 'error', 'success')),
    }),
  }),
  home: byType({ ...everywhere, table, data_table: dataTable }),
};
