import { seriesOf, sumRange } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { abuseKindText } from '../../../lib/staff-texts/abuse-kind-texts.ts';
import { actionText } from '../../../lib/staff-texts/action-texts.ts';
import { numberText } from '../../../lib/texts/format.ts';
import { definitions } from '../definitions.ts';
import { Cards } from '../parts/cards.tsx';
import { RankingCard } from '../parts/ranking-card.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { ranked } from '../range-figures.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';

const SERIES = 6;

/** Shows signs of abuse, and the staff's actions. */
export function TeamTab({ view: { data, range } }: AnalyticsTabProps) {
  const sums = useMemo(() => data && sumRange(data, range).usage, [data, range]);
  const days = useMemo(() => data && seriesOf('usage', data.usage, range), [data, range]);
  const parts = [
    {
      name: 'signals' as const,
      title: t`Signs of abuse`,
      byDay: t`Signs of abuse by day`,
      textOf: abuseKindText,
      empty: t`No signs of abuse in this range.`,
    },
    {
      name: 'staffActions' as const,
      title: t`Staff actions`,
      byDay: t`Staff actions by day`,
      textOf: actionText,
      empty: t`The staff did nothing in this range.`,
    },
  ];
  return (
    <Cards>
      {parts.flatMap(({ name, title, byDay, textOf, empty }) => [
        <TrendCard
          key={byDay}
          title={byDay}
          definition={definitions[name]}
          fileName={`${name}-by-day`}
          look="bars"
          days={days?.map(({ day }) => day)}
          series={ranked(sums?.[name] ?? {})
            .slice(0, SERIES)
            .map(([kind]) => ({
              key: kind,
              label: textOf(kind),
              values: days?.map(({ figures }) => figures[name][kind] ?? 0) ?? [],
            }))}
          format={numberText}
          empty={empty}
        />,
        <RankingCard
          key={title}
          title={title}
          definition={definitions[name]}
          fileName={name}
          empty={empty}
          columns={[{ label: t`Kind` }, { label: t`Count`, format: numberText }]}
          rows={
            sums &&
            ranked(sums[name]).map(([kind, count]) => ({
              key: kind,
              label: textOf(kind),
              value: count,
              text: numberText(count),
              cells: [textOf(kind), count],
            }))
          }
        />,
      ])}
    </Cards>
  );
}
