import type { Telling } from '../telling.ts';
import { SAID } from './answers.ts';
import type { Told } from './told.ts';

/** Young deals, questions that are open or stale, and each question's "no". */
export function qualify(told: Told): readonly Telling[] {
  return [...young(told), ...withoutPrice(told), ...noes(told), ...oldAnswers(told)];
}

function young({ floor, open }: Told): readonly Telling[] {
  const caldera = open({
    ...{ owner: 'ben', company: 'Caldera', contact: { name: 'Lucía Ferrer', role: 'Plant Manager' } },
    at: floor.ago(2, 9.5),
  }).answers(floor.ago(2, 11), { timing: ['said-so', 'second recall this year, wants it gone before the next audit'] });
  const grunwerk = open({
    ...{ owner: 'ben', company: 'Grünwerk', contact: { name: 'Anke Röhl', role: 'Head of Quality' } },
    ...{ amount: 28_000, closes: floor.day(55), at: floor.ago(12) },
  }).answers(floor.ago(9), { timing: SAID.timing, decision: SAID.decision, alternatives: SAID.alternatives });
  const mistake = open({ owner: 'ben', company: 'Hallmark Ltd', amount: 1_000, at: floor.ago(40, 9) });
  const thinkSo = open({
    ...{ owner: 'chi', company: 'Ostwind Mühlen', contact: { name: 'Jan Brandl', role: 'IT Director' } },
    ...{ amount: 19_000, closes: floor.day(70), at: floor.ago(7) },
  }).answers(floor.ago(6), { ...SAID, timing: ['we-think-so', 'old contract ends soon'], price: ['we-think-so', ''] });
  return [caldera, grunwerk, mistake.withdraw(floor.ago(40, 11)), thinkSo];
}

/** Eva, who likes to leave the price for later. */
function withoutPrice({ floor, open }: Told): readonly Telling[] {
  const companies = ['Søndag Møbler', 'Ćirić Export', 'Novák Sklo', 'Bäckerei Böhm'];
  return companies.map((company, index) =>
    open({
      ...{ owner: 'eva', company, contact: { name: 'Petra Holm', role: 'COO' } },
      ...{ amount: 17_500 + index * 4_000, closes: floor.day(50 + index * 9), at: floor.ago(20 - index * 4) },
    }).answers(floor.ago(19 - index * 4), { ...SAID, price: ['not-asked', ''] }),
  );
}

/** One deal for each question that was answered with a no: park, twice hold, end. */
function noes({ floor, open }: Told): readonly Telling[] {
  const later = open({ owner: 'tom', company: 'Hollister Marine', amount: 36_000, at: floor.ago(11) });
  const notTheirs = open({
    ...{ owner: 'eva', company: 'Žubr Pivovary', contact: { name: 'Marek Dvořák', role: 'Assistant' } },
    ...{ amount: 24_000, at: floor.ago(8) },
  });
  const tooMuch = open({ owner: 'tom', company: 'R&D Partners', amount: 51_000, at: floor.ago(16) });
  const another = open({ owner: 'iris', company: 'L’Étoile du Nord', amount: 33_000, at: floor.ago(6) });
  return [
    later.answers(floor.ago(10), { ...SAID, timing: ['no', 'not before the merger is through, in spring'] }),
    notTheirs.answers(floor.ago(7), { ...SAID, decision: ['no', 'collects offers for somebody he may not name'] }),
    tooMuch.answers(floor.ago(15), { ...SAID, price: ['no', 'expected a third of it'] }),
    another.answers(floor.ago(5), { ...SAID, alternatives: ['no', 'their parent company has a licence already'] }),
  ];
}

/** Stale by time, and by another contact. */
function oldAnswers({ floor, open }: Told): readonly Telling[] {
  const idle = open({
    ...{ owner: 'tom', company: 'Fjord & Fell', contact: { name: 'Sigrid Dahl', role: 'COO' } },
    ...{ amount: 22_000, closes: floor.day(20), at: floor.ago(51) },
  }).answers(floor.ago(43), { ...SAID, price: ['not-asked', ''] });
  const replaced = open({
    ...{ owner: 'ana', company: 'Ó Briain Dairy', contact: { name: 'Niamh Walsh', role: 'Head of Quality' } },
    ...{ amount: 29_500, closes: floor.day(45), at: floor.ago(15) },
  })
    .answers(floor.ago(14), SAID)
    .edit(floor.ago(3), { contact: { name: 'Declan Byrne', role: 'Head of Quality' } });
  return [idle, replaced];
}
