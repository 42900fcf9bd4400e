import {
  burnRateMicros,
  capturedMicros,
  heatMap,
  MICROS_PER_CREDIT,
  seriesOf,
  splitWorkKey,
  sumRange,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import { HeatMap } from '../../../components/charts/heat-map.tsx';
import { numberText } from '../../../lib/texts/format.ts';
import { compactText, creditsSumText, shareText } from '../amount-texts.ts';
import { weekdayTexts } from '../day-texts.ts';
import { definitions } from '../definitions.ts';
import { Cards } from '../parts/cards.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { RankingCard } from '../parts/ranking-card.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { ranked } from '../range-figures.ts';
import { sourceText } from '../source-text.ts';
import { useWorkNames } from '../use-work-names.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
const credits = (value: number) => numberText(Math.round(value));

/** Shows when people use the product, what they spend credits on, and the sources of those. */
export function CreditsTab({ view: { data, range, settings } }: AnalyticsTabProps) {
  const nameOf = useWorkNames();
  const sums = useMemo(() => data && sumRange(data, range), [data, range]);
  const days = useMemo(() => data && seriesOf('usage', data.usage, range), [data, range]);
  const cells = useMemo(() => data && heatMap(data.usage, range), [data, range]);
  const burn = data && burnRateMicros(data.usage, range);
  const welcome = sums?.credits.sources.welcome;
  const used = sums && ranked(mapValues(sums.credits.sources, (flows) => flows.used));
  const operations = ranked(usedBy(sums?.usage.work ?? {})).slice(0, 6);
  const busiest = cells?.reduce((most, cell) => (cell.ended > most.ended ? cell : most));
  return (
    <div className="space-y-4">
      <Figures label={t`Credits`}>
        <Figure
          label={t`Burn rate`}
          name="burn"
          value={burn === undefined ? undefined : creditsSumText(burn)}
          note={t`credits a day`}
        />
        <Figure
          label={t`Welcome credits granted`}
          name="welcome"
          value={sums && creditsSumText(welcome?.granted ?? 0)}
          note={sums && t`to ${numberText(sums.credits.welcomed)} accounts`}
        />
        <Figure
          label={t`Welcome credits used`}
          name="welcome"
          value={sums && creditsSumText(welcome?.used ?? 0)}
          note={
            welcome &&
            welcome.granted > 0 &&
            t`${shareText(welcome.used / welcome.granted)} of what was granted`
          }
        />
        <Figure
          label={t`Welcome credits expired`}
          name="welcome"
          value={sums && creditsSumText(welcome?.lapsed ?? 0)}
        />
      </Figures>
      <Cards>
        <ChartCard
          title={t`Busy hours`}
          definition={definitions.busy}
          fileName="busy-hours"
          aside={
            busiest &&
            busiest.ended > 0 &&
            t`busiest: ${weekdayTexts[busiest.weekday - 1] ?? ''} ${hours[busiest.hour] ?? ''}`
          }
          empty={cells?.every(({ ended }) => ended === 0) && t`Nothing was made in this range.`}
          table={
            cells && {
              columns: [
                { label: t`Weekday` },
                { label: t`Hour (${settings.timeZone})` },
                { label: t`Activities`, format: numberText },
                { label: t`Credits`, format: credits },
              ],
              rows: cells.map(({ weekday, hour, ended, capturedMicros: micros }) => [
                weekdayTexts[weekday - 1] ?? '',
                hours[hour] ?? '',
                ended,
                micros / MICROS_PER_CREDIT,
              ]),
            }
          }
        >
          <HeatMap
            label={t`Activities`}
            rows={weekdayTexts}
            columns={hours}
            values={cells?.map(({ ended }) => ended) ?? []}
            format={numberText}
          />
        </ChartCard>
        <TrendCard
          title={t`Credits used by day and operation`}
          definition={definitions.used}
          fileName="credits-used"
          look="bars"
          days={days?.map(({ day }) => day)}
          series={operations.map(([id]) => ({
            key: id,
            label: nameOf('operation', id),
            values: days?.map(({ figures }) => (usedBy(figures.work)[id] ?? 0) / MICROS_PER_CREDIT) ?? [],
          }))}
          format={credits}
          formatAxis={compactText}
          empty={t`No credits were used in this range.`}
          aside={burn === undefined ? undefined : t`${creditsSumText(burn)} a day`}
        />
        <RankingCard
          title={t`Credits used by source`}
          definition={definitions.used}
          fileName="credits-by-source"
          empty={t`No credits were used in this range.`}
          columns={[{ label: t`Source` }, { label: t`Credits`, format: credits }]}
          rows={used?.map(([source, micros]) => ({
            key: source,
            label: sourceText(source),
            value: micros,
            text: creditsSumText(micros),
            cells: [sourceText(source), micros / MICROS_PER_CREDIT],
          }))}
        />
      </Cards>
    </div>
  );
}

function usedBy(work: Readonly<Record<string, { capturedMicros: number }>>): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, one] of Object.entries(work)) {
    const { operation } = splitWorkKey(key);
    sums[operation] = (sums[operation] ?? 0) + capturedMicros({ work: { [key]: one } as never });
  }
  return sums;
}

function mapValues<T>(all: Readonly<Record<string, T>>, of: (one: T) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(all).map(([key, one]) => [key, of(one)]));
}
