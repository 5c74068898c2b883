import { isDeepStrictEqual } from 'node:util';
import { completed } from '../elements.ts';
import { isObj, type Obj, objsAt } from '../json.ts';
import { confirm, id, image, option, optionGroup, optionWithMarks, overflowOption, plain } from './compositions.ts';
import { type Fields, flag, like, list, may, oneOf, type Rule, shape, text, whole } from './rules.ts';

type Say = (key: string, message: string) => void;

const DATE = like(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date as YYYY-MM-DD');
const TIME = like(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm');
const NUMBER = like(/^-?\d+(\.\d+)?$/, 'a number in a string');
const some = (rule: Rule) => may(list(rule, 1, 100));

const usable: Fields = { type: text(50), action_id: may(id) };
const asked: Fields = { ...usable, confirm: may(confirm) };
const chosen: Fields = { ...asked, focus_on_load: may(flag) };
const placeheld: Fields = { ...chosen, placeholder: may(plain(150)) };
const several: Fields = { max_selected_items: may(whole(1, 1_000)) };
const dispatching = may(
  shape({ trigger_actions_on: may(list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2)) }),
);
const written: Fields = {
  ...usable,
  focus_on_load: may(flag),
  placeholder: may(plain(150)),
  dispatch_action_config: dispatching,
};
const menu: Fields = { options: may(list(option, 1, 100)), option_groups: may(list(optionGroup, 1, 100)) };
const filter = may(
  shape({
    include: may(list(oneOf('im', 'mpim', 'private', 'public'), 1, 4)),
    exclude_external_shared_channels: may(flag),
    exclude_bot_users: may(flag),
  }),
);
const conversations: Fields = { default_to_current_conversation: may(flag), filter };

/** Every element that an app like ours could send; workflow buttons, feedback and icons are left out. */
export const ELEMENTS: { readonly [type: string]: Rule } = {
  image,
  button: shape({
    ...asked,
    text: plain(75),
    value: may(text(2_000)),
    url: may(text(3_000)),
    style: may(oneOf('primary', 'danger')),
    accessibility_label: may(text(75)),
  }),
  overflow: shape({ ...asked, options: list(overflowOption, 1, 5) }),
  static_select: shape({ ...placeheld, ...menu, initial_option: may(option) }, menuHolds),
  multi_static_select: shape({ ...placeheld, ...several, ...menu, initial_options: some(option) }, menuHolds),
  external_select: shape({ ...placeheld, initial_option: may(option), min_query_length: may(whole(0, 100)) }),
  multi_external_select: shape({
    ...placeheld,
    ...several,
    initial_options: some(option),
    min_query_length: may(whole(0, 100)),
  }),
  radio_buttons: shape(
    { ...chosen, options: list(optionWithMarks, 1, 10), initial_option: may(optionWithMarks) },
    initialsHold,
  ),
  checkboxes: shape(
    { ...chosen, options: list(optionWithMarks, 1, 10), initial_options: may(list(optionWithMarks, 1, 10)) },
    initialsHold,
  ),
  datepicker: shape({ ...placeheld, initial_date: may(DATE) }),
  timepicker: shape({ ...placeheld, initial_time: may(TIME), timezone: may(text(255)) }),
  datetimepicker: shape({ ...chosen, initial_date_time: may(whole(1_000_000_000, 9_999_999_999)) }),
  users_select: shape({ ...placeheld, initial_user: may(id) }),
  multi_users_select: shape({ ...placeheld, ...several, initial_users: some(id) }),
  conversations_select: shape({
    ...placeheld,
    ...conversations,
    initial_conversation: may(id),
    response_url_enabled: may(flag),
  }),
  multi_conversations_select: shape({ ...placeheld, ...several, ...conversations, initial_conversations: some(id) }),
  channels_select: shape({ ...placeheld, initial_channel: may(id), response_url_enabled: may(flag) }),
  multi_channels_select: shape({ ...placeheld, ...several, initial_channels: some(id) }),
  plain_text_input: shape(
    {
      ...written,
      multiline: may(flag),
      initial_value: may(text(3_000, 0)),
      min_length: may(whole(0, 3_000)),
      max_length: may(whole(1, 3_000)),
    },
    lengthsHold,
  ),
  number_input: shape({
    ...written,
    is_decimal_allowed: flag,
    initial_value: may(NUMBER),
    min_value: may(NUMBER),
    max_value: may(NUMBER),
  }),
  email_text_input: shape({ ...written, initial_value: may(text(3_000, 0)) }),
  url_text_input: shape({ ...written, initial_value: may(text(3_000, 0)) }),
  file_input: shape({ ...usable, filetypes: may(list(text(50), 1, 100)), max_files: may(whole(1, 10)) }),
};

function menuHolds(element: Obj, say: Say): void {
  const { options, option_groups } = element;
  if ((options === undefined) === (option_groups === undefined)) {
    say('', 'must provide either options or option_groups');
  }
  initialsHold(element, say);
}

/** What is chosen at first must be one of the options, the same in every part. */
function initialsHold(element: Obj, say: Say): void {
  const groups = objsAt(element, 'option_groups').flatMap((group) => objsAt(group, 'options'));
  const options = [...objsAt(element, 'options'), ...groups].map(asTold);
  const isOffered = (initial: Obj) => options.some((one) => isDeepStrictEqual(one, asTold(initial)));
  const { initial_option: first } = element;
  if (isObj(first) && !isOffered(first)) say('initial_option', 'must match one of the options');
  const initials = objsAt(element, 'initial_options');
  if (!initials.every(isOffered)) say('initial_options', 'must match the options');
}

function asTold(given: Obj): Obj {
  return completed(given, () => '');
}

function lengthsHold({ min_length: least, max_length: most, initial_value: initial }: Obj, say: Say): void {
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    say('min_length', 'must not be more than max_length');
  }
  if (typeof initial === 'string' && typeof most === 'number' && initial.length > most) {
    say('initial_value', 'must not be longer than max_length');
  }
}
