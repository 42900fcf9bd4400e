import type { CSSProperties, ReactNode } from 'react';
import type { useChartCursor } from './use-chart-cursor.ts';

interface ChartSurfaceProps {
  /** Read aloud before the values. */
  label: string;
  /** The text that screen readers read for the current point. */
  valueText: string | undefined;
  cursor: ReturnType<typeof useChartCursor>['properties'];
  className: string;
  style: CSSProperties;
  children: ReactNode;
}

/** Takes the pointer and the arrow keys of a chart, and reads out the point that they lead to. */
export function ChartSurface({ label, valueText, cursor, className, style, children }: ChartSurfaceProps) {
  return (
    <div
      {...cursor}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuenow={cursor['aria-valuenow']}
      aria-valuetext={valueText}
      className={className}
      style={style}
    >
      {children}
    </div>
  );
}
