import {
  type AccountFigures,
  countActive,
  documentsOfAccounts,
  type InsightData,
  inCurrency,
  sumDays,
  topAccounts,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import { RankedBars } from '../../../components/charts/ranked-bars.tsx';
import { Segmented } from '../../../components/controls/segmented.tsx';
import { numberText } from '../../../lib/texts/format.ts';
import { creditsSumText, microcentsText } from '../amount-texts.ts';
import { changeText } from '../change-text.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { Section } from '../parts/section.tsx';
import { useInsightAccounts } from '../use-insight.ts';
import { AccountName } from './account-name.tsx';

export const topOrders = ['revenue', 'credits', 'cost'] as const;
export type TopOrder = (typeof topOrders)[number];

interface TopSectionProps {
  view: InsightView;
  order: TopOrder;
  onOrder: (order: TopOrder) => void;
}

/** As many documents as one page may read for rankings. */
const MAX_DOCUMENTS = 30;
const SHOWN = 8;
const LISTED = 100;
const currency = 'usd';
const MICROCENTS_PER_USD_MICRO = 100;

const orderOptions = [
  { value: 'revenue', label: t`Revenue` },
  { value: 'credits', label: t`Credits` },
  { value: 'cost', label: t`Cost` },
] as const;

/** Shows the most active users and the figures of all. */
export function TopSection({ view: { data, range, before }, order, onOrder }: TopSectionProps) {
  const read = documentsOfAccounts(range).length;
  const alsoBefore = before && read + documentsOfAccounts(before).length <= MAX_DOCUMENTS ? before : null;
  const { accounts } = useInsightAccounts(range);
  const past = useInsightAccounts(alsoBefore).accounts;
  const active = accounts && countActive(accounts);
  const activeBefore = past && countActive(past);
  const rows = useMemo(
    () => accounts && data && topAccounts(accounts, amountBy(order, { data, range }), LISTED),
    [accounts, data, range, order],
  );
  const format = formatBy[order];
  return (
    <Section
      title={t`Accounts`}
      aside={<Segmented label={t`Rank by`} value={order} options={orderOptions} onChange={onOrder} />}
    >
      <Figures label={t`Accounts`}>
        <Figure
          label={t`Active accounts`}
          name="active"
          value={active && numberText(active.accounts)}
          change={active && activeBefore && changeText(active.accounts, activeBefore.accounts)}
          to={{ to: '/admin/analytics', search: { tab: 'accounts' } }}
        />
        <Figure
          label={t`Active guests`}
          name="active"
          value={active && numberText(active.guests)}
          change={active && activeBefore && changeText(active.guests, activeBefore.guests)}
          to={{ to: '/admin/analytics', search: { tab: 'accounts' } }}
        />
      </Figures>
      <ChartCard
        title={t`Top accounts`}
        definition={definitions.top}
        fileName="top-accounts"
        empty={rows?.length === 0 && t`No account used credits in this range.`}
        table={
          rows && {
            columns: [{ label: t`Account` }, { label: columnBy[order], format }],
            rows: rows.map(({ accountId, amount }) => [accountId, numberBy[order](amount)]),
          }
        }
        className="flex-1"
      >
        <RankedBars
          label={t`Top accounts`}
          rows={(rows ?? []).slice(0, SHOWN).map(({ accountId, amount }) => ({
            key: accountId,
            label: <AccountName accountId={accountId} />,
            value: amount,
            text: format(numberBy[order](amount)),
          }))}
        />
      </ChartCard>
    </Section>
  );
}

const columnBy: Record<TopOrder, string> = {
  revenue: t`Revenue (USD)`,
  credits: t`Credits used`,
  cost: t`Provider cost (USD)`,
};

/** Amounts of a ranking, as numbers of its table. */
const numberBy: Record<TopOrder, (amount: number) => number> = {
  revenue: (microcents) => Math.round(microcents / 1e6) / 100,
  credits: (micros) => micros / 1e6,
  cost: (microcents) => Math.round(microcents / 1e6) / 100,
};

const formatBy: Record<TopOrder, (value: number) => string> = {
  revenue: (units) => microcentsText(units * 1e8, currency),
  credits: (credits) => creditsSumText(credits * 1e6),
  cost: (units) => microcentsText(units * 1e8, currency),
};

function amountBy(order: TopOrder, { data, range }: { data: InsightData; range: InsightView['range'] }) {
  const money = sumDays('money', data.money, range);
  const amounts: Record<TopOrder, (figures: AccountFigures) => number> = {
    revenue: ({ revenue }) => inCurrency(revenue, currency, money).amount,
    credits: ({ capturedMicros }) => capturedMicros,
    cost: ({ costUsdMicros }) => costUsdMicros * MICROCENTS_PER_USD_MICRO,
  };
  return amounts[order];
}
