import { type Series, seriesColor } from './chart-data.ts';

/** Shows the color of each series. */
export function Legend({ series }: { series: readonly Series[] }) {
  if (series.length < 2) return null;
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
      {series.map((one, index) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-2.5 rounded-xs"
            style={{ background: seriesColor(one, index) }}
          />
          {one.label}
        </li>
      ))}
    </ul>
  );
}
