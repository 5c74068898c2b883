import { type Obj, objAt, objsAt, textAt } from '../json.ts';
import { id } from './compositions.ts';
import { richText } from './rich-text.ts';
import {
  anyNumber,
  byType,
  type Complaint,
  type Fields,
  flag,
  list,
  may,
  oneOf,
  type Rule,
  shape,
  text,
  whole,
} from './rules.ts';

const type = text(50);
const block: Fields = { type, block_id: may(id) };

const rawText = shape({ type, text: text(10_000) });
const rawNumber = shape({ type, value: anyNumber, text: text(255) });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });
const headerCell = byType({ raw_text: rawText, raw_number: rawNumber });

const column = shape({ align: may(oneOf('left', 'center', 'right')), is_wrapped: may(flag) });

export const table = shape({
  ...block,
  rows: list(list(cell, 1, 20), 1, 100),
  column_settings: may(list(column, 0, 20)),
});

export const dataTable: Rule = shape(
  {
    ...block,
    caption: text(255),
    rows: list(list(cell, 1, 20), 2, 201),
    page_size: may(whole(1, 100)),
    row_header_column_index: may(whole(0, 19)),
  },
  ({ rows }, say) => {
    if (!Array.isArray(rows) || !rows.every(Array.isArray)) return;
    const [header = []] = rows;
    const isEven = rows.every((row) => row.length === header.length);
    if (!isEven) say('rows', 'every row must have as many cells as the first');
    const wrong: Complaint[] = [];
    list(headerCell, 1, 20)(header, '', wrong);
    if (wrong.length > 0) say('rows/0', 'the header must be of raw_text');
  },
);

const label = text(20);
const point = shape({ label, value: anyNumber });
/** Docs: 12 segments and series; an older page says six series, which is the smaller. */
const pie = shape({ type, segments: list(point, 1, 12) }, ({ segments }, say) => {
  const values = objsAt({ segments }, 'segments').map((one) => one.value);
  if (values.some((value) => typeof value === 'number' && value <= 0))
    say('segments', 'every value must be more than 0');
});
const drawn = shape(
  {
    type,
    series: list(shape({ name: label, data: list(point, 1, 20) }), 1, 6),
    axis_config: shape({ categories: list(label, 1, 20), x_label: may(text(50)), y_label: may(text(50)) }),
  },
  seriesHold,
);

export const dataVisualization = shape({
  ...block,
  title: text(50),
  chart: byType({ pie, bar: drawn, line: drawn, area: drawn }),
});

/** Names of series and categories are unique, and each series has exactly one point for each category. */
function seriesHold(chart: Obj, say: (key: string, message: string) => void): void {
  const series = objsAt(chart, 'series');
  const names = series.map((one) => textAt(one, 'name'));
  if (new Set(names).size < names.length) say('series', 'names must be unique');
  const { categories } = objAt(chart, 'axis_config');
  if (!Array.isArray(categories)) return;
  if (new Set(categories).size < categories.length) say('axis_config/categories', 'must be unique');
  const wanted = [...categories].map(String).sort().join('\n');
  const isComplete = (one: Obj) =>
    objsAt(one, 'data')
      .map((each) => textAt(each, 'label'))
      .sort()
      .join('\n') === wanted;
  if (!series.every(isComplete)) say('series', 'each series must have exactly one point for each category');
}
