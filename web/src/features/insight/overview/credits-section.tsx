import { MICROS_PER_CREDIT, seriesOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { numberText } from '../../../lib/texts/format.ts';
import { compactText, creditsSumText } from '../amount-texts.ts';
import { changeText } from '../change-text.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { Section } from '../parts/section.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { type CreditFigures, creditFigures, figuresOf, outstandingMicros } from '../range-figures.ts';

const toCredits = { to: '/admin/analytics', search: { tab: 'credits' } };

/** Shows the sources of credits, and what became of them. */
export function CreditsSection({ view: { data, range, before, today } }: { view: InsightView }) {
  const now = useMemo(() => data && figuresOf(data, range).credits, [data, range]);
  const past = useMemo(() => data && before && figuresOf(data, before).credits, [data, before]);
  const left = data && outstandingMicros(data, today);
  const days = useMemo(() => data && seriesOf('credits', data.credits, range), [data, range]);
  const of = (name: keyof CreditFigures) => ({
    value: now && creditsSumText(now[name]),
    ...(now && past && { change: changeText(now[name], past[name]), before: creditsSumText(past[name]) }),
    to: toCredits,
  });
  const flows = days?.map(({ figures }) => creditFigures(figures)) ?? [];
  const values = (name: keyof CreditFigures, sign: 1 | -1) =>
    flows.map((one) => (sign * one[name]) / MICROS_PER_CREDIT);
  const series = [
    { key: 'sold', label: t`Sold`, values: values('soldMicros', 1) },
    { key: 'granted', label: t`Granted`, values: values('grantedMicros', 1), color: 'var(--chart-4)' },
    { key: 'used', label: t`Used`, values: values('usedMicros', -1), color: 'var(--chart-2)' },
    { key: 'expired', label: t`Expired`, values: values('lapsedMicros', -1), color: 'var(--chart-5)' },
  ];
  return (
    <Section title={t`Credits`}>
      <Figures label={t`Credits`}>
        <Figure label={t`Sold`} name="sold" {...of('soldMicros')} />
        <Figure label={t`Granted`} name="granted" {...of('grantedMicros')} />
        <Figure label={t`Used`} name="used" {...of('usedMicros')} />
        <Figure label={t`Expired`} name="expired" {...of('lapsedMicros')} more="worse" />
        <Figure
          label={t`Outstanding`}
          name="outstanding"
          value={left && creditsSumText(left.paidMicros + left.freeMicros)}
          note={left && t`${creditsSumText(left.paidMicros)} paid`}
          to={toCredits}
        />
      </Figures>
      <TrendCard
        title={t`Credits by day`}
        definition={definitions.used}
        fileName="credits"
        look="bars"
        days={days?.map(({ day }) => day)}
        series={series}
        format={numberText}
        formatAxis={compactText}
        empty={t`No credits moved in this range.`}
        className="flex-1"
      />
    </Section>
  );
}
