import type { ModalView } from '@slack/types';
import { type Day, parseDay, shortDay } from '../domain/calendar.ts';
import type { Holiday, HolidayList } from '../domain/setup-file.ts';
import { isWorkingDay } from '../domain/working-days.ts';
import { actions, button, type Line, section } from './blocks.ts';
import {
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  type Read,
  type SubmittedView,
  textInput,
  tooLong,
  typed,
} from './form.ts';
import { ids } from './ids.ts';
import { pageButtons, setupPage } from './setup-home.ts';
import { readSetupCarried, setupCarried } from './setup-metadata.ts';

/** The weekdays on which the workspace does not work, those to come first. */
export function holidaysPage(
  holidays: HolidayList,
  { today, said = [] }: { readonly today: Day; readonly said?: readonly Line[] },
): ModalView {
  const none =
    'No holidays yet. Quotas are prorated, and pace is measured, by working days: weekdays less what stands here.';
  return setupPage('Holidays', said, [
    ...(holidays.all === 0 ? [section([none])] : []),
    ...holidays.rows.map(({ day, name }) =>
      section(
        [[{ bold: shortDay(day, today) }, ` · ${name}`]],
        button(ids.setupRemoveHoliday, 'Remove', {
          value: setupCarried({ day, page: holidays.number }),
          label: `Remove ${name}, ${shortDay(day, today)}`,
        }),
      ),
    ),
    ...pageButtons(holidays, { list: 'holidays' }),
    actions(ids.setupButtons, [
      button(ids.setupAddHoliday, 'Add a holiday', { style: 'primary' }),
      button(ids.setupOverview, 'Back to setup'),
    ]),
  ]);
}

export function holidayForm(): ModalView {
  return modal({ callbackId: ids.holidayForm, title: 'A holiday', metadata: setupCarried({}), submit: 'Add' }, [
    dateInput(ids.holiday, 'Day', { hint: 'A weekday on which nobody in the workspace works.' }),
    textInput(ids.holidayName, 'Name', { placeholder: 'Labour Day' }),
  ]);
}

export function readHolidayForm(view: SubmittedView): Read<Holiday> {
  const carried = readSetupCarried(view.private_metadata);
  if (carried === null || !hasBlocks(view, [ids.holiday, ids.holidayName])) return { is: 'outdated' };
  const day = pickedDay(view, ids.holiday);
  const name = typed(view, ids.holidayName);
  const dayProblem = dayError(day);
  const nameProblem = name === '' ? 'What is it called?' : tooLong(name);
  if (day === null || day === 'impossible' || dayProblem !== null || nameProblem !== null) {
    const errors = {
      ...(dayProblem === null ? {} : { [ids.holiday]: dayProblem }),
      ...(nameProblem === null ? {} : { [ids.holidayName]: nameProblem }),
    };
    return { is: 'wrong', errors };
  }
  return { is: 'read', value: { day, name } };
}

function dayError(day: Day | null | 'impossible'): string | null {
  if (day === null) return 'Which day?';
  if (day === 'impossible') return NO_SUCH_DAY;
  return isWorkingDay(day, new Set()) ? null : 'That is on a weekend, when nobody works anyway';
}

/** Which holiday a button removes; null where it says none. */
export function carriedDay(text: string): Day | null {
  return parseDay(readSetupCarried(text)?.day ?? '');
}
