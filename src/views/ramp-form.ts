import type { ModalView } from '@slack/types';
import type { PersonId, TeamId } from '../domain/brand.ts';
import { type Day, shortDay } from '../domain/calendar.ts';
import { type Ramp, WHOLE_SHARE } from '../domain/quota.ts';
import { parsePercent, percentText } from '../domain/setting-text.ts';
import type { Settings } from '../domain/settings.ts';
import type { RampFile } from '../domain/setup-file.ts';
import { actions, button, type Line, section } from './blocks.ts';
import {
  dateInput,
  type Errors,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  type Read,
  type SubmittedView,
  select,
  textInput,
  typed,
} from './form.ts';
import { ids } from './ids.ts';
import { pageButtons, setupPage } from './setup-home.ts';
import { readSetupCarried, setupCarried } from './setup-metadata.ts';

type Seen = { readonly settings: Pick<Settings, 'decimal'>; readonly today: Day };

/** Who on a team is measured by a share of the quota while they are new. */
export function rampsPage(
  { team, teamName, ramps, people }: RampFile,
  { settings, today, said = [] }: Seen & { readonly said?: readonly Line[] },
): ModalView {
  const none = 'No ramps. Whoever is new can be measured by a share of the quota for a while.';
  const value = setupCarried({ team });
  return setupPage('Ramps', said, [
    section([[{ bold: teamName }]]),
    ...(people.length === 0 ? [section(['Nobody is on it yet.'])] : ramps.all === 0 ? [section([none])] : []),
    ...ramps.rows.map(({ id, name, ...ramp }) =>
      section(
        [[{ bold: name }, ` · ${rampText(ramp, { settings, today })}`]],
        button(ids.setupRemoveRamp, 'Remove', {
          value: setupCarried({ team, ramp: id, page: ramps.number }),
          label: `Remove the ramp of ${name}`,
        }),
      ),
    ),
    ...pageButtons(ramps, { list: 'ramps', team }),
    actions(ids.setupButtons, [
      ...(people.length === 0 ? [] : [button(ids.setupAddRamp, 'Add a ramp', { value, style: 'primary' })]),
      button(ids.setupOverview, 'Back to setup'),
    ]),
  ]);
}

/** `50 % from 1 Oct to 31 Dec`. */
export function rampText({ startsOn, endsOn, share }: Ramp, { settings, today }: Seen): string {
  return `${percentText(share, settings.decimal)} % from ${shortDay(startsOn, today)} to ${shortDay(endsOn, today)}`;
}

/** A static select shows a hundred people: more than a team has new ones. */
export function rampForm({ team, teamName, people }: RampFile): ModalView {
  const choices = people.map(({ person, name }) => [person, name] as const);
  return modal({ callbackId: ids.rampForm, title: 'A ramp', metadata: setupCarried({ team }), submit: 'Add' }, [
    section([[{ bold: teamName }]]),
    select(ids.rampPerson, 'Who?', choices),
    textInput(ids.rampShare, 'Share of the quota in %', { initial: '50', hint: 'Above 0, up to 100.' }),
    dateInput(ids.rampFrom, 'From'),
    dateInput(ids.rampTo, 'Until', { hint: 'The last day on which it holds.' }),
  ]);
}

export type RampForm = Ramp & { readonly team: TeamId; readonly person: PersonId };

export function readRampForm(view: SubmittedView): Read<RampForm> {
  const team = readSetupCarried(view.private_metadata)?.team;
  if (team === undefined || !hasBlocks(view, [ids.rampPerson, ids.rampShare, ids.rampFrom, ids.rampTo])) {
    return { is: 'outdated' };
  }
  const person = chosenPerson(view);
  const share = parsePercent(typed(view, ids.rampShare));
  const [from, to] = [pickedDay(view, ids.rampFrom), pickedDay(view, ids.rampTo)];
  const errors: Errors = {
    ...(person === null ? { [ids.rampPerson]: 'Choose somebody' } : {}),
    ...(share === null || share === 0 ? { [ids.rampShare]: 'Above 0, up to 100, with two decimals at most' } : {}),
    ...dayErrors(from, to),
  };
  if (person === null || share === null || share > WHOLE_SHARE || Object.keys(errors).length > 0)
    return { is: 'wrong', errors };
  if (from === null || from === 'impossible' || to === null || to === 'impossible') return { is: 'wrong', errors };
  return { is: 'read', value: { team, person, share, startsOn: from, endsOn: to } };
}

/** Whoever the list showed; that they are there is the database's to know. */
function chosenPerson(view: SubmittedView): PersonId | null {
  const value = view.state.values[ids.rampPerson]?.[ids.rampPerson]?.selected_option?.value ?? '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? (value as PersonId) : null;
}

type Picked = Day | null | 'impossible';

function dayErrors(from: Picked, to: Picked): Errors {
  if (from === null || from === 'impossible')
    return { [ids.rampFrom]: from === null ? 'From which day on?' : NO_SUCH_DAY };
  if (to === null || to === 'impossible') return { [ids.rampTo]: to === null ? 'Until which day?' : NO_SUCH_DAY };
  return to < from ? { [ids.rampTo]: 'Not before it begins' } : {};
}
