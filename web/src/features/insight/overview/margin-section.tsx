import {
  grossMargin,
  type InsightData,
  seriesOf,
  sumRange,
  TARGET_MARGIN,
  TARGET_MARKUP,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import { TimeChart } from '../../../components/charts/time-chart.tsx';
import { centsNumber, centsText, moneyUnitsText, shareText, timesText } from '../amount-texts.ts';
import { changeText, pointsText } from '../change-text.ts';
import { pointsOf } from '../day-texts.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { Section } from '../parts/section.tsx';
import { figuresOf } from '../range-figures.ts';

const toMargin = { to: '/admin/analytics', search: { tab: 'margin' } };

/** Shows revenue after costs, compared with its targets. */
export function MarginSection({ view: { data, range, before } }: { view: InsightView }) {
  const now = useMemo(() => data && figuresOf(data, range).margin, [data, range]);
  const past = useMemo(() => data && before && figuresOf(data, before).margin, [data, before]);
  const days = useMemo(() => data && marginByDay(data, range), [data, range]);
  const cost = (name: 'providerCents' | 'feeCents' | 'infrastructureCents') => ({
    value: now && (now[name] === null ? t`left out` : centsText(now[name], now.currency)),
    ...(now && past && now[name] !== null && { change: changeText(now[name], past[name]) }),
    more: 'neither' as const,
    to: toMargin,
  });
  const format = (value: number) => shareText(value);
  const money = (units: number) => moneyUnitsText(units, now?.currency ?? 'usd');
  return (
    <Section
      title={t`Margin`}
      aside={
        now &&
        now.left.length > 0 && (
          <p className="text-held text-xs">
            {t`Without ${now.left.join(', ').toUpperCase()}: no payment says at which rate to convert it.`}
          </p>
        )
      }
    >
      <Figures label={t`Margin`}>
        <Figure
          label={t`Gross margin`}
          name="margin"
          value={now && shareText(now.margin)}
          change={now && past && pointsText(now.margin, past.margin)}
          note={t`target ${shareText(TARGET_MARGIN)}`}
          to={toMargin}
        />
        <Figure
          label={t`Markup`}
          name="markup"
          value={now && timesText(now.markup)}
          change={now && past && changeText(now.markup, past.markup)}
          note={t`target ${timesText(TARGET_MARKUP)}`}
          to={toMargin}
        />
        <Figure label={t`Provider cost`} name="providerCost" {...cost('providerCents')} />
        <Figure label={t`Fees`} name="fees" {...cost('feeCents')} />
        <Figure label={t`Infrastructure`} name="margin" {...cost('infrastructureCents')} />
      </Figures>
      <ChartCard
        title={t`Gross margin by day`}
        definition={definitions.margin}
        fileName="gross-margin"
        empty={days?.every(({ margin }) => margin === null) && t`No revenue was recognized in this range.`}
        table={
          days && {
            columns: [
              { label: t`Day` },
              { label: t`Gross margin`, format },
              { label: t`Revenue (USD)`, format: money },
              { label: t`Provider cost (USD)`, format: money },
            ],
            rows: days.map(({ day, margin, revenue, provider }) => [day, margin, revenue, provider]),
          }
        }
        className="flex-1"
      >
        <TimeChart
          label={t`Gross margin by day`}
          look="lines"
          points={pointsOf(days?.map(({ day }) => day) ?? [])}
          series={[
            {
              key: 'margin',
              label: t`Gross margin`,
              values: days?.map(({ margin }) => margin) ?? [],
              color: 'var(--chart-3)',
            },
          ]}
          format={format}
          target={{ value: TARGET_MARGIN, label: t`target ${shareText(TARGET_MARGIN)}` }}
        />
      </ChartCard>
    </Section>
  );
}

function marginByDay(data: InsightData, range: InsightView['range']) {
  return seriesOf('money', data.money, range).map(({ day }) => {
    const one = { from: day, to: day };
    const { margin, revenueCents, providerCents, currency } = grossMargin(sumRange(data, one), {
      settings: data.settings,
      range: one,
    });
    return {
      day,
      margin,
      revenue: centsNumber(revenueCents, currency),
      provider: centsNumber(providerCents, currency),
    };
  });
}
