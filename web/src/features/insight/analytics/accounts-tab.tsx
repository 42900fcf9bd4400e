import { addFigures, CohortFigures, cohortsBy, seriesOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import type { Series } from '../../../components/charts/chart-data.ts';
import { Funnel } from '../../../components/charts/funnel.tsx';
import { TimeChart } from '../../../components/charts/time-chart.tsx';
import { numberText } from '../../../lib/texts/format.ts';
import { shareText } from '../amount-texts.ts';
import { dayShortText, pointsOf } from '../day-texts.ts';
import { definitions } from '../definitions.ts';
import { Cards } from '../parts/cards.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { useInsightCohorts } from '../use-insight.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';

const percent = (value: number) => shareText(value);

/** Shows new, returning and buying users. */
export function AccountsTab({ view: { data, range } }: AnalyticsTabProps) {
  const { cohorts } = useInsightCohorts();
  const days = useMemo(() => data && seriesOf('usage', data.usage, range), [data, range]);
  const inRange = useMemo(
    () =>
      cohorts &&
      Object.fromEntries(Object.entries(cohorts).filter(([day]) => day >= range.from && day <= range.to)),
    [cohorts, range],
  );
  const all = useMemo(() => {
    if (!inRange) return undefined;
    const sum = CohortFigures.parse({});
    for (const figures of Object.values(inRange)) addFigures(sum, figures);
    return sum;
  }, [inRange]);
  const steps = all && [
    { key: 'guests', label: t`Came as a guest`, count: all.guests },
    { key: 'accounts', label: t`Have an account`, count: all.guestAccounts },
    { key: 'buyers', label: t`Have bought`, count: all.guestBuyers },
  ];
  const weeks = inRange && cohortsBy(inRange, 'week');
  const table = weeks && {
    columns: [
      { label: t`Week of` },
      { label: t`First visits`, format: numberText },
      { label: t`Guests`, format: numberText },
      { label: t`Accounts`, format: numberText },
      { label: t`Buyers`, format: numberText },
      { label: t`Guests with an account`, format: numberText },
      { label: t`Guests who bought`, format: numberText },
      { label: t`Accounts that bought`, format: percent },
    ],
    rows: weeks
      .toReversed()
      .map(({ cohort, figures }) => [
        dayShortText(cohort),
        figures.visitors,
        figures.guests,
        figures.accounts,
        figures.buyers,
        figures.guestAccounts,
        figures.guestBuyers,
        figures.accounts === 0 ? null : figures.buyers / figures.accounts,
      ]),
  };
  return (
    <Cards>
      <ChartCard
        title={t`From guest to buyer`}
        definition={definitions.cohorts}
        fileName="funnel"
        aside={all && t`${numberText(all.visitors)} first visits`}
        empty={all && all.visitors + all.guests + all.accounts === 0 && t`Nobody came first in this range.`}
        table={
          steps && {
            columns: [{ label: t`Step` }, { label: t`People`, format: numberText }],
            rows: steps.map(({ label, count }) => [label, count]),
          }
        }
      >
        <Funnel label={t`From guest to buyer`} steps={steps ?? []} />
      </ChartCard>
      <ChartCard
        title={t`Cohorts by week of the first visit`}
        definition={definitions.cohorts}
        fileName="cohorts"
        empty={weeks?.length === 0 && t`Nobody came first in this range.`}
        table={table}
      >
        <TimeChart
          label={t`Cohorts by week of the first visit`}
          look="bars"
          points={pointsOf((weeks ?? []).map(({ cohort }) => cohort))}
          series={cohortSeries(weeks ?? [])}
          format={numberText}
        />
      </ChartCard>
      <TrendCard
        title={t`Active accounts by day`}
        definition={definitions.active}
        fileName="active-accounts"
        look="lines"
        days={days?.map(({ day }) => day)}
        series={[
          {
            key: 'accounts',
            label: t`Accounts`,
            values: days?.map(({ figures }) => figures.activeAccounts) ?? [],
          },
          { key: 'guests', label: t`Guests`, values: days?.map(({ figures }) => figures.activeGuests) ?? [] },
        ]}
        format={numberText}
        empty={t`Nobody was active in this range.`}
      />
    </Cards>
  );
}

/** Everybody once, by how far they have come: the parts add up to the first visits. */
function cohortSeries(weeks: ReturnType<typeof cohortsBy>): Series[] {
  const valuesOf = (countOf: (figures: CohortFigures) => number) =>
    weeks.map(({ figures }) => countOf(figures));
  return [
    { key: 'buyers', label: t`Have bought`, values: valuesOf(({ buyers }) => buyers) },
    {
      key: 'accounts',
      label: t`Account, nothing bought`,
      values: valuesOf(({ accounts, buyers }) => accounts - buyers),
    },
    {
      key: 'guests',
      label: t`Guest only`,
      values: valuesOf(({ visitors, accounts }) => visitors - accounts),
    },
  ];
}
