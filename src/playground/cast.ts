/** Who is in a workspace, and where they talk. */
export type Person = {
  readonly id: string;
  /** What comes after the @. */
  readonly handle: string;
  readonly name: string;
  /** What they are at work, for the page; Slack does not know it. */
  readonly role: string;
  readonly zone: string;
  readonly is: 'member' | 'admin' | 'guest' | 'bot' | 'deactivated' | 'stranger';
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly hasBot: boolean;
  /** Handles; "everyone" is each person who is not a guest, a bot or from elsewhere. */
  readonly members: 'everyone' | readonly string[];
};

export type Cast = {
  readonly team: {
    readonly id: string;
    readonly name: string;
    readonly domain: string;
    /** Where the company's week begins, for the page; Slack does not know it. */
    readonly zone: string;
  };
  readonly app: { readonly id: string; readonly botId: string; readonly botUserId: string };
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
};

const LOS_ANGELES = 'America/Los_Angeles';
const NEW_YORK = 'America/New_York';
const BERLIN = 'Europe/Berlin';

const WEST = ['dana', 'ana', 'ben', 'chi', 'tom', 'eva'];
const EAST = ['mori', 'dov', 'iris', 'raj'];

/** Larkfield: two sales teams with their managers, an admin, and those whom an app must tell from them. */
export const larkfield: Cast = {
  team: { id: 'T0LARKFIELD', name: 'Larkfield', domain: 'larkfield', zone: LOS_ANGELES },
  app: { id: 'A0SIDELINE', botId: 'B0SIDELINE', botUserId: 'U0SIDELINE' },
  people: [
    person('ben', 'Ben Okafor', 'Rep, West', LOS_ANGELES),
    person('ana', 'Ana Silva', 'Rep, West', LOS_ANGELES),
    person('chi', 'Chi Nguyen', 'Rep, West', LOS_ANGELES),
    person('tom', 'Tom Brandt', 'Rep, West', LOS_ANGELES),
    person('eva', 'Eva Lindgren', 'Rep, West', 'America/Denver'),
    person('dov', 'Dov Katz', 'Rep, East', NEW_YORK),
    person('iris', 'Iris Moreau', 'Rep, East', NEW_YORK),
    person('raj', 'Raj Mehta', 'Rep, East', BERLIN),
    person('dana', 'Dana Whitlock', 'Manager, West', LOS_ANGELES),
    person('mori', 'Mori Tanaka', 'Manager, East', NEW_YORK),
    person('ada', 'Ada Petrov', 'Admin', NEW_YORK, 'admin'),
    person('gus', 'Gus Hale', 'Guest', NEW_YORK, 'guest'),
    person('sam', 'Sam Ortiz', 'Of another company', NEW_YORK, 'stranger'),
    person('pia', 'Pia Novak', 'Left the company', BERLIN, 'deactivated'),
    person('standup', 'Standup', 'Another bot', NEW_YORK, 'bot'),
  ],
  channels: [
    channel('general', 'everyone', { hasBot: true }),
    channel('sales-west', [...WEST, 'ada', 'gus'], { hasBot: true }),
    channel('sales-east', [...EAST, 'ada', 'sam'], { hasBot: true }),
    channel('sales-managers', ['dana', 'mori', 'ada'], { hasBot: true, isPrivate: true }),
    channel('random', 'everyone', { hasBot: false }),
    channel('ops-private', ['dana', 'ada'], { hasBot: false, isPrivate: true }),
    channel('sales-2025', 'everyone', { hasBot: true, isArchived: true }),
  ],
};

function person(handle: string, name: string, role: string, zone: string, is: Person['is'] = 'member'): Person {
  return { id: `U0${handle.toUpperCase()}`, handle, name, role, zone, is };
}

type ChannelTraits = { readonly hasBot: boolean; readonly isPrivate?: boolean; readonly isArchived?: boolean };

function channel(name: string, members: Channel['members'], traits: ChannelTraits): Channel {
  const id = `C0${name.replaceAll('-', '').toUpperCase()}`;
  return { id, name, members, isPrivate: false, isArchived: false, ...traits };
}
