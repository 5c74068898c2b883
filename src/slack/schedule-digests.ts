import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { ledBy, ledByName } from '../db/digest-pages.ts';
import { addSchedule, editSchedule } from '../db/save-schedule.ts';
import type { ScheduleOutcome, TypedSchedule } from '../domain/schedule-file.ts';
import { folded } from '../domain/text.ts';
import { digestForm } from '../views/digest-form.ts';
import { type DigestCarried, readDigestCarried } from '../views/digest-metadata.ts';
import {
  digestRefusal,
  goneDigest,
  noDigestsBlocks,
  outdatedDigests,
  problemErrors,
} from '../views/digest-refusals.ts';
import { digestLine } from '../views/digest-words.ts';
import { ids } from '../views/ids.ts';
import { type DigestForm, readDigestForm } from '../views/read-digest-form.ts';
import { afterSaving } from './after-saving.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { fileOf, pageOfDigests, pageOfSchedule } from './digest-pages.ts';
import { type Answer, onPress, onSubmit, over, type Submission } from './gesture.ts';
import { runDigests } from './run-digests.ts';

/** `/coach digest [team]`: what is posted where on a schedule, for managers and their teams, and for admins. */
export function scheduleDigests(app: App, deps: Deps): void {
  for (const [id, draw] of Object.entries(PAGES)) {
    onPress(app, deps, id, (asked) =>
      asked.show(async () => {
        const carried = readDigestCarried(asked.value);
        return carried === null ? outdatedDigests() : draw(deps, asked, carried);
      }),
    );
  }
  onSubmit(app, deps, ids.digestForm, (asked) => saved(deps, asked));
  runDigests(app, deps);
}

export async function openDigests(deps: Deps, asked: Asked, words: string): Promise<void> {
  const { db } = deps;
  const led = await ledBy(db, asked.by);
  if (led.teams.length === 0 && !led.mayAll) {
    asked.note('Digests were refused to somebody who leads no team.');
    return asked.say(noDigestsBlocks());
  }
  const team = words === '' ? null : await ledByName(db, asked.by, folded(words));
  const said =
    words === '' || team !== null ? [] : [`You lead no team called “${words}”. These are all that you lead.`];
  await asked.show(() => pageOfDigests(deps, asked, { team, said }));
}

/** What a button leads to. The right is asked for with each page: somebody may have lost it since the last one. */
type Draw = (deps: Deps, asked: Asked, carried: DigestCarried) => Promise<ModalView>;

const PAGES: { readonly [actionId: string]: Draw } = {
  [ids.digestOverview]: listed,
  [ids.digestsNext]: listed,
  [ids.digestsPrevious]: listed,
  [ids.digestOpen]: opened,
  [ids.openDigests]: opened,
  [ids.digestRunsNext]: opened,
  [ids.digestRunsPrevious]: opened,
  [ids.digestAddWeekly]: added,
  [ids.digestAddReview]: added,
  [ids.digestChange]: async (deps, asked, { schedule = '' }) => {
    const file = schedule === '' ? null : await fileOf(deps, asked, schedule);
    return file === null ? goneDigest() : digestForm({ is: 'old', ...file });
  },
};

async function listed(deps: Deps, asked: Asked, { page = 0, team }: DigestCarried): Promise<ModalView> {
  const [only = null] = team === undefined ? [] : (await ledBy(deps.db, asked.by, team)).teams;
  return team !== undefined && only === null ? goneDigest() : pageOfDigests(deps, asked, { page, team: only });
}

async function opened(deps: Deps, asked: Asked, { schedule = '', page }: DigestCarried): Promise<ModalView> {
  return schedule === '' ? outdatedDigests() : pageOfSchedule(deps, asked, schedule, { page });
}

async function added({ db }: Deps, asked: Asked, { kind, team }: DigestCarried): Promise<ModalView> {
  if (kind === undefined) return outdatedDigests();
  const led = await ledBy(db, asked.by, team ?? null);
  if (led.teams.length === 0 && !led.mayAll) return goneDigest();
  return digestForm({ is: 'new', kind, led, team: team ?? null, zone: asked.settings.zone });
}

/** A channel is looked at each time the form is saved: it may have been archived, or shared, since it was chosen. */
async function saved(deps: Deps, asked: Submission): Promise<Answer> {
  const { depth } = asked.view;
  const form = readDigestForm(asked.view);
  if (form.is === 'outdated') return over(depth, outdatedDigests());
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { channel, ...rest } = form.value.typed;
  const found = channel === null ? null : await asked.findChannel(channel);
  if (found !== null && 'problem' in found)
    return { response_action: 'errors', errors: { [ids.digestChannel]: found.problem } };
  const outcome = await save(deps, asked, form.value, { ...rest, channel: found });
  return answered(deps, asked, outcome, channel);
}

function save({ db }: Deps, asked: Submission, { about }: DigestForm, typed: TypedSchedule): Promise<ScheduleOutcome> {
  return about.is === 'new'
    ? addSchedule(db, asked.gesture(null), { team: about.team, typed })
    : editSchedule(db, asked.gesture(about.seen), about.schedule, typed);
}

async function answered(
  deps: Deps,
  asked: Submission,
  outcome: ScheduleOutcome,
  channel: string | null,
): Promise<Answer> {
  const { depth } = asked.view;
  if (outcome.is === 'refused' && outcome.why === 'field')
    return { response_action: 'errors', errors: problemErrors(outcome.problem, channel) };
  if (outcome.is === 'refused' || outcome.is === 'gone') {
    asked.note('A change of a digest was refused.', { code: outcome.is === 'gone' ? 'gone' : outcome.why });
    return over(depth, digestRefusal(outcome, await asked.look()));
  }
  const said = outcome.is === 'same' ? ['Nothing was changed: it stands as it stood.'] : outcome.events.map(digestLine);
  const draw = () => pageOfSchedule(deps, asked, outcome.schedule, { said });
  return { response_action: 'update', view: await (outcome.is === 'same' ? draw() : afterSaving(draw)) };
}
