import { useLayoutEffect, useRef, useState } from 'react';
import { figure, type Scale, scaleOf, tickText } from './scale.ts';
import { Grid } from './table.tsx';

/** A data_visualization block of bars; not in Slack's types yet. */
export type BarChartBlock = {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
};

type Row = { readonly label: string; readonly values: readonly number[] };

/** Upright bars in groups, as Slack draws them, with the numbers for those who cannot see or measure them. */
export function BarChart({ block: { title, chart } }: { readonly block: BarChartBlock }) {
  const { series, axis_config: axis } = chart;
  const names = series.map(({ name }) => name);
  const rows: readonly Row[] = axis.categories.map((label) => ({
    label,
    values: series.map(({ data }) => data.find((point) => point.label === label)?.value ?? 0),
  }));
  const header = [axis.x_label ?? '', ...names];
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <p className="legend">
        {names.map((name, nth) => (
          <span key={name}>
            <span className={`swatch series-${nth}`} aria-hidden="true" />
            {name}
          </span>
        ))}
      </p>
      {axis.y_label === undefined ? null : <p className="axis-name">{axis.y_label}</p>}
      <Plot label={`Bar chart, ${title}: ${names.join(' and ')}`} rows={rows} names={names} />
      {axis.x_label === undefined ? null : <p className="axis-name below">{axis.x_label}</p>}
      <details className="numbers">
        <summary>
          Show the numbers<span className="unseen"> of {title}</span>
        </summary>
        <Grid
          label={title}
          rows={[header, ...rows.map(({ label, values }) => [label, ...values.map(figure)])]}
          align={(column) => (column === 0 ? 'left' : 'right')}
        />
      </details>
    </figure>
  );
}

const HEIGHT = 200;
const ABOVE = 10;
/** What a character of the axes' text takes at most, in pixels. */
const CHARACTER = 7;
const LINE = 18;

type PlotProps = { readonly label: string; readonly rows: readonly Row[]; readonly names: readonly string[] };

/** Drawn in pixels for the width at hand, so that its text is never smaller on a phone. */
function Plot({ label, rows, names }: PlotProps) {
  const [box, width] = useWidth();
  const scale = scaleOf(rows.flatMap(({ values }) => values));
  const left = Math.max(...scale.ticks.map((tick) => tickText(tick).length)) * CHARACTER + 8;
  const pitch = Math.max(0, width - left) / rows.length;
  const longest = Math.max(...rows.map((row) => row.label.length)) * CHARACTER;
  const isTurned = longest > pitch - 4;
  const below = isTurned ? longest + 10 : LINE;
  return (
    <div ref={box} className="plot">
      <svg role="img" aria-label={label} width={width} height={ABOVE + HEIGHT + below}>
        <Lines scale={scale} left={left} width={width} />
        {rows.map((row, nth) => (
          <g key={row.label} transform={`translate(${left + nth * pitch} 0)`}>
            <Bars row={row} names={names} scale={scale} pitch={pitch} />
            <text
              className="category"
              textAnchor={isTurned ? 'end' : 'middle'}
              transform={`translate(${pitch / 2 + (isTurned ? 4 : 0)} ${ABOVE + HEIGHT + (isTurned ? 8 : 14)})${isTurned ? ' rotate(-90)' : ''}`}
            >
              {row.label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const measure = () => setWidth(current.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}

type LinesProps = { readonly scale: Scale; readonly left: number; readonly width: number };

function Lines({ scale, left, width }: LinesProps) {
  return scale.ticks.map((tick) => (
    <g key={tick} transform={`translate(0 ${height(scale, tick)})`}>
      <line className={tick === 0 ? 'zero' : 'grid'} x1={left} x2={width} />
      <text className="tick" textAnchor="end" x={left - 6} y={4}>
        {tickText(tick)}
      </text>
    </g>
  ));
}

/** From the plot's top. */
function height(scale: Scale, value: number): number {
  return ABOVE + HEIGHT * (1 - scale.at(value));
}

type BarsProps = {
  readonly row: Row;
  readonly names: readonly string[];
  readonly scale: Scale;
  readonly pitch: number;
};

const WIDEST = 36;

function Bars({ row, names, scale, pitch }: BarsProps) {
  const thick = Math.min(WIDEST, (pitch * 0.76) / names.length);
  const start = (pitch - thick * names.length) / 2;
  const zero = height(scale, 0);
  return (
    <>
      {row.values.map((value, nth) => (
        <rect
          key={names[nth]}
          className={`series-${nth}`}
          x={start + nth * thick}
          width={Math.max(1, thick - 1)}
          y={Math.min(zero, height(scale, value))}
          height={Math.abs(zero - height(scale, value))}
        />
      ))}
      <rect className="pointed" width={pitch} height={ABOVE + HEIGHT}>
        <title>{[row.label, ...names.map((name, nth) => `${name}: ${figure(row.values[nth] ?? 0)}`)].join('\n')}</title>
      </rect>
    </>
  );
}
