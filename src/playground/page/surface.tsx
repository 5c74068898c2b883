import type { ConfirmationDialog, KnownBlock } from '@slack/types';
import { createContext, useContext, useState } from 'react';
import type { Gesture, Json, OptionsAsked, Screen, ViewState } from '../page-protocol.ts';
import { stateOf } from './form-state.ts';

/** A gesture before it is said who makes it; spelled out because Omit would lose the union. */
type Unsigned<G> = G extends unknown ? Omit<G, 'as'> : never;

/** What every part of the page may ask for. */
export type World = {
  readonly screen: Screen;
  /** True when it went through; what went wrong is shown as a notice. */
  readonly gesture: (gesture: Unsigned<Gesture>) => Promise<boolean>;
  readonly notify: (text: string) => void;
  readonly isSure: (confirm: ConfirmationDialog | undefined) => Promise<boolean>;
};

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (world === null) throw new Error('drawn outside of WorldContext');
  return world;
}

/** Users and channels by id; apart from the rest, as all text depends on it and it hardly ever changes. */
export const NamesContext = createContext<Screen['names']>({});

export type Origin = OptionsAsked['from'];

/** A message or a view: blocks that share one state and send their actions from one place. */
export type Surface = {
  readonly from: Origin;
  readonly state: ViewState;
  readonly errors: { readonly [blockId: string]: string };
  /** Returns the state with the new value in it. */
  readonly set: (blockId: string, actionId: string, value: Json) => ViewState;
};

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('drawn outside of SurfaceContext');
  return surface;
}

export type Form = Pick<Surface, 'state' | 'set'>;

/** Keeps what was typed and chosen while the blocks are replaced; see stateOf. */
export function useForm(blocks: readonly KnownBlock[], conversation: string): Form {
  const [seen, setSeen] = useState(blocks);
  const [state, setState] = useState<ViewState>(() => stateOf(blocks, {}, conversation));
  if (seen !== blocks) {
    setSeen(blocks);
    setState(stateOf(blocks, state, conversation));
  }
  const set = (blockId: string, actionId: string, value: Json) => {
    const put = (before: ViewState) => ({ ...before, [blockId]: { ...before[blockId], [actionId]: value } });
    setState(put);
    return put(state);
  };
  return { state, set };
}
