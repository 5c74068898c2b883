import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { quotaFile, quotaTeams } from '../db/quotas.ts';
import { saveQuotas } from '../db/save-quotas.ts';
import type { PersonId } from '../domain/brand.ts';
import { fiscalQuarter, parseQuarter } from '../domain/calendar.ts';
import type { QuotaFile } from '../domain/quota-file.ts';
import { cutText, folded } from '../domain/text.ts';
import { ids } from '../views/ids.ts';
import { type QuotaCarried, quotaForm, readQuotaCarried, readQuotaForm } from '../views/quota-form.ts';
import {
  noQuotasBlocks,
  noTeamsBlocks,
  notOnTeam,
  outdatedQuotas,
  quotaPage,
  quotaRefusal,
  quotaSaidLines,
  quotasNoMore,
  quotaTeamsPage,
} from '../views/quota-page.ts';
import { afterSaving } from './after-saving.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, over, type Submission } from './gesture.ts';

/** `/coach quota [team]`: a whole team's quotas for a quarter, for its manager and for admins. */
export function setQuotas(app: App, deps: Deps): void {
  const pages = [
    ids.quotaTeam,
    ids.quotaQuarterBefore,
    ids.quotaQuarterAfter,
    ids.quotaPageNext,
    ids.quotaPagePrevious,
  ];
  for (const id of pages) {
    onPress(app, deps, id, (asked) => asked.show(() => drawn(deps, asked, asked.value, quotaPage)));
  }
  for (const id of [ids.quotaTeamsNext, ids.quotaTeamsPrevious]) {
    onPress(app, deps, id, (asked) => openQuotas(deps, asked, '', Number(asked.value)));
  }
  onPress(app, deps, ids.quotaSet, (asked) => asked.show(() => drawn(deps, asked, asked.value, quotaForm)));
  onSubmit(app, deps, ids.quotaForm, (asked) => saved(deps, asked));
}

/** As much of what was typed as tells what was meant. */
const SHOWN_WORDS = 80;

export async function openQuotas({ db, log }: Deps, asked: Asked, words: string, page = 0): Promise<void> {
  const { by, today, settings } = asked;
  const named = words === '' ? null : await quotaTeams(db, by, { today, page: 0, name: folded(words) });
  const isNamed = named !== null && named.rows.length > 0;
  const at = Number.isSafeInteger(page) && page > 0 ? page : 0;
  const found = isNamed ? named : await quotaTeams(db, by, { today, page: at });
  // Teams may have gone since the page before was drawn.
  const teams = found.rows.length === 0 && at > 0 ? await quotaTeams(db, by, { today, page: 0 }) : found;
  const said =
    words === '' || isNamed ? [] : [`You lead no team called “${cutText(words, SHOWN_WORDS)}”. This is what you lead.`];
  const [only, ...others] = teams.rows;
  const quarter = fiscalQuarter(today, settings.fiscalYearStart);
  if (only !== undefined && others.length === 0 && at === 0) {
    const file = await fileOf({ db }, asked, { team: only.id, page: 0 }, quarter);
    return asked.show(async () => (file === null ? outdatedQuotas() : quotaPage(file, { ...asked, said })));
  }
  if (only !== undefined) return asked.show(async () => quotaTeamsPage(teams, quarter, said));
  log.info('Quotas were refused to somebody who leads no team.', { workspace: by.workspace, user: by.user });
  return asked.say(by.isAdmin ? noTeamsBlocks() : noQuotasBlocks());
}

type Draw = (file: QuotaFile, asked: Asked) => ModalView;

/** The right is asked for with each page: somebody may have lost it since the last one. */
async function drawn(deps: Deps, asked: Asked, value: string, draw: Draw): Promise<ModalView> {
  const carried = readQuotaCarried(value);
  const quarter = carried === null ? null : parseQuarter(carried.quarter, asked.settings.fiscalYearStart);
  if (carried === null || quarter === null) return outdatedQuotas();
  const file = await fileOf(deps, asked, carried, quarter);
  return file === null ? quotaRefusal({ is: 'refused', why: 'not-theirs' }, asked) : draw(file, asked);
}

function fileOf(
  { db }: Pick<Deps, 'db'>,
  { by, settings }: Asked,
  { team, page }: Pick<QuotaCarried, 'team' | 'page'>,
  quarter: QuotaFile['quarter'],
): Promise<QuotaFile | null> {
  const { workspace, person } = by;
  return quotaFile(db, { workspace, person, team, quarter, page, fiscalYearStart: settings.fiscalYearStart });
}

async function saved(deps: Deps, asked: Submission): Promise<Answer> {
  const { settings } = asked;
  const { depth } = asked.view;
  const form = readQuotaForm(asked.view, { settings, kept: await withQuota(deps, asked) });
  if (form.is === 'outdated') return over(depth, outdatedQuotas());
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { seen, page, ...change } = form.value;
  const outcome = await saveQuotas(deps.db, asked.gesture(seen), change);
  if (outcome.is === 'refused' && outcome.why === 'not-on-team')
    return { response_action: 'errors', errors: notOnTeam(outcome.people) };
  if (outcome.is === 'refused' || outcome.is === 'gone') {
    asked.note('A change of quotas was refused.', { code: outcome.is === 'gone' ? 'gone' : outcome.why });
    return over(depth, quotaRefusal(outcome, asked));
  }
  const draw = async () => {
    const file = await fileOf(deps, asked, { team: change.team, page }, change.quarter);
    const said = quotaSaidLines(outcome);
    return file === null ? quotasNoMore(said) : quotaPage(file, { ...asked, said });
  };
  return { response_action: 'update', view: await (outcome.is === 'same' ? draw() : afterSaving(draw)) };
}

/** People of the form's page who have a quota. */
async function withQuota(deps: Deps, asked: Submission): Promise<readonly PersonId[]> {
  const carried = readQuotaCarried(asked.view.private_metadata);
  const quarter = carried === null ? null : parseQuarter(carried.quarter, asked.settings.fiscalYearStart);
  const file = carried === null || quarter === null ? null : await fileOf(deps, asked, carried, quarter);
  return (file?.members.rows ?? []).filter(({ rows }) => rows.length > 0).map(({ person }) => person);
}
