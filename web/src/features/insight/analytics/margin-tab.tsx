import {
  allWork,
  sumRange,
  TARGET_MARGIN,
  TARGET_MARKUP,
  workBy,
  workMargin,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { Segmented } from '../../../components/controls/segmented.tsx';
import { numberText } from '../../../lib/texts/format.ts';
import { centsNumber, centsText, moneyUnitsText, shareText, timesText } from '../amount-texts.ts';
import { definitions } from '../definitions.ts';
import { Figure, Figures } from '../parts/figure.tsx';
import { RankingCard } from '../parts/ranking-card.tsx';
import { Section } from '../parts/section.tsx';
import { figuresOf } from '../range-figures.ts';
import { useWorkNames } from '../use-work-names.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';

const currency = 'usd';
const USD_MICROS_PER_CENT = 10_000;

const byOptions = [
  { value: 'operation', label: t`Operation` },
  { value: 'model', label: t`Model` },
  { value: 'provider', label: t`Provider` },
] as const;

const titles = {
  operation: t`Margin by operation`,
  model: t`Margin by model`,
  provider: t`Margin by provider`,
};

/** Shows revenue and cost of each kind of work, compared with the targets. */
export function MarginTab({ view: { data, range }, search: { by }, onSearch }: AnalyticsTabProps) {
  const nameOf = useWorkNames();
  const sums = useMemo(() => data && sumRange(data, range), [data, range]);
  const margin = useMemo(() => data && figuresOf(data, range).margin, [data, range]);
  const work = sums && allWork(sums.usage);
  const format = (units: number) => moneyUnitsText(units, currency);
  const rows =
    sums &&
    Object.entries(workBy(sums.usage, by))
      .map(([id, figures]) => ({ id, figures, ...workMargin(figures, { money: sums.money, currency }) }))
      .sort((a, b) => b.revenueCents - a.revenueCents || b.providerCents - a.providerCents);
  return (
    <div className="space-y-7">
      <Section title={t`Whole product`}>
        <Figures label={t`Whole product`}>
          <Figure
            label={t`Gross margin`}
            name="margin"
            value={margin && shareText(margin.margin)}
            note={t`target ${shareText(TARGET_MARGIN)}`}
          />
          <Figure
            label={t`Markup`}
            name="markup"
            value={margin && timesText(margin.markup)}
            note={t`target ${timesText(TARGET_MARKUP)}`}
          />
          <Figure
            label={t`Provider cost`}
            name="providerCost"
            value={margin && centsText(margin.providerCents, currency)}
          />
          <Figure
            label={t`Acquisition cost`}
            name="acquisition"
            value={work && centsText(work.acquisitionUsdMicros / USD_MICROS_PER_CENT, currency)}
          />
          <Figure
            label={t`Internal cost`}
            name="acquisition"
            value={work && centsText(work.internalUsdMicros / USD_MICROS_PER_CENT, currency)}
          />
        </Figures>
      </Section>
      <Section
        title={t`By kind of work`}
        aside={
          <Segmented
            label={t`By`}
            value={by}
            options={byOptions}
            onChange={(next) => onSearch({ by: next })}
          />
        }
      >
        <RankingCard
          title={titles[by]}
          definition={definitions.workMargin}
          fileName={`margin-by-${by}`}
          empty={t`Nothing was made in this range.`}
          columns={[
            { label: t`Name` },
            { label: t`Id` },
            { label: t`Revenue (USD)`, format },
            { label: t`Provider cost (USD)`, format },
            { label: t`Margin`, format: shareText },
            { label: t`Markup`, format: timesText },
            { label: t`Completed`, format: numberText },
          ]}
          rows={rows?.map((row) => ({
            key: row.id,
            label: nameOf(by, row.id),
            value: row.revenueCents,
            text: shareText(row.margin),
            note: t`${centsText(row.revenueCents, currency)} revenue − ${centsText(row.providerCents, currency)} cost · markup ${timesText(row.markup)}`,
            color: isOnTarget(row) ? 'var(--chart-3)' : 'var(--chart-6)',
            cells: [
              nameOf(by, row.id),
              row.id,
              centsNumber(row.revenueCents, currency),
              centsNumber(row.providerCents, currency),
              row.margin,
              row.markup,
              row.figures.completed,
            ],
          }))}
          aside={t`green: at least ${timesText(TARGET_MARKUP)}`}
        />
      </Section>
    </div>
  );
}

const isOnTarget = ({ markup }: { markup: number | null }) => markup === null || markup >= TARGET_MARKUP;
