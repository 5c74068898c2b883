import type { TableBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Drawn } from './drawn.tsx';

/** By hand: the library has no header cells, reads raw text as mrkdwn and throws on raw numbers. */
export function Table({ block }: { readonly block: TableBlock }) {
  const settings = block.column_settings ?? [];
  return (
    <Grid
      label="Table"
      rows={block.rows.map((row) => row.map(content))}
      align={(column) => settings[column]?.align ?? 'left'}
      wraps={(column) => settings[column]?.is_wrapped === true}
    />
  );
}

function content(cell: TableBlock['rows'][number][number]): ReactNode {
  return cell.type === 'rich_text' ? <Drawn block={cell} /> : cell.text;
}

type GridProps = {
  readonly label: string;
  readonly rows: readonly (readonly ReactNode[])[];
  readonly align: (column: number) => 'left' | 'center' | 'right';
  readonly wraps?: (column: number) => boolean;
};

/** The first row is the header, as in Slack, and the first column stays in sight where the table is wider than the place it has. */
export function Grid({ label, rows, align, wraps = () => false }: GridProps) {
  const classes = (column: number) => `to-${align(column)}${wraps(column) ? ' wraps' : ''}`;
  const [header = [], ...others] = rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone must scroll by keyboard as well
    <section className="table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no names of their own and keep their order
              <th key={column} scope="col" className={classes(column)}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {others.map((row, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own and keep their order
            <tr key={nth}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as the columns
                <td key={column} className={classes(column)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
