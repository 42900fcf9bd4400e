import { currencyTotals, liabilityAt, revenueOf, seriesOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import { TimeChart } from '../../../components/charts/time-chart.tsx';
import {
  centsText,
  compactMoneyText,
  microcentsNumber,
  microcentsText,
  moneyUnitsText,
} from '../amount-texts.ts';
import { changeText } from '../change-text.ts';
import { pointsOf } from '../day-texts.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { CurrencySwitch } from '../parts/currency-switch.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { Section } from '../parts/section.tsx';
import { figuresOf } from '../range-figures.ts';

interface MoneySectionProps {
  view: InsightView;
  currency: string;
  onCurrency: (currency: string) => void;
}

const fallbackCurrency = 'usd';
const toMoney = { to: '/admin/analytics', search: { tab: 'money' } };

/** Sales, revenue and what is owed, currency by currency: amounts in different currencies are never added up. */
export function MoneySection({ view, currency: wanted, onCurrency }: MoneySectionProps) {
  const { data, range, before } = view;
  const now = useMemo(() => data && figuresOf(data, range), [data, range]);
  const past = useMemo(() => data && before && figuresOf(data, before), [data, before]);
  const names = [...(now?.currencies.keys() ?? [])];
  const currency = names.includes(wanted) ? wanted : (names[0] ?? fallbackCurrency);
  const [one, was] = [now?.currencies.get(currency), past?.currencies.get(currency)];
  const money = (name: 'salesMicrocents' | 'revenueMicrocents' | 'liabilityMicrocents') => ({
    value: now && microcentsText(one?.[name] ?? 0, currency),
    ...(past && {
      change: changeText(one?.[name] ?? 0, was?.[name] ?? 0),
      before: microcentsText(was?.[name] ?? 0, currency),
    }),
  });
  const cents = (name: 'refundedCents' | 'feeCents') => ({
    value: now && centsText(one?.[name] ?? 0, currency),
    ...(past && {
      change: changeText(one?.[name] ?? 0, was?.[name] ?? 0),
      before: centsText(was?.[name] ?? 0, currency),
    }),
    more: name === 'refundedCents' ? ('worse' as const) : ('neither' as const),
  });
  return (
    <Section
      title={t`Money`}
      aside={<CurrencySwitch currency={currency} currencies={names} onCurrency={onCurrency} />}
    >
      <Figures label={t`Money`}>
        <Figure label={t`Sales`} name="sales" {...money('salesMicrocents')} to={toMoney} />
        <Figure label={t`Recognized revenue`} name="revenue" {...money('revenueMicrocents')} to={toMoney} />
        <Figure
          label={t`Liability`}
          name="liability"
          {...money('liabilityMicrocents')}
          more="neither"
          to={toMoney}
        />
        <Figure label={t`Refunds`} name="refunds" {...cents('refundedCents')} to={toMoney} />
        <Figure label={t`Stripe fees`} name="fees" {...cents('feeCents')} to={toMoney} />
      </Figures>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2 min-[120rem]:grid-cols-3">
        <MoneyChart view={view} currency={currency} />
        <LiabilityChart view={view} currency={currency} className="max-lg:hidden" />
      </div>
    </Section>
  );
}

function MoneyChart({ view: { data, range }, currency }: { view: InsightView; currency: string }) {
  const days = useMemo(() => data && seriesOf('money', data.money, range), [data, range]);
  const flows = days?.map(({ day, figures }) => ({ day, flows: currencyTotals(figures, currency) })) ?? [];
  const sales = flows.map(({ flows: of }) => microcentsNumber(of.sales, currency));
  const revenue = flows.map(({ flows: of }) => microcentsNumber(revenueOf(of), currency));
  const isEmpty = [...sales, ...revenue].every((value) => value === 0);
  const format = (units: number) => moneyUnitsText(units, currency);
  return (
    <ChartCard
      title={t`Sales and recognized revenue`}
      definition={definitions.revenue}
      fileName={`sales-${currency}`}
      empty={days && isEmpty && t`Nothing was sold or recognized in this range.`}
      table={
        days && {
          columns: [
            { label: t`Day` },
            { label: t`Sales (${currency.toUpperCase()})`, format },
            { label: t`Revenue (${currency.toUpperCase()})`, format },
          ],
          rows: flows.map(({ day }, at) => [day, sales[at] ?? 0, revenue[at] ?? 0]),
        }
      }
      className="min-[120rem]:col-span-2"
    >
      <TimeChart
        label={t`Sales and recognized revenue by day`}
        look="lines"
        points={pointsOf(flows.map(({ day }) => day))}
        series={[
          { key: 'sales', label: t`Sales`, values: sales },
          { key: 'revenue', label: t`Recognized revenue`, values: revenue },
        ]}
        format={format}
        formatAxis={(units) => compactMoneyText(units, currency)}
      />
    </ChartCard>
  );
}

interface LiabilityChartProps {
  view: InsightView;
  currency: string;
  className?: string;
}

function LiabilityChart({ view: { data, range, today }, currency, className }: LiabilityChartProps) {
  const days = useMemo(
    () =>
      data &&
      seriesOf('money', data.money, range)
        .filter(({ day }) => day <= today)
        .map(({ day }) => ({
          day,
          units: microcentsNumber(
            liabilityAt(data, day)
              .filter((one) => one.currency === currency)
              .reduce((sum, { microcents }) => sum + microcents, 0),
            currency,
          ),
        })),
    [data, range, today, currency],
  );
  const format = (units: number) => moneyUnitsText(units, currency);
  return (
    <ChartCard
      title={t`Liability at the end of each day`}
      definition={definitions.liability}
      fileName={`liability-${currency}`}
      empty={days?.every(({ units }) => units === 0) && t`Nothing is owed in this currency.`}
      table={
        days && {
          columns: [{ label: t`Day` }, { label: t`Liability (${currency.toUpperCase()})`, format }],
          rows: days.map(({ day, units }) => [day, units]),
        }
      }
      {...(className && { className })}
    >
      <TimeChart
        label={t`Liability at the end of each day`}
        look="lines"
        points={pointsOf(days?.map(({ day }) => day) ?? [])}
        series={[
          {
            key: 'liability',
            label: t`Liability`,
            values: days?.map(({ units }) => units) ?? [],
            color: 'var(--chart-2)',
          },
        ]}
        format={format}
        formatAxis={(units) => compactMoneyText(units, currency)}
      />
    </ChartCard>
  );
}
