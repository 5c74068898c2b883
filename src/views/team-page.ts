import type { KnownBlock, ModalView } from '@slack/types';
import type { Day } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { Member, Page, TeamFile, Unlinked } from '../domain/setup-file.ts';
import { actions, button, divider, type Line, section } from './blocks.ts';
import { ids } from './ids.ts';
import { pageButtons, setupPage } from './setup-home.ts';
import { setupCarried } from './setup-metadata.ts';
import { limitText, spanText } from './setup-words.ts';
import { listed } from './words.ts';

/** A team: what it is called, who manages it, and who is on it from when until when. */
export function teamPage(
  { id, name, manager, discountLimit, wins, members }: TeamFile,
  { settings, today, said = [] }: { readonly settings: Settings; readonly today: Day; readonly said?: readonly Line[] },
): ModalView {
  const value = setupCarried({ team: id });
  const limit =
    discountLimit === null
      ? `Discounts up to ${limitText(settings.discountLimit, settings)}, as everywhere`
      : `Discounts up to ${limitText(discountLimit, settings)}`;
  return setupPage('Team', said, [
    section(
      [[{ bold: name }], manager === null ? 'No manager' : `Managed by ${manager.name}`, limit],
      button(ids.setupEditTeam, 'Change', { value, label: `Change the team ${name}` }),
    ),
    section(
      [winsText(wins)],
      button(ids.setupWins, 'Wins', { value, label: `Change where ${name} hears of its wins` }),
    ),
    divider,
    ...(members.all === 0 ? [section(['Nobody is on it yet.'])] : []),
    ...members.rows.map((member) => memberBlock(member, today)),
    ...pageButtons(members, { list: 'members', team: id }),
    actions(ids.setupButtons, [
      button(ids.setupAddMembers, 'Add people', { value, style: 'primary' }),
      button(ids.setupRamps, 'Ramps', { value, label: `Ramps on ${name}` }),
      button(ids.setupOverview, 'Back to setup'),
    ]),
  ]);
}

function winsText({ channel, showsAmount }: TeamFile['wins']): string {
  if (channel === null) return 'Wins are told nowhere';
  return `Wins are told in its channel, ${showsAmount ? 'with' : 'without'} the amount`;
}

function memberBlock({ membership, name, isByNameOnly, ...span }: Member, today: Day): KnownBlock {
  const byName = isByNameOnly ? ' · known by name only' : '';
  const value = setupCarried({ membership });
  return section(
    [[{ bold: name }, ` · ${spanText(span, today)}${byName}`]],
    button(ids.setupMember, 'Change', { value, label: `Change when ${name} was on the team` }),
  );
}

/** People known by name only, each with the way to say who they are. */
export function peoplePage(people: Page<Unlinked>, said: readonly Line[] = []): ModalView {
  const none = 'Everybody is linked. People from an import who are not found by name will stand here.';
  const what =
    'Known by name only, from an import. Whoever you choose gets the deals, the credit and the teams of that name.';
  return setupPage('Link people', said, [
    section([people.all === 0 ? none : what]),
    ...people.rows.map(({ person, name, teams }) =>
      section(
        [[{ bold: name }, teams.length === 0 ? '' : ` · ${listed(teams)}`]],
        button(ids.setupPerson, 'Link', { value: setupCarried({ person }), label: `Say who ${name} is in Slack` }),
      ),
    ),
    ...pageButtons(people, { list: 'people' }),
    actions(ids.setupButtons, [button(ids.setupOverview, 'Back to setup')]),
  ]);
}
