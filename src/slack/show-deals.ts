import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { hasAdmin, teamsOf } from '../db/people.ts';
import { closedBeside, findDeals, openDealsOfTeam } from '../db/pipeline.ts';
import type { DealId } from '../domain/brand.ts';
import { folded } from '../domain/text.ts';
import { dealCard } from '../views/deal-card.ts';
import { helpBlocks, unknownWordBlocks } from '../views/help.ts';
import { historyView } from '../views/history-view.ts';
import { ids } from '../views/ids.ts';
import { json } from '../views/metadata.ts';
import { closedPicker } from '../views/picker.ts';
import { dealList, noTeamBlocks, parkedList } from '../views/pipeline.ts';
import { setupHint } from '../views/setup-hint.ts';
import { goneBlocks } from '../views/sorry.ts';
import { addDeal } from './add-deal.ts';
import type { Asked } from './asked.ts';
import { nearestNames, type Parsed, parsed } from './command-line.ts';
import { dealOf, onHand, onPick, sayOutdated, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { findDeal } from './find-deal.ts';
import { type Command, onCommand, onPress } from './gesture.ts';
import { placesTaken } from './places-taken.ts';

const WORDS = ['list', 'new', 'help'] as const;

/** `/deal`: my live deals, a new one, the card of one; the buttons that lead from one to another. */
export function showDeals(app: App, deps: Deps): void {
  onCommand(app, deps, '/deal', (asked) => dealCommand(deps, asked));
  onPress(app, deps, ids.openDeal, async (asked) => {
    const found = await dealOf(deps, asked, asked.value);
    if (found !== null) await show(asked, found);
  });
  onPress(app, deps, ids.pickDeal, (asked) => onPick(asked, (id) => showDeal(deps, asked, id)));
  onPress(app, deps, ids.listParked, async (asked) => {
    const [look, { parked }] = await Promise.all([asked.look(), placesTaken(deps, asked, asked.by.person)]);
    await asked.say(parkedList(parked, look));
  });
  for (const id of [ids.listNext, ids.listPrevious]) {
    onPress(app, deps, id, async (asked) => {
      const to = ListPage.safeParse(json(asked.value));
      return to.success ? showList(deps, asked, to.data, 'replace') : sayOutdated(asked);
    });
  }
  for (const id of [ids.historyPage, ids.historyOlder, ids.historyNewer]) {
    onPress(app, deps, id, async (asked) => {
      const found = await dealOf(deps, asked, asked.value);
      if (found === null) return;
      const page = Math.max(0, Math.trunc(Number(found.carried.of ?? 0)) || 0);
      const file = await onHand(deps, asked, found.file.deal.id, page);
      if (file !== null) await asked.show(async () => historyView(file.file, page, file.look));
    });
  }
}

async function dealCommand(deps: Deps, asked: Command): Promise<void> {
  const line = parsed(asked.words, WORDS);
  if (line.is === 'nothing') return showList(deps, asked, { page: 0, team: null });
  if (line.is === 'name') return showNamed(deps, asked, line);
  if (line.word === 'help') return asked.say(helpBlocks('/deal'));
  return line.word === 'new' ? addDeal(deps, asked, line.rest) : showListOf(deps, asked, line.rest);
}

/** The card of the deal that has the name; a slip of the pen in the command's own words is told as such. */
async function showNamed(
  deps: Deps,
  asked: Asked,
  { name, meant }: Extract<Parsed<string>, { is: 'name' }>,
): Promise<void> {
  if (meant !== null && !(await isCompany(deps, asked, name))) {
    const [first = name] = name.split(/\s+/u);
    return asked.say(unknownWordBlocks('/deal', first, `${meant.word} ${meant.rest}`.trim()));
  }
  const id = await findDeal(deps, asked, name, { among: 'all', following: ids.pickDeal });
  const found = id === null ? null : await onHand(deps, asked, id);
  if (found === null) return id === null ? undefined : asked.say(goneBlocks());
  const closed = await closedBeside(deps.db, found.file.deal.id, { by: asked.by, today: asked.today });
  await asked.say([...dealCard(found.file, found.look), ...closedPicker(closed)]);
}

const ListPage = z.strictObject({ v: z.literal(1), page: z.int().min(0).max(10_000), team: z.uuid().nullable() });

/** `/deal lisk` is a slip of the pen only where no deal has that name. */
async function isCompany({ db }: Deps, { by, today }: Asked, name: string): Promise<boolean> {
  return (await findDeals(db, name, { by, today, among: 'all' })).length > 0;
}

export async function showDeal(deps: Deps, asked: Asked, id: DealId): Promise<void> {
  const found = await onHand(deps, asked, id);
  if (found === null) return asked.say(goneBlocks());
  await show(asked, found);
}

/** A card in a channel stands below the list that it was opened from; in a modal it takes the place of what was shown. */
async function show(asked: Asked, found: Parameters<typeof showCard>[1]): Promise<void> {
  await showCard(asked, found, [], 'beside');
}

type Page = { readonly page: number; readonly team: string | null };

/** Slack takes five answers to a command; with more teams than these, `/deal list` and a team's name. */
const MOST_LISTS = 5;

/** `/deal list team`, or a team's name where one has several. */
async function showListOf(deps: Deps, asked: Asked, rest: string): Promise<void> {
  if (rest === '') return showList(deps, asked, { page: 0, team: null });
  const teams = await teamsOf(deps.db, { by: asked.by, today: asked.today });
  const named = teams.filter(({ name }) => folded(name) === folded(rest));
  const all = folded(rest) === 'team' ? teams : [];
  const listed = (named.length > 0 ? named : all).slice(0, MOST_LISTS);
  for (const team of listed) await showList(deps, asked, { page: 0, team: team.id });
  if (listed.length > 0) return;
  if (teams.length === 0) return asked.say(noTeamBlocks());
  const [near] = nearestNames(rest, ['team', ...teams.map(({ name }) => name)]);
  await asked.say(unknownWordBlocks('/deal', rest, near === undefined ? null : `list ${near}`));
}

async function showList(deps: Deps, asked: Asked, { page, team }: Page, how?: 'replace'): Promise<void> {
  const { db } = deps;
  const { by, settings, today } = asked;
  const at = { workspace: by.workspace, today, zone: settings.zone };
  const look = await asked.look();
  if (team === null) {
    const { places, live, parked } = await placesTaken(deps, asked, by.person);
    const hasTeam = live.length === 0 && (await teamsOf(db, { by, today })).length > 0;
    const list = dealList([...live, ...parked], { is: 'mine', places, hasTeam }, page, look);
    return asked.say([...(await setupLine(deps, asked)), ...list], how);
  }
  const teams = await teamsOf(db, { by, today });
  const mine = teams.find(({ id }) => id === team);
  if (mine === undefined) return asked.say(noTeamBlocks());
  const deals = await openDealsOfTeam(db, mine.id, at);
  await asked.say(dealList(deals, { is: 'team', id: mine.id, name: mine.name }, page, look), how);
}

/** Until the settings were saved once, whoever could do it hears in one line that they are there. */
async function setupLine({ db }: Deps, { by, isSetUp }: Asked): Promise<KnownBlock[]> {
  if (isSetUp) return [];
  const isFor = by.isAdmin || (by.isSlackAdmin && !(await hasAdmin(db, by.workspace)));
  return isFor ? [setupHint()] : [];
}
