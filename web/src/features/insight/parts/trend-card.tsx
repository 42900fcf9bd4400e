import { t } from '@lingui/core/macro';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import type { Series } from '../../../components/charts/chart-data.ts';
import { TimeChart } from '../../../components/charts/time-chart.tsx';
import { pointsOf } from '../day-texts.ts';

interface TrendCardProps {
  title: string;
  definition?: string;
  fileName: string;
  look: 'bars' | 'lines';
  /** Undefined while they are read. */
  days: readonly string[] | undefined;
  series: readonly Series[];
  format: (value: number) => string;
  formatAxis?: (value: number) => string;
  /** The text shown where all values are zero. */
  empty: string;
  aside?: string | undefined;
  className?: string;
}

/** Values by day, as a chart, a table and a file. */
export function TrendCard(props: TrendCardProps) {
  const { title, definition, fileName, look, days, series, format, formatAxis, empty, aside, className } =
    props;
  const isEmpty = series.every(({ values }) => values.every((value) => !value));
  return (
    <ChartCard
      title={title}
      fileName={fileName}
      aside={aside}
      empty={days && isEmpty && empty}
      table={
        days && {
          columns: [{ label: t`Day` }, ...series.map(({ label }) => ({ label, format }))],
          rows: days.map((day, at) => [day, ...series.map(({ values }) => values[at] ?? null)]),
        }
      }
      {...(definition && { definition })}
      {...(className && { className })}
    >
      <TimeChart
        label={title}
        look={look}
        points={pointsOf(days ?? [])}
        series={series}
        format={format}
        {...(formatAxis && { formatAxis })}
      />
    </ChartCard>
  );
}
