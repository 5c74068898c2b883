import type { ModalView } from '@slack/types';
import { addDays, type Day } from '../domain/calendar.ts';
import { type Deal, stageOf } from '../domain/deal.ts';
import { earlierStages, STAGES, type Stage } from '../domain/stages.ts';
import { section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import {
  chosen,
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  type Read,
  type SubmittedView,
  select,
  textInput,
  tooLong,
  typed,
} from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import { type Look, personsToday } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { STAGE_NAMES } from './words.ts';

const USUAL_PARKING_DAYS = 90;

/** Off the live places until a day; the day is a suggestion that somebody has to look at. */
export function parkForm(deal: Deal, look: Look): ModalView {
  const initial = deal.standing.is === 'parked' ? deal.standing.until : addDays(personsToday(look), USUAL_PARKING_DAYS);
  return modal({ callbackId: ids.parkForm, title: 'Park', metadata: carried(deal), submit: 'Park it' }, [
    section([[{ bold: dealName(deal) }], 'It comes back by itself on that day, and Timing is then asked again.']),
    dateInput(ids.until, 'Until', { initial }),
    textInput(ids.reason, 'Why then?', { isOptional: true }),
  ]);
}

export function readParkForm(view: SubmittedView): Read<Carried & { readonly until: Day; readonly reason: string }> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.until, ids.reason])) return { is: 'outdated' };
  const until = pickedDay(view, ids.until);
  const reason = typed(view, ids.reason);
  const errors: { [block: string]: string } = {};
  if (until === null) errors[ids.until] = 'Until which day?';
  if (until === 'impossible') errors[ids.until] = NO_SUCH_DAY;
  const long = tooLong(reason, TYPED.reason);
  if (long !== null) errors[ids.reason] = long;
  if (Object.keys(errors).length > 0 || until === null || until === 'impossible') return { is: 'wrong', errors };
  return { is: 'read', value: { ...carriedBy, until, reason } };
}

/** To a stage before, with a reason that whoever reads the history understands. */
export function backForm(deal: Deal): ModalView {
  const stages = earlierStages(stageOf(deal));
  return modal({ callbackId: ids.backForm, title: 'Back', metadata: carried(deal), submit: 'Move back' }, [
    section([
      [{ bold: dealName(deal) }],
      `It is in ${STAGE_NAMES[stageOf(deal)]}. Moving back is no shame: it says what is true.`,
    ]),
    select(
      ids.stage,
      'Back to',
      stages.map((stage) => [stage, STAGE_NAMES[stage]]),
      { initial: stages[0] ?? null },
    ),
    textInput(ids.reason, 'What turned out to be missing?'),
  ]);
}

export function readBackForm(view: SubmittedView): Read<Carried & { readonly to: Stage; readonly reason: string }> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.stage, ids.reason])) return { is: 'outdated' };
  const to = chosen(view, ids.stage, STAGES);
  const reason = typed(view, ids.reason);
  const errors: { [block: string]: string } = {};
  if (to === null) errors[ids.stage] = 'Back to which stage?';
  const long = tooLong(reason, TYPED.reason);
  if (reason === '') errors[ids.reason] = 'One line: what turned out to be missing?';
  else if (long !== null) errors[ids.reason] = long;
  return to === null || Object.keys(errors).length > 0
    ? { is: 'wrong', errors }
    : { is: 'read', value: { ...carriedBy, to, reason } };
}
