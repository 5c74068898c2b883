import type { PageConversation, PagePerson, Screen } from '../page-protocol.ts';
import { Menu } from './menu.tsx';

type Props = {
  readonly screen: Screen;
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly actAs: (person: string) => void;
  readonly open: (conversation: string) => void;
  readonly showHints: () => void;
  readonly showTrouble: () => void;
};

/** Workspace, who one is, and where one can go; a drawer at a phone's width. */
export function Sidebar({ screen, isOpen, close, actAs, open, showHints, showTrouble }: Props) {
  const me = screen.people.find(({ id }) => id === screen.me);
  const inChannels = screen.conversations.filter(({ kind }) => kind === 'channel' || kind === 'private');
  const apps = screen.conversations.filter(({ kind }) => kind === 'app');
  const people = screen.conversations.filter(({ kind }) => kind === 'person');
  const listed = { openId: screen.open, open };
  return (
    <aside
      id="sidebar"
      className={isOpen ? 'sidebar open' : 'sidebar'}
      aria-label="Workspace"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <p className="workspace">{screen.workspace}</p>
      <Menu name="Act as somebody else" className="me" items={peopleItems(screen, actAs)}>
        <Face person={me} />
        <span className="me-text">
          <small>You are acting as</small>
          <b>{me?.name}</b>
          <small>{me?.role}</small>
        </span>
        <span aria-hidden="true" className="chevron" />
      </Menu>
      <nav aria-label="Conversations">
        <List title="Channels" conversations={inChannels} {...listed} />
        <List title="Direct messages" conversations={people} {...listed} />
        <List title="Apps" conversations={apps} {...listed} />
      </nav>
      <button type="button" className="side-link" onClick={showHints}>
        What to try
      </button>
      <button type="button" className="side-link" onClick={showTrouble}>
        Make Slack fail
      </button>
    </aside>
  );
}

function peopleItems(screen: Screen, actAs: (person: string) => void) {
  return screen.people.map(({ id, name, role }) => ({
    key: id,
    text: name,
    detail: role,
    isChosen: id === screen.me,
    choose: () => actAs(id),
  }));
}

function Face({ person }: { readonly person: PagePerson | undefined }) {
  return (
    <span className="face" aria-hidden="true">
      {person?.name.slice(0, 1)}
    </span>
  );
}

type ListProps = {
  readonly title: string;
  readonly conversations: readonly PageConversation[];
  readonly openId: string;
  readonly open: (conversation: string) => void;
};

function List({ title, conversations, openId, open }: ListProps) {
  if (conversations.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {conversations.map(({ id, kind, name, unread }) => (
          <li key={id}>
            <button
              type="button"
              className={unread > 0 ? 'conversation unread' : 'conversation'}
              aria-current={id === openId ? 'page' : undefined}
              onClick={() => open(id)}
            >
              <span className="sign" aria-hidden="true">
                {SIGNS[kind]}
              </span>
              <span className="conversation-name">{name}</span>
              {kind === 'private' ? <span className="unseen">, private</span> : null}
              {unread > 0 ? (
                <span className="count-badge">
                  {unread}
                  <span className="unseen"> unread</span>
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Lock() {
  return (
    <svg className="lock" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M1 6h10v7H1z" fill="currentColor" />
      <path d="M3 6V4a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}

export const SIGNS = { channel: '#', private: <Lock />, app: '▣', person: '●' } as const;
