import { allWork, seriesOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import { RankedBars } from '../../../components/charts/ranked-bars.tsx';
import { reasonTitle } from '../../../lib/errors/reason-title.ts';
import { mayKnowPeople } from '../../../lib/service/session/may-know-people.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { numberText } from '../../../lib/texts/format.ts';
import { compactText, shareText, tookText } from '../amount-texts.ts';
import { changeText, pointsText } from '../change-text.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { Section } from '../parts/section.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { figuresOf, ranked, total } from '../range-figures.ts';

const toReliability = { to: '/admin/analytics', search: { tab: 'reliability' } };
const REASONS = 5;

/** Shows how much work was done, how much of it succeeded, and how long it took. */
export function ActivitySection({ view: { data, range, before } }: { view: InsightView }) {
  const { role } = usePerson();
  const now = useMemo(() => data && figuresOf(data, range), [data, range]);
  const past = useMemo(() => data && before && figuresOf(data, before), [data, before]);
  const days = useMemo(() => data && seriesOf('usage', data.usage, range), [data, range]);
  const works = days?.map(({ figures }) => allWork(figures)) ?? [];
  const series = [
    {
      key: 'completed',
      label: t`Completed`,
      values: works.map(({ completed }) => completed),
      color: 'var(--chart-3)',
    },
    { key: 'failed', label: t`Failed`, values: works.map(({ failed }) => failed), color: 'var(--chart-6)' },
    {
      key: 'expired',
      label: t`Expired`,
      values: works.map(({ expired }) => expired),
      color: 'var(--chart-4)',
    },
  ];
  const took = (name: 'p50Ms' | 'p95Ms') => ({
    value: now && tookText(now[name]),
    ...(now && past && { change: changeText(now[name], past[name]), before: tookText(past[name]) }),
    more: 'worse' as const,
    to: toReliability,
  });
  const failures = ranked(now?.failures ?? {});
  const rejected = now && total(now.rejections);
  return (
    <Section title={t`Activity`}>
      <Figures label={t`Activity`}>
        <Figure
          label={t`Activities`}
          name="success"
          value={now && numberText(now.ended)}
          change={now && past && changeText(now.ended, past.ended)}
          to={mayKnowPeople(role) ? { to: '/admin/live' } : toReliability}
        />
        <Figure
          label={t`Success rate`}
          name="success"
          value={now && shareText(now.successRate)}
          change={now && past && pointsText(now.successRate, past.successRate)}
          to={toReliability}
        />
        <Figure
          label={t`Rejections`}
          name="rejections"
          value={rejected === undefined ? undefined : numberText(rejected)}
          change={rejected !== undefined && past ? changeText(rejected, total(past.rejections)) : null}
          more="worse"
          to={mayKnowPeople(role) ? { to: '/admin/live', search: { view: 'rejected' } } : toReliability}
        />
        <Figure label={t`Median time`} name="percentiles" {...took('p50Ms')} />
        <Figure label={t`p95 time`} name="percentiles" {...took('p95Ms')} />
      </Figures>
      <div className="grid flex-1 grid-cols-1 gap-3 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <TrendCard
          title={t`Activities by day`}
          definition={definitions.success}
          fileName="activities"
          look="bars"
          days={days?.map(({ day }) => day)}
          series={series}
          format={numberText}
          formatAxis={compactText}
          empty={t`Nothing was made in this range.`}
        />
        <ChartCard
          title={t`Failures by reason`}
          definition={definitions.failures}
          fileName="failures"
          empty={now && failures.length === 0 && t`Nothing failed in this range.`}
          table={
            now && {
              columns: [{ label: t`Reason` }, { label: t`Code` }, { label: t`Failures`, format: numberText }],
              rows: failures.map(([code, count]) => [reasonTitle(code), code, count]),
            }
          }
        >
          <RankedBars
            label={t`Failures by reason`}
            rows={failures.slice(0, REASONS).map(([code, count]) => ({
              ...{ key: code, label: reasonTitle(code), value: count, color: 'var(--chart-6)' },
              text: numberText(count),
            }))}
          />
        </ChartCard>
      </div>
    </Section>
  );
}
