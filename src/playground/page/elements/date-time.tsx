import type { Datepicker, Timepicker } from '@slack/types';
import { type Placed, tied, useValue } from './placed.ts';

/** Years below this are halves of a year still being typed. */
const FIRST_YEAR = 1900;

export function DateControl(placed: Placed<Datepicker>) {
  const { element, field } = placed;
  const { value, choose, type } = useValue(placed);
  const change = (date: string) => {
    if (Number(date.slice(0, 4)) >= FIRST_YEAR) choose({ selected_date: date });
    else type({ selected_date: date === '' ? null : date });
  };
  return (
    <input
      type="date"
      className="control"
      {...tied(field, element.placeholder?.text ?? 'Date')}
      value={String(value.selected_date ?? '')}
      onChange={(event) => change(event.target.value)}
    />
  );
}

export function TimeControl(placed: Placed<Timepicker>) {
  const { element, field } = placed;
  const { value, choose } = useValue(placed);
  return (
    <input
      type="time"
      className="control"
      {...tied(field, element.placeholder?.text ?? 'Time')}
      value={String(value.selected_time ?? '')}
      onChange={(event) => choose({ selected_time: event.target.value === '' ? null : event.target.value })}
    />
  );
}
