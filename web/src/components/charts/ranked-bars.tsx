import type { ReactNode } from 'react';

export interface RankedRow {
  key: string;
  label: ReactNode;
  value: number;
  /** At the end of the line. */
  text: string;
  /** Under the label. */
  note?: string | undefined;
  color?: string;
}

interface RankedBarsProps {
  label: string;
  rows: readonly RankedRow[];
}

/** The largest first, each with a bar under its name: a list, whose values are texts. */
export function RankedBars({ label, rows }: RankedBarsProps) {
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)), 0) || 1;
  return (
    <ol aria-label={label} className="flex-1 space-y-2.5">
      {rows.map((row) => (
        <li key={row.key} className="min-w-0">
          <div className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
            <span className="min-w-0 truncate">{row.label}</span>
            <span className="nums shrink-0 font-medium">{row.text}</span>
          </div>
          <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-full bg-raised">
            <div
              className="h-full rounded-full transition-[width] duration-300"
              style={{
                width: `${Math.max(1, (Math.abs(row.value) / most) * 100)}%`,
                background: row.color ?? 'var(--chart-1)',
              }}
            />
          </div>
          {row.note && <p className="nums mt-0.5 text-ink-3 text-xs">{row.note}</p>}
        </li>
      ))}
    </ol>
  );
}
