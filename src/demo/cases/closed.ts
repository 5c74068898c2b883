import { addDays } from '../../domain/calendar.ts';
import { euros, type Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import { inPropose } from './proven.ts';
import type { Told } from './told.ts';

/** Closings that are out of the ordinary: entered late, below the first proposal, lost while parked, reopened. */
export function closed(told: Told): readonly Telling[] {
  const { floor } = told;
  const borealis = inPropose(
    told,
    { owner: 'ana', company: 'Borealis', amount: 31_000 },
    { at: floor.ago(16), days: 20 },
  )
    .advance(floor.ago(10), { proposal: { euros: 31_000, agreed: '30 seats, one plant' } })
    .win(floor.ago(3));
  const belowFirst = inPropose(
    told,
    { owner: 'raj', company: 'Anker & Söhne', amount: 25_000 },
    { at: floor.ago(15), days: 19 },
  )
    .advance(floor.ago(9), { proposal: { euros: 25_000, agreed: '25 seats, training' } })
    .counter(floor.ago(7), { kind: 'value', value: 'onboarding', words: 'first three checklists set up by us' })
    .win(floor.ago(4), { amount: euros(23_500), reason: 'signed on the phone' });
  const whileParked = told
    .open({ owner: 'iris', company: 'Vieux Port', amount: 18_000, at: floor.ago(60) })
    .answers(floor.ago(59), { timing: ['no', 'not before next year'] })
    .park(floor.ago(59), floor.day(30))
    .lose(floor.ago(12), 'other', { note: 'the company was sold' });
  return [borealis, belowFirst, whileParked, ...lindqvist(told), ...reopened(told)];
}

/** Three deals of one company: a win entered by the manager after its quarter had ended, and two that go on. */
function lindqvist(told: Told): readonly Telling[] {
  const { floor } = told;
  const [, , third, fourth] = floor.quarters;
  if (third === undefined || fourth === undefined) throw new Error('The quarters of the sample are missing.');
  const company = 'Lindqvist';
  const on = addDays(third.to, -1);
  const signed = floor.at(on, 15);
  const pilot = inPropose(
    told,
    { owner: 'ben', company, title: 'Pilot', amount: 16_000 },
    { at: floor.at(addDays(on, -14), 11), days: 22 },
  )
    .advance(floor.at(addDays(on, -6), 11), { proposal: { euros: 16_000, agreed: 'pilot line, 15 seats' } })
    .by('dana')
    .win(floor.at(addDays(fourth.from, 42), 14), { on: floor.dayOf(signed), reason: 'signed in time, entered late' });
  const second = told
    .open({
      ...{ owner: 'ben', company, title: 'Second site', contact: { name: 'Åsa Lindqvist', role: 'COO' } },
      ...{ amount: 41_000, closes: floor.day(43), at: floor.ago(16) },
    })
    .answers(floor.ago(15), SAID)
    .advance(floor.ago(8))
    .proof(floor.ago(8), 'references', { due: floor.day(2) });
  const desk = told
    .open({ owner: 'ben', company, title: 'Service desk', amount: 12_500, at: floor.ago(4) })
    .answers(floor.ago(4), { timing: ['we-think-so', ''] });
  return [pilot, second, desk];
}

/** A win taken back and won again, and a loss that lives again. */
function reopened(told: Told): readonly Telling[] {
  const { floor } = told;
  const again = inPropose(
    told,
    { owner: 'iris', company: 'Maison Delorme', amount: 44_000 },
    { at: floor.ago(75), days: 30 },
  )
    .advance(floor.ago(66), { proposal: { euros: 44_000, agreed: '45 seats, two workshops' } })
    .win(floor.ago(60))
    .by('mori')
    .reopen(floor.ago(52), 'their board had not signed after all')
    .counter(floor.ago(50), { kind: 'value', value: 'price-lock', words: 'price fixed for three years' })
    .win(floor.ago(40));
  const alive = inPropose(
    told,
    {
      owner: 'dov',
      company: 'Tidewater Fisheries',
      contact: { name: 'Sean Doyle', role: 'COO' },
      amount: 29_000,
      closes: floor.day(25),
    },
    { at: floor.ago(38), days: 33 },
  )
    .lose(floor.ago(24), 'no-decision', { wrong: ['timing'] })
    .by('mori')
    .reopen(floor.ago(6), 'they have a new COO who wants it now');
  return [again, alive];
}
