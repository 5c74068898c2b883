import type { DealId } from '../../domain/brand.ts';
import { addDays, type Day } from '../../domain/calendar.ts';
import { dealImported, type ImportedDeal } from '../../domain/imported.ts';
import { Life } from '../life.ts';
import { euros, Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import type { Told } from './told.ts';

type Line = Pick<ImportedDeal, 'company' | 'owner' | 'placed' | 'opened'> & Partial<ImportedDeal>;

/** What an old CRM knew: gates not seen, some of unknown age, lost from who knows where. It came in five weeks ago. */
export function imported(told: Told): readonly Telling[] {
  const { floor } = told;
  const ago = (days: number): Day => addDays(floor.today, -days);
  const stage = { propose: 'Proposal', negotiate: 'Contract sent', qualify: 'Prospecting' } as const;
  const lines: readonly Line[] = [
    {
      owner: 'iris',
      company: 'Port-Royal Fret',
      opened: ago(92),
      placed: { is: 'live', stage: 'propose' },
      inStageSince: ago(50),
      crmStage: stage.propose,
    },
    {
      owner: 'iris',
      company: 'Atelier Noël',
      opened: null,
      placed: { is: 'live', stage: 'negotiate' },
      crmStage: stage.negotiate,
    },
    {
      owner: 'chi',
      company: 'Sato Precision',
      opened: ago(80),
      placed: { is: 'live', stage: 'qualify' },
      crmStage: stage.qualify,
    },
    {
      owner: 'iris',
      company: 'Côte & Mer',
      opened: ago(190),
      placed: { is: 'won', on: ago(120), amount: euros(27_000) },
    },
    {
      owner: 'chi',
      company: 'Bay Cranes',
      opened: ago(170),
      placed: { is: 'lost', from: 'prove', on: ago(110) },
      lossNote: 'went silent',
    },
    {
      owner: 'chi',
      company: '(no company) · Audit suite · 4711',
      opened: null,
      placed: { is: 'lost', from: null, on: ago(140) },
      amount: null,
    },
  ];
  const deals = lines.map((line, index) => placed(told, line, index));
  return [...deals, caughtUp(told)];
}

/** One whose skipped gates were asked for, all of them, at the next move. */
function caughtUp(told: Told): Telling {
  const { floor } = told;
  const opened = addDays(floor.today, -70);
  const line: Line = {
    owner: 'iris',
    company: 'Grandval Acier',
    opened,
    placed: { is: 'live', stage: 'prove' },
    crmStage: 'Demo',
  };
  return placed(told, line, 90)
    .answers(floor.ago(20), SAID)
    .proof(floor.ago(19), 'demo')
    .proofIs(floor.ago(14), 'demo', 'accepted', { note: 'they had seen it before the import' })
    .advance(floor.ago(10), { words: 'Yes, with you.' });
}

function placed({ floor, dice }: Told, { owner, ...line }: Line, index: number): Telling {
  const at = floor.ago(35, 18);
  const facts: ImportedDeal = {
    ...{
      line: index + 2,
      externalId: `OPP-${4_700 + index}`,
      title: '',
      contact: null,
      amount: euros(24_000 + index * 1_000),
    },
    ...{
      expectedClose: line.placed.is === 'live' ? floor.day(30 + (index % 10)) : null,
      inStageSince: null,
      crmStage: '',
      lossNote: '',
    },
    ...{ oddities: [], owner, ...line },
  };
  const person = floor.person(owner);
  const { deal, event } = dealImported(dice.uuid() as DealId, facts, {
    owner: person,
    now: at,
    startOf: floor.startOf,
  });
  return new Telling(new Life(floor, { deal, events: [event] }, { at, by: null }), dice);
}
