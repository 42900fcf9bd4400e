import { scaleSqrt } from '@visx/scale';
import { ChartSurface } from './chart-surface.tsx';
import { ChartTip } from './chart-tip.tsx';
import { useChartCursor } from './use-chart-cursor.ts';

interface HeatMapProps {
  /** Read aloud before the values. */
  label: string;
  rows: readonly string[];
  columns: readonly string[];
  /** Row by row. */
  values: readonly number[];
  format: (value: number) => string;
}

/** Shows amounts by two dimensions: the larger the amount, the stronger the color. */
export function HeatMap({ label, rows, columns, values, format }: HeatMapProps) {
  const { at, properties } = useChartCursor({ columns: columns.length, rows: rows.length });
  const strength = scaleSqrt({ domain: [0, Math.max(1, ...values)], range: [0, 100] });
  const titleOf = (index: number) =>
    `${rows[Math.floor(index / columns.length)]} ${columns[index % columns.length]}`;
  return (
    <div className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-ink-3 text-[0.6875rem]">
      <div
        aria-hidden="true"
        className="grid min-h-44"
        style={{ gridTemplateRows: `repeat(${rows.length}, 1fr)` }}
      >
        {rows.map((row) => (
          <span key={row} className="flex items-center">
            {row.slice(0, 2)}
          </span>
        ))}
      </div>
      <ChartSurface
        label={label}
        cursor={properties}
        valueText={at === null ? undefined : `${titleOf(at)}: ${format(values[at] ?? 0)}`}
        className="relative grid rounded-md"
        style={{
          gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${rows.length}, minmax(0, 1fr))`,
        }}
      >
        {values.map((value, index) => (
          <span
            key={titleOf(index)}
            className={`m-px rounded-[3px] ${index === at ? 'outline-2 outline-ink' : ''}`}
            style={{
              background:
                value === 0
                  ? 'var(--raised)'
                  : `color-mix(in oklab, var(--chart-1) ${12 + 0.88 * strength(value)}%, var(--raised))`,
            }}
          />
        ))}
        {at !== null && (
          <ChartTip
            title={titleOf(at)}
            lines={[{ label, value: format(values[at] ?? 0) }]}
            across={((at % columns.length) + 0.5) / columns.length}
          />
        )}
      </ChartSurface>
      <span />
      <div
        aria-hidden="true"
        className="nums mt-1 grid"
        style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }}
      >
        {columns.map((column, index) => (
          <span key={column} className="overflow-visible whitespace-nowrap">
            {index % 6 === 0 ? column : ''}
          </span>
        ))}
      </div>
    </div>
  );
}
