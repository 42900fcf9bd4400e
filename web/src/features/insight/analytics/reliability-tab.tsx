import {
  allWork,
  percentileMs,
  SECOND_MS,
  seriesOf,
  successRate,
  sumRange,
  workBy,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { reasonTitle } from '../../../lib/errors/reason-title.ts';
import { numberText } from '../../../lib/texts/format.ts';
import { compactText, shareText, tookText } from '../amount-texts.ts';
import { definitions } from '../definitions.ts';
import { Cards } from '../parts/cards.tsx';
import { RankingCard } from '../parts/ranking-card.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { ranked } from '../range-figures.ts';
import { useWorkNames } from '../use-work-names.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';

const [MEDIAN, P95] = [0.5, 0.95];
const percent = (value: number) => shareText(value);
const seconds = (value: number) => tookText(value * SECOND_MS);

/** Shows failures and their causes, rejections, and durations. */
export function ReliabilityTab({ view: { data, range } }: AnalyticsTabProps) {
  const nameOf = useWorkNames();
  const usage = useMemo(() => data && sumRange(data, range).usage, [data, range]);
  const days = useMemo(() => data && seriesOf('usage', data.usage, range), [data, range]);
  const works = days?.map(({ figures }) => allWork(figures)) ?? [];
  const models = usage && Object.entries(workBy(usage, 'model'));
  const rates = models
    ?.map(([id, work]) => ({ id, work, failed: 1 - (successRate(work) ?? 1) }))
    .sort((a, b) => b.failed - a.failed);
  const times = models
    ?.map(([id, { took }]) => ({ id, p50: percentileMs(took, MEDIAN), p95: percentileMs(took, P95) }))
    .filter(({ p95 }) => p95 !== null)
    .sort((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));
  const dayNames = days?.map(({ day }) => day);
  const counts = (title: string, amounts: Record<string, number> | undefined) => ({
    title,
    columns: [{ label: t`Reason` }, { label: t`Code` }, { label: t`Count`, format: numberText }],
    rows:
      amounts &&
      ranked(amounts).map(([code, count]) => ({
        key: code,
        label: reasonTitle(code),
        value: count,
        text: numberText(count),
        cells: [reasonTitle(code), code, count],
      })),
  });
  return (
    <Cards>
      <RankingCard
        title={t`Time by model`}
        definition={definitions.percentiles}
        fileName="time-by-model"
        empty={t`Nothing was completed in this range.`}
        columns={[
          { label: t`Model` },
          { label: t`Id` },
          { label: t`Median (s)`, format: seconds },
          { label: t`p95 (s)`, format: seconds },
        ]}
        rows={times?.map(({ id, p50, p95 }) => ({
          key: id,
          label: nameOf('model', id),
          value: p95 ?? 0,
          text: t`p95 ${tookText(p95)}`,
          note: t`median ${tookText(p50)}`,
          color: 'var(--chart-2)',
          cells: [nameOf('model', id), id, toSeconds(p50), toSeconds(p95)],
        }))}
      />
      <RankingCard
        title={t`Failure rate by model`}
        definition={definitions.success}
        fileName="failure-rate-by-model"
        empty={t`Nothing was made in this range.`}
        columns={[
          { label: t`Model` },
          { label: t`Id` },
          { label: t`Failure rate`, format: percent },
          { label: t`Completed`, format: numberText },
          { label: t`Failed`, format: numberText },
          { label: t`Expired`, format: numberText },
        ]}
        rows={rates?.map(({ id, work, failed }) => ({
          key: id,
          label: nameOf('model', id),
          value: failed,
          text: shareText(failed),
          note: t`${numberText(work.failed + work.expired)} of ${numberText(work.completed + work.failed + work.expired)}`,
          color: 'var(--chart-6)',
          cells: [nameOf('model', id), id, failed, work.completed, work.failed, work.expired],
        }))}
      />
      <TrendCard
        title={t`Failure rate by day`}
        definition={definitions.failures}
        fileName="failure-rate"
        look="lines"
        days={dayNames}
        series={[
          {
            key: 'rate',
            label: t`Failure rate`,
            color: 'var(--chart-6)',
            values: works.map((work) => {
              const rate = successRate(work);
              return rate === null ? null : 1 - rate;
            }),
          },
        ]}
        format={percent}
        empty={t`Nothing failed in this range.`}
      />
      <TrendCard
        title={t`Time by day`}
        definition={definitions.percentiles}
        fileName="time-by-day"
        look="lines"
        days={dayNames}
        series={[
          { key: 'p95', label: t`p95`, values: works.map(({ took }) => toSeconds(percentileMs(took, P95))) },
          {
            key: 'p50',
            label: t`Median`,
            values: works.map(({ took }) => toSeconds(percentileMs(took, MEDIAN))),
          },
        ]}
        format={seconds}
        empty={t`Nothing was completed in this range.`}
      />
      <RankingCard
        {...counts(t`Failures by reason`, usage && allWork(usage).failures)}
        definition={definitions.failures}
        fileName="failures"
        empty={t`Nothing failed in this range.`}
      />
      <RankingCard
        {...counts(t`Rejections by reason`, usage?.rejections)}
        definition={definitions.rejections}
        fileName="rejections"
        empty={t`Nothing was rejected in this range.`}
      />
      <TrendCard
        title={t`Rejections by day`}
        definition={definitions.rejections}
        fileName="rejections-by-day"
        look="bars"
        days={dayNames}
        series={ranked(usage?.rejections ?? {})
          .slice(0, 6)
          .map(([code]) => ({
            key: code,
            label: reasonTitle(code),
            values: days?.map(({ figures }) => figures.rejections[code] ?? 0) ?? [],
          }))}
        format={numberText}
        formatAxis={compactText}
        empty={t`Nothing was rejected in this range.`}
      />
    </Cards>
  );
}

/** To a tenth of a second; null stays unknown. */
const toSeconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 100) / 10);
