import { liabilityByAge, monthOf, sumRange } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { numberText } from '../../../lib/texts/format.ts';
import { microcentsNumber, microcentsText, moneyUnitsText } from '../amount-texts.ts';
import { monthText } from '../day-texts.ts';
import { definitions } from '../definitions.ts';
import { Cards } from '../parts/cards.tsx';
import { CurrencySwitch } from '../parts/currency-switch.tsx';
import { RankingCard } from '../parts/ranking-card.tsx';
import { Section } from '../parts/section.tsx';
import { figuresOf } from '../range-figures.ts';
import { sourceText } from '../source-text.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';
import { MonthEndPack } from './month-end-pack.tsx';
import { productText } from './product-text.ts';

const fallbackCurrency = 'usd';
const ages = ['var(--chart-2)', 'var(--chart-5)'];

/** Shows sales, what is still owed for them, and the month for the accountant. */
export function MoneyTab({ view, search, onSearch }: AnalyticsTabProps) {
  const { data, range } = view;
  const sums = useMemo(() => data && sumRange(data, range), [data, range]);
  const figures = useMemo(() => data && figuresOf(data, range), [data, range]);
  const names = [...(figures?.currencies.keys() ?? [])];
  const currency = names.includes(search.currency) ? search.currency : (names[0] ?? fallbackCurrency);
  const format = (units: number) => moneyUnitsText(units, currency);
  const products =
    sums &&
    Object.entries(sums.money.currencies[currency]?.products ?? {}).sort(
      ([, a], [, b]) => b.sales - a.sales || b.payments - a.payments,
    );
  const aged =
    data &&
    liabilityByAge(data.balances, monthOf(range.to))
      .filter((one) => one.currency === currency)
      .sort((a, b) => (a.granted < b.granted ? 1 : -1));
  const money = t`Amount (${currency.toUpperCase()})`;
  return (
    <Section
      title={t`Money`}
      aside={
        <CurrencySwitch
          currency={currency}
          currencies={names}
          onCurrency={(next) => onSearch({ currency: next })}
        />
      }
    >
      <Cards>
        <RankingCard
          title={t`Packs and plans`}
          definition={definitions.products}
          fileName={`packs-and-plans-${currency}`}
          empty={t`Nothing was sold in this range.`}
          columns={[
            { label: t`Product` },
            { label: t`Payments`, format: numberText },
            { label: money, format },
          ]}
          rows={products?.map(([id, { payments, sales }]) => ({
            key: id,
            label: productText(id),
            value: sales,
            text: microcentsText(sales, currency),
            note: t`${numberText(payments)} payments`,
            cells: [productText(id), payments, microcentsNumber(sales, currency)],
          }))}
        />
        <RankingCard
          title={t`Liability by source and age, end of ${monthText(monthOf(range.to))}`}
          definition={definitions.liability}
          fileName={`liability-by-age-${currency}`}
          empty={t`Nothing is owed in this currency.`}
          columns={[{ label: t`Source` }, { label: t`Granted` }, { label: money, format }]}
          rows={aged?.map(({ source, granted, microcents }) => ({
            key: `${source} ${granted}`,
            label: `${sourceText(source)} · ${ageText(granted)}`,
            value: microcents,
            text: microcentsText(microcents, currency),
            color: ages[source === 'purchase' ? 0 : 1] ?? '',
            cells: [sourceText(source), ageText(granted), microcentsNumber(microcents, currency)],
          }))}
        />
        <MonthEndPack view={view} currency={currency} />
      </Cards>
    </Section>
  );
}

const ageText = (granted: string) => (granted === 'unallotted' ? t`months to come` : monthText(granted));
