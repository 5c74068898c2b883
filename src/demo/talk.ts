import type { Workspace } from '../playground/workspace.ts';

const SAID: readonly (readonly [channel: string, handle: string, text: string])[] = [
  ['general', 'ada', 'Sideline is set up: `/deal` shows your deals, `/qualify` is for after a first call.'],
  ['sales-west', 'dana', 'Pipeline review is on Monday at 9:00. Please have the four answers in by then.'],
  ['sales-west', 'ben', 'Jo at Acme liked the demo. The calculation is with her CFO now.'],
  ['sales-west', 'tom', 'Keller’s IT still has our questionnaire. I will call them again.'],
  ['sales-east', 'mori', 'Welcome Raj, who has been with us for some weeks now. Lefebvre stays with Dov.'],
  ['sales-managers', 'mori', 'Who gave Nordwind the idea of 15 %?'],
];

/** A few words in the channels, so that nobody comes into an empty room. */
export function talk(workspace: Workspace): void {
  for (const [name, handle, text] of SAID) {
    const channel = workspace.cast.channels.find((one) => one.name === name);
    const person = workspace.cast.people.find((one) => one.handle === handle);
    if (channel === undefined || person === undefined)
      throw new Error(`The playground has no ${name} or no ${handle}.`);
    workspace.post({ channel: channel.id, user: person.id, text, blocks: [] });
  }
}
