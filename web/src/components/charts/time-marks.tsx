import type { scaleBand, scaleLinear } from '@visx/scale';
import { AreaClosed, LinePath } from '@visx/shape';
import { type Series, seriesColor } from './chart-data.ts';

interface Marks {
  points: readonly { key: string }[];
  series: readonly Series[];
  x: ReturnType<typeof scaleBand<string>>;
  y: ReturnType<typeof scaleLinear<number>>;
}

const MAX_BAR = 44;

/** Draws stacked bars; negative values hang below the line. */
export function Bars({ points, series, x, y }: Marks) {
  const band = x.bandwidth();
  const width = Math.min(band, MAX_BAR);
  return points.map(({ key }, at) => {
    let [above, below] = [0, 0];
    return (
      <g key={key} transform={`translate(${(x(key) ?? 0) + (band - width) / 2})`}>
        {series.map((one, index) => {
          const value = one.values[at] ?? 0;
          if (value === 0) return null;
          const base = value > 0 ? above : below;
          if (value > 0) above += value;
          else below += value;
          const [top, bottom] = [y(Math.max(base, base + value)), y(Math.min(base, base + value))];
          return (
            <rect
              key={one.key}
              y={top}
              width={width}
              height={Math.max(1, bottom - top)}
              rx={Math.min(2, width / 4)}
              fill={seriesColor(one, index)}
            />
          );
        })}
      </g>
    );
  });
}

/** Lines, the first of which is filled. Where nothing is known, a line has a gap. */
export function Area({ points, series, x, y, at }: Marks & { at: number | null }) {
  const middle = (index: number) => (x(points[index]?.key ?? '') ?? 0) + x.bandwidth() / 2;
  const indexes = points.map((_, index) => index);
  return series.map((one, index) => {
    const color = seriesColor(one, index);
    const shared = {
      data: indexes,
      x: middle,
      y: (point: number) => y(one.values[point] ?? 0),
      defined: (point: number) => one.values[point] != null,
    };
    const value = at === null ? null : one.values[at];
    return (
      <g key={one.key}>
        {index === 0 && series.length === 1 && (
          <AreaClosed {...shared} yScale={y} fill={color} fillOpacity={0.14} />
        )}
        <LinePath {...shared} stroke={color} strokeWidth={2} strokeLinejoin="round" strokeLinecap="round" />
        {points.length === 1 && one.values[0] != null && (
          <circle cx={middle(0)} cy={y(one.values[0])} r={3.5} fill={color} />
        )}
        {at !== null && value != null && (
          <circle
            cx={middle(at)}
            cy={y(value)}
            r={3.5}
            fill={color}
            stroke="var(--surface)"
            strokeWidth={1.5}
          />
        )}
      </g>
    );
  });
}

/** A line that values are held against. */
export function TargetLine({ y, width, label }: { y: number; width: number; label: string }) {
  return (
    <g>
      <line x2={width} y1={y} y2={y} stroke="var(--ink-2)" strokeDasharray="4 4" />
      <text
        x={4}
        y={y - 5}
        fontSize={11}
        fill="var(--ink-2)"
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
      >
        {label}
      </text>
    </g>
  );
}
