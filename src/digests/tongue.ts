import { apart } from '../views/figures.ts';
import type { Tongue } from '../views/movement-words.ts';
import type { AttainedSeen, DigestScene } from './digest-scene.ts';

/** Two people of one name are numbered, in an order that does not change from one week to the next. */
export function tongueOf({ current, ended, settings, at, quarter }: DigestScene<AttainedSeen>): Tongue {
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const reps = new Set([...current.reps, ...(ended?.reps ?? [])].map(({ person }) => person));
  const people = [...current.facts.people].sort(byId);
  const inOrder = [...people.filter(({ id }) => reps.has(id)), ...people.filter(({ id }) => !reps.has(id))];
  const names = apart(inOrder.map(({ name }) => name));
  const byPerson = new Map(inOrder.map(({ id }, index) => [id, names[index] ?? '']));
  return {
    nameOf: (person) => byPerson.get(person) ?? 'Somebody',
    ...{ format: settings, zone: settings.zone, at, current: quarter },
  };
}
