import {
  addDays,
  createZone,
  currencyTotals,
  firstMsOf,
  type InsightData,
  MICROS_PER_CREDIT,
  monthOf,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import { TimeChart } from '../../../components/charts/time-chart.tsx';
import { LEAST_ACTIVE_DAYS } from '../../../lib/forecast/forecast-spending.ts';
import { numberText } from '../../../lib/texts/format.ts';
import {
  compactMoneyText,
  compactText,
  creditsSumText,
  microcentsNumber,
  microcentsText,
  moneyUnitsText,
} from '../amount-texts.ts';
import { changeText } from '../change-text.ts';
import { monthText, pointsOf } from '../day-texts.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { Section } from '../parts/section.tsx';
import { creditFigures } from '../range-figures.ts';
import { useInsightDays } from '../use-insight.ts';
import { type MonthProjection, projectionRange, projectMonth } from './month-projection.ts';

interface ProjectionSectionProps {
  view: InsightView;
  /** Empty: the one with the most sales. */
  currency: string;
}

const topics = ['credits', 'money'] as const;
const fallbackCurrency = 'usd';

/** Shows the current month to date, the month before, and what the month is expected to come to. */
export function ProjectionSection({
  view: { head, settings, today },
  currency: wanted,
}: ProjectionSectionProps) {
  const throughMs = head?.throughMs ?? 0;
  // Where figures are behind, the day that they have come to is not over yet.
  const reached = useMemo(
    () => reachedDay(throughMs, { timeZone: settings.timeZone, today }),
    [throughMs, settings.timeZone, today],
  );
  const { data } = useInsightDays([projectionRange(reached.today)], settings, topics);
  const currency = data ? currencyOf(data, wanted) : fallbackCurrency;
  const sales = useMemo(() => {
    const figureOf = (day: string) => {
      const figures = data?.money[day];
      return figures ? currencyTotals(figures, currency).sales : 0;
    };
    return data && projectMonth({ ...reached, figureOf });
  }, [data, currency, reached]);
  const used = useMemo(() => {
    const figureOf = (day: string) => {
      const figures = data?.credits[day];
      return figures ? creditFigures(figures).usedMicros : 0;
    };
    return data && projectMonth({ ...reached, figureOf });
  }, [data, reached]);
  return (
    <Section title={t`This month: ${monthText(monthOf(reached.today))}`}>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <ProjectionCard
          title={t`Sales (${currency.toUpperCase()}), with projection`}
          fileName={`projection-sales-${currency}`}
          projection={sales}
          text={(microcents) => microcentsText(microcents, currency)}
          number={(microcents) => microcentsNumber(microcents, currency)}
          format={(units) => moneyUnitsText(units, currency)}
          formatAxis={(units) => compactMoneyText(units, currency)}
        />
        <ProjectionCard
          title={t`Credits used, with projection`}
          fileName="projection-credits"
          projection={used}
          text={creditsSumText}
          number={(micros) => Math.round(micros / MICROS_PER_CREDIT)}
          format={numberText}
          formatAxis={compactText}
        />
      </div>
    </Section>
  );
}

interface ProjectionCardProps {
  title: string;
  fileName: string;
  projection: MonthProjection | undefined;
  /** Writes a value, and converts it to a number of the chart and the file. */
  text: (value: number) => string;
  number: (value: number) => number;
  format: (value: number) => string;
  formatAxis: (value: number) => string;
}

function ProjectionCard(props: ProjectionCardProps) {
  const { title, fileName, projection, text, number, format, formatAxis } = props;
  const pick = (name: 'actual' | 'low' | 'median' | 'high' | 'before') =>
    (projection?.days ?? []).map(({ [name]: value }) => (value === null ? null : number(value)));
  const bound = 'color-mix(in oklab, var(--chart-4) 45%, transparent)';
  const series = [
    { key: 'actual', label: t`This month`, values: pick('actual') },
    { key: 'median', label: t`Projection`, values: pick('median'), color: 'var(--chart-4)' },
    { key: 'low', label: t`Low (10%)`, values: pick('low'), color: bound },
    { key: 'high', label: t`High (90%)`, values: pick('high'), color: bound },
    { key: 'before', label: t`Month before`, values: pick('before'), color: 'var(--chart-5)' },
  ];
  const days = projection?.days.map(({ day }) => day) ?? [];
  return (
    <ChartCard
      title={title}
      definition={definitions.projection}
      fileName={fileName}
      table={
        projection && {
          columns: [{ label: t`Through` }, ...series.map(({ label }) => ({ label, format }))],
          rows: days.map((day, at) => [day, ...series.map(({ values }) => values[at] ?? null)]),
        }
      }
    >
      {projection && <Facts projection={projection} text={text} />}
      <TimeChart
        label={title}
        look="lines"
        points={pointsOf(days)}
        series={series}
        format={format}
        formatAxis={formatAxis}
      />
    </ChartCard>
  );
}

function Facts({ projection, text }: { projection: MonthProjection; text: (value: number) => string }) {
  const { soFar, beforeSoFar, before, projected } = projection;
  return (
    <dl className="mb-3 grid grid-cols-1 gap-3 sm:grid-cols-3">
      <Fact label={t`Month to date`} value={text(soFar)}>
        <Trans>
          {text(beforeSoFar)} a month before ({changeText(soFar, beforeSoFar)})
        </Trans>
      </Fact>
      <Fact label={t`Projected for the month`} value={projected ? text(projected.medianMicros) : '–'}>
        {projected ? (
          <Trans>
            80% likely: {text(projected.lowMicros)} to {text(projected.highMicros)}
          </Trans>
        ) : (
          <Trans>Not enough data: it takes {LEAST_ACTIVE_DAYS} days with any.</Trans>
        )}
      </Fact>
      <Fact label={t`Month before`} value={text(before)}>
        {projected && <Trans>{changeText(projected.medianMicros, before)} expected</Trans>}
      </Fact>
    </dl>
  );
}

function Fact({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{label}</dt>
      <dd className="nums mt-0.5 font-semibold text-lg tracking-tight">{value}</dd>
      <dd className="nums text-ink-3 text-xs">{children}</dd>
    </div>
  );
}

/** Returns the day that figures have come to, and how much of it is in them. */
function reachedDay(throughMs: number, { timeZone, today }: { timeZone: string; today: string }) {
  const day = throughMs === 0 ? today : createZone(timeZone)(throughMs).day;
  const reached = day < today ? day : today;
  const [startMs, endMs] = [firstMsOf(reached, timeZone), firstMsOf(addDays(reached, 1), timeZone)];
  const share = (throughMs - startMs) / (endMs - startMs);
  return { today: reached, dayShare: Math.min(1, Math.max(0, share)) };
}

/** Returns the currency that is chosen, or else the one with the most sales in these months. */
function currencyOf({ money }: InsightData, wanted: string): string {
  const sales = new Map<string, number>();
  for (const figures of Object.values(money)) {
    for (const currency of Object.keys(figures.currencies)) {
      sales.set(currency, (sales.get(currency) ?? 0) + currencyTotals(figures, currency).sales);
    }
  }
  if (sales.has(wanted)) return wanted;
  const [first] = [...sales].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? fallbackCurrency;
}
