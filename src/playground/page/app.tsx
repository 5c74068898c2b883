import { useState } from 'react';
import { useScreen, type Where } from './server.ts';
import { Workspace } from './workspace.tsx';

/** Who looks and at what stands in the address, so that a reload stays and a link leads there. */
export function App() {
  const [where, setWhere] = useState<Where>(whereFromAddress);
  const { screen, isConnected } = useScreen(where);
  const go = (next: Where) => {
    setWhere(next);
    history.replaceState(null, '', addressOf(next));
  };
  if (screen === null) return <p className="starting">{isConnected ? 'Opening the workspace …' : UNREACHABLE}</p>;
  return <Workspace screen={screen} isConnected={isConnected} go={go} />;
}

const UNREACHABLE = 'The playground cannot be reached. Is it still running?';

function whereFromAddress(): Where {
  const query = new URLSearchParams(location.search);
  return { as: query.get('as'), open: query.get('in') };
}

function addressOf({ as, open }: Where): string {
  const query = new URLSearchParams();
  if (as !== null) query.set('as', as);
  if (open !== null) query.set('in', open);
  return `?${query}`;
}
