import { AxisBottom, AxisLeft, AxisRight } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { scaleBand, scaleLinear } from '@visx/scale';
import { axisTicks } from './axis-ticks.ts';
import { type Series, seriesColor } from './chart-data.ts';
import { ChartSurface } from './chart-surface.tsx';
import { ChartTip } from './chart-tip.tsx';
import { Legend } from './legend.tsx';
import { Area, Bars, TargetLine } from './time-marks.tsx';
import { isRightToLeft, useChartCursor } from './use-chart-cursor.ts';
import { useSize } from './use-size.ts';

interface TimeChartProps {
  /** Read aloud before the values. */
  label: string;
  look: 'bars' | 'lines';
  /** The points on the axis, such as days, as they are written. */
  points: readonly { key: string; short: string; long: string }[];
  series: readonly Series[];
  format: (value: number) => string;
  /** On the axis, where there is less room; absent: as everywhere. */
  formatAxis?: (value: number) => string;
  /** A line to hold the values against. */
  target?: { value: number; label: string };
}

const AXIS_HEIGHT = 22;
const POINT_WIDTH = 76;
const TICKS = 4;

/** Values over time: stacked bars, or lines. */
export function TimeChart(props: TimeChartProps) {
  const { label, look, points, series, format, formatAxis = format, target } = props;
  const { ref, width, height } = useSize();
  const { at, properties } = useChartCursor({ columns: points.length });
  const [low, high] = boundsOf({ look, series, count: points.length, target: target?.value });
  const y = scaleLinear({ domain: [low, high], range: [height - AXIS_HEIGHT, 8], nice: TICKS });
  const ticks = axisTicks(y.ticks(TICKS), [target?.value ?? 0, ...series.flatMap(({ values }) => values)]);
  const axisWidth = Math.min(96, 14 + 7 * Math.max(...ticks.map((tick) => formatAxis(tick).length)));
  const inner = Math.max(1, width - axisWidth);
  const x = scaleBand({
    domain: points.map(({ key }) => key),
    range: isRightToLeft ? [inner, 0] : [0, inner],
    padding: look === 'bars' ? 0.28 : 0,
  });
  const marks = { points, series, x, y };
  const shown = at === null ? undefined : points[at];
  const lines = shown
    ? series.map((one, index) => ({
        label: one.label,
        value: textAt(one.values[at ?? 0], format),
        color: seriesColor(one, index),
      }))
    : [];
  const left = isRightToLeft ? 0 : axisWidth;
  const Axis = isRightToLeft ? AxisRight : AxisLeft;
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div ref={ref} className="relative min-h-48 flex-1">
        {width > 0 && points.length > 0 && (
          <>
            <svg
              width={width}
              height={height}
              aria-hidden="true"
              direction="ltr"
              className="absolute inset-0 overflow-visible"
            >
              <Axis
                scale={y}
                left={isRightToLeft ? inner : axisWidth}
                tickValues={ticks}
                tickFormat={(value) => formatAxis(Number(value))}
                hideAxisLine
                hideTicks
                tickLabelProps={{
                  className: 'nums',
                  fill: 'var(--ink-3)',
                  fontSize: 11,
                  fontFamily: 'inherit',
                }}
              />
              <g transform={`translate(${left})`}>
                <GridRows scale={y} width={inner} tickValues={ticks} stroke="var(--line)" />
                {shown && (
                  <rect
                    x={x(shown.key)}
                    width={x.bandwidth()}
                    y={0}
                    height={height - AXIS_HEIGHT}
                    fill="var(--line)"
                  />
                )}
                {look === 'bars' ? <Bars {...marks} /> : <Area {...marks} at={at} />}
                {target && <TargetLine y={y(target.value)} width={inner} label={target.label} />}
                <AxisBottom
                  scale={x}
                  top={height - AXIS_HEIGHT}
                  tickValues={everyNth(points, Math.ceil(points.length / Math.max(1, inner / POINT_WIDTH)))}
                  tickFormat={(key) => points.find((point) => point.key === key)?.short ?? ''}
                  stroke="var(--line-strong)"
                  hideTicks
                  tickLabelProps={{ fill: 'var(--ink-3)', fontSize: 11, fontFamily: 'inherit', dy: -2 }}
                />
              </g>
            </svg>
            <ChartSurface
              label={label}
              cursor={properties}
              valueText={
                shown && `${shown.long}: ${lines.map((one) => `${one.label} ${one.value}`).join(', ')}`
              }
              className="absolute top-0 touch-pan-y rounded-md"
              style={{ left, width: inner, height: height - AXIS_HEIGHT }}
            >
              {shown && at !== null && (
                <ChartTip title={shown.long} lines={lines} across={(at + 0.5) / points.length} />
              )}
            </ChartSurface>
          </>
        )}
      </div>
      <Legend series={series} />
    </div>
  );
}

function textAt(value: number | null | undefined, format: (value: number) => string): string {
  return value == null ? '–' : format(value);
}

function boundsOf(of: {
  look: 'bars' | 'lines';
  series: readonly Series[];
  count: number;
  target: number | undefined;
}): [number, number] {
  const at = (index: number) => of.series.map(({ values }) => values[index] ?? 0);
  const all = Array.from({ length: of.count }, (_, index) => at(index));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const highs = all.map((values) =>
    of.look === 'bars' ? sum(values.filter((value) => value > 0)) : Math.max(...values),
  );
  const lows = all.map((values) =>
    of.look === 'bars' ? sum(values.filter((value) => value < 0)) : Math.min(...values),
  );
  const high = Math.max(0, of.target ?? 0, ...highs);
  return [Math.min(0, ...lows), high === 0 ? 1 : high];
}

function everyNth(points: readonly { key: string }[], step: number): string[] {
  return points.filter((_, index) => index % Math.max(1, step) === 0).map(({ key }) => key);
}
