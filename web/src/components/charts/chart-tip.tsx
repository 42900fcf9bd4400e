interface ChartTipProps {
  title: string;
  lines: readonly { label: string; value: string; color?: string }[];
  /** Of the point, from the start of the chart, as a share of its width. */
  across: number;
}

/** Shows the values of the current point, next to it. */
export function ChartTip({ title, lines, across }: ChartTipProps) {
  const isLate = across > 0.5;
  return (
    <div
      aria-hidden="true"
      style={{
        [isLate ? 'insetInlineEnd' : 'insetInlineStart']:
          `calc(${(isLate ? 1 - across : across) * 100}% + 10px)`,
      }}
      className="pointer-events-none absolute top-0 z-10 max-w-64 rounded-lg border border-line-strong bg-raised px-2.5 py-2 text-xs shadow-float"
    >
      <p className="mb-1 whitespace-nowrap font-medium">{title}</p>
      {lines.map(({ label, value, color }) => (
        <p key={label} className="flex items-center gap-1.5 whitespace-nowrap text-ink-2">
          {color && <span className="size-2 shrink-0 rounded-xs" style={{ background: color }} />}
          {label}
          <span className="nums ms-auto ps-3 text-ink">{value}</span>
        </p>
      ))}
    </div>
  );
}
