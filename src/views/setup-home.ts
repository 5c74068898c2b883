import type { KnownBlock, ModalView } from '@slack/types';
import type { Settings } from '../domain/settings.ts';
import { type Overview, type Page, SETUP_PAGE, type TeamSummary } from '../domain/setup-file.ts';
import { actions, button, context, divider, header, type Line, section } from './blocks.ts';
import { modal } from './form.ts';
import { ids } from './ids.ts';
import { type SetupCarried, setupCarried } from './setup-metadata.ts';
import { decimalText, limitText, monthText } from './setup-words.ts';
import { listed } from './words.ts';

/** A page of the setup: what stands, each thing with the button that changes it, below what was just done. */
export function setupPage(title: string, said: readonly Line[], blocks: readonly KnownBlock[]): ModalView {
  const told = said.length > 0 ? [section(said), divider] : [];
  return modal({ callbackId: ids.setupHome, title, metadata: '', close: 'Done' }, [...told, ...blocks]);
}

export function setupHome({ settings, teams, admins, unlinked }: Overview, said: readonly Line[] = []): ModalView {
  const firstTime = 'Nobody is admin yet. Whoever saves something first becomes admin, and can name others.';
  const names = admins.map(({ name }) => name);
  return setupPage('Set up Sideline', said, [
    ...(admins.length === 0 ? [section([firstTime])] : []),
    section(settingsLines(settings), button(ids.setupSettings, 'Change', { label: 'Change the settings' })),
    section(
      [[{ bold: 'Admins' }], names.length === 0 ? 'None yet' : listed(shortList(names))],
      button(ids.setupAdmins, 'Change', { label: 'Change who is admin' }),
    ),
    divider,
    header('Teams'),
    ...teamBlocks(teams, settings),
    ...(unlinked === 0 ? [] : peopleBlocks(unlinked)),
  ]);
}

function settingsLines(settings: Settings): Line[] {
  const { currency, decimal, fiscalYearStart, zone, capacity, discountLimit } = settings;
  return [
    [{ bold: 'Settings' }],
    `Amounts in ${currency}, written ${decimalText(decimal)}`,
    `Fiscal year from ${monthText(fiscalYearStart)} · zone ${zone}`,
    `${capacity} live deals a rep · discounts up to ${limitText(discountLimit, settings)}`,
  ];
}

/** A long list is cut, and says by how many. */
export function shortList(names: readonly string[], most = 12): readonly string[] {
  return names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
}

function teamBlocks(teams: Page<TeamSummary>, settings: Settings): KnownBlock[] {
  const none =
    'No teams yet. A team has a manager, who may change the deals of its reps, and a discount limit if it needs its own.';
  return [
    ...(teams.all === 0 ? [section([none])] : []),
    ...teams.rows.map((team) =>
      section(
        [[{ bold: team.name }], teamText(team, settings)],
        button(ids.setupTeam, 'Open', { value: setupCarried({ team: team.id }), label: `Open the team ${team.name}` }),
      ),
    ),
    actions(ids.setupButtons, [button(ids.setupNewTeam, 'New team'), button(ids.setupHolidays, 'Holidays')]),
    ...pageButtons(teams, { list: 'teams' }),
  ];
}

function teamText({ managerName, people, discountLimit }: TeamSummary, settings: Settings): string {
  const manager = managerName === null ? 'No manager' : `Managed by ${managerName}`;
  const limit = discountLimit === null ? '' : ` · discounts up to ${limitText(discountLimit, settings)}`;
  return `${manager} · ${people === 1 ? '1 person' : `${people} people`}${limit}`;
}

function peopleBlocks(unlinked: number): KnownBlock[] {
  const are = unlinked === 1 ? '1 person is' : `${unlinked} people are`;
  return [
    divider,
    section(
      [`${are} known by name only, from an import. Say who they are in Slack, and their deals are theirs to change.`],
      button(ids.setupPeople, 'Link people'),
    ),
  ];
}

/** `21–40 of 57` with the ways there; nothing where all fits one page. */
export function pageButtons<T>(
  { rows, number, all }: Page<T>,
  list: Pick<SetupCarried, 'list' | 'team'>,
): KnownBlock[] {
  if (rows.length >= all) return [];
  const isLast = number * SETUP_PAGE + rows.length >= all;
  const to = (page: number) => ({ value: setupCarried({ ...list, page }) });
  return [
    context(`${number * SETUP_PAGE + 1}–${number * SETUP_PAGE + rows.length} of ${all}`),
    actions(ids.setupPages, [
      ...(number === 0 ? [] : [button(ids.setupPagePrevious, 'Previous', to(number - 1))]),
      ...(isLast ? [] : [button(ids.setupPage, 'Next', to(number + 1))]),
    ]),
  ];
}
