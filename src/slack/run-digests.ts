import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import {
  pauseByPerson,
  postByPerson,
  previewForMe,
  removeSchedule,
  resumeByPerson,
  settleByPerson,
} from '../db/run-schedule.ts';
import type { ScheduleOutcome } from '../domain/schedule-file.ts';
import { type DigestCarried, readDigestCarried } from '../views/digest-metadata.ts';
import { postAgainPage } from '../views/digest-page.ts';
import { goneDigest, outdatedDigests } from '../views/digest-refusals.ts';
import { digestLine } from '../views/digest-words.ts';
import { ids } from '../views/ids.ts';
import type { Deps } from './deps.ts';
import { fileOf, followed, momentsOf, pageOfDigests, pageOfSchedule } from './digest-pages.ts';
import { onPress, type Press } from './gesture.ts';

/** What one press does with a schedule. */
export function runDigests(app: App, deps: Deps): void {
  for (const [id, act] of Object.entries(PRESSES)) {
    onPress(app, deps, id, async (asked) => {
      const carried = readDigestCarried(asked.value);
      const { schedule } = carried ?? {};
      if (carried === null || schedule === undefined) return asked.show(async () => outdatedDigests());
      const { isSaved, draw } = await act(deps, asked, { ...carried, schedule });
      await (isSaved ? asked.showSaved(draw) : asked.show(draw));
    });
  }
}

type Carried = DigestCarried & { readonly schedule: string };
type Draw = () => Promise<ModalView>;
type Act = (deps: Deps, asked: Press, carried: Carried) => Promise<Acted>;
/** What was done once, and how to draw what has come of it, which may have to be drawn twice. */
type Acted = { readonly isSaved: boolean; readonly draw: Draw };

function acted({ is }: ScheduleOutcome, draw: Draw): Acted {
  return { isSaved: is === 'done', draw };
}

function nothingDone(draw: Draw): Acted {
  return { isSaved: false, draw };
}

const PRESSES: { readonly [actionId: string]: Act } = {
  [ids.digestPause]: async (deps, asked, { schedule, seen }) => {
    const outcome = await pauseByPerson(deps.db, asked.gesture(seen ?? null), schedule);
    return acted(outcome, () => followed(deps, asked, outcome, { schedule, same: 'It rests already.' }));
  },
  [ids.digestResume]: resume,
  [ids.digestPreview]: async (deps, asked, { schedule }) => {
    const outcome = await previewForMe(deps.db, asked.gesture(null), schedule);
    return acted(outcome, () => followed(deps, asked, outcome, { schedule, done: [PREVIEWED], same: NO_QUESTIONS }));
  },
  [ids.digestPost]: async (deps, asked, { schedule, seen }) => {
    const outcome = await postByPerson(deps.db, asked.gesture(seen ?? null), schedule, 'if-none-stands');
    if (outcome.is === 'same') return nothingDone(() => askedAgain(deps, asked, schedule));
    return posted(deps, asked, schedule, outcome);
  },
  [ids.digestPostAgain]: async (deps, asked, { schedule, seen }) => {
    const outcome = await postByPerson(deps.db, asked.gesture(seen ?? null), schedule, 'again');
    return posted(deps, asked, schedule, outcome);
  },
  [ids.digestDelete]: async (deps, asked, { schedule, seen }) => {
    const outcome = await removeSchedule(deps.db, asked.gesture(seen ?? null), schedule);
    return acted(outcome, () =>
      outcome.is === 'done'
        ? pageOfDigests(deps, asked, { said: outcome.events.map(digestLine) })
        : followed(deps, asked, outcome, { schedule, same: 'Nothing was changed.' }),
    );
  },
  [ids.digestSendAgain]: settle('not-there', 'It goes out again.'),
  [ids.digestArrived]: settle('arrived', 'Noted: it stands there.'),
};

const PREVIEWED = 'Sent to your direct messages, for you alone. It takes a few seconds.';

const NO_QUESTIONS = 'There is nothing to preview: the questions for 1:1s go to a team’s manager, and there is none.';

/** One that rests because of its channel goes on only once that will do again. */
async function resume(deps: Deps, asked: Press, { schedule, seen }: Carried): Promise<Acted> {
  const file = await fileOf(deps, asked, schedule);
  const channel = file?.schedule.channel ?? null;
  const found = channel === null ? null : await asked.findChannel(channel);
  if (found !== null && 'problem' in found)
    return nothingDone(() =>
      pageOfSchedule(deps, asked, schedule, { said: ['It still rests: look at its channel below.'] }),
    );
  const outcome = await resumeByPerson(deps.db, asked.gesture(seen ?? null), schedule);
  return acted(outcome, () =>
    followed(deps, asked, outcome, { schedule, same: 'Nothing was changed: it stands as it stood.' }),
  );
}

function posted(deps: Deps, asked: Press, schedule: string, outcome: ScheduleOutcome): Acted {
  const done = ['It is on its way. The schedule stays as it is.'];
  return acted(outcome, () => followed(deps, asked, outcome, { schedule, done, same: 'Nothing was posted.' }));
}

async function askedAgain(deps: Deps, asked: Press, schedule: string): Promise<ModalView> {
  const file = await fileOf(deps, asked, schedule);
  return file === null ? goneDigest() : postAgainPage(file, momentsOf(asked));
}

function settle(says: 'not-there' | 'arrived', done: string): Act {
  return async (deps, asked, { schedule, message }) => {
    if (message === undefined) return nothingDone(async () => outdatedDigests());
    const outcome = await settleByPerson(deps.db, asked.gesture(null), schedule, { message, says });
    const same = 'Somebody has settled that already.';
    return acted(outcome, () => followed(deps, asked, outcome, { schedule, done: [done], same }));
  };
}
