import type { PageCommand } from '../page-protocol.ts';

/** Commands that begin with what is typed, until the first space. */
export function completions(commands: readonly PageCommand[], typed: string): readonly PageCommand[] {
  if (!/^\/\S*$/.test(typed)) return [];
  return commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
}

type Props = {
  readonly id: string;
  readonly commands: readonly PageCommand[];
  readonly at: number;
  readonly app: string;
  readonly choose: (command: PageCommand) => void;
};

export function CommandList({ id, commands, at, app, choose }: Props) {
  return (
    <div id={id} className="commands" role="listbox" aria-label="Commands">
      {commands.map((command, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the composer, which points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keys
        <div
          key={command.command}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={index === at ? 'option at' : 'option'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(command)}
        >
          <span>
            <b>{command.command}</b> {command.usageHint}
          </span>
          <small>
            {command.description} · {app}
          </small>
        </div>
      ))}
    </div>
  );
}
