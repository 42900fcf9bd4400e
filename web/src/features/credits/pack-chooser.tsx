import type { Catalog, PackOffer } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { Select } from '../../components/controls/select.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { typicalPrices } from '../../lib/money/advice/typical-work.ts';
import { adviseOnPacks } from '../../lib/spending/savings.ts';
import { formatCredits } from '../../lib/texts/format.ts';
import { useKinds, viewOf } from '../../lib/work/kinds.ts';
import { useMonthSpending } from './use-month-spending.ts';

interface PackChooserProps {
  catalog: Catalog;
  /** In one currency. */
  offers: readonly PackOffer[];
}

/** The choice of the user's work in the last 30 days. */
const own = 'own';

/** Recommends a pack for a month: by the user's past or planned work. */
export function PackChooser({ catalog, offers }: PackChooserProps) {
  const kinds = useKinds();
  const spentMicros = useMonthSpending();
  const works = planned(typicalPrices({ catalog, kinds }));
  const hasSpent = spentMicros !== undefined && spentMicros > 0;
  const [chosen, choose] = useState<string>();
  const [count, setCount] = useState('50');
  const basis = chosen ?? (hasSpent ? own : works[0]?.operation);
  const work = works.find(({ operation }) => operation === basis);
  const micros = work ? work.priceMicros * (Number.parseInt(count, 10) || 0) : (spentMicros ?? 0);
  const advice = adviseOnPacks(offers, micros);
  if (spentMicros === undefined || works.length === 0 || offers.length === 0) return null;
  const options = [
    ...(hasSpent ? [{ value: own, label: t`As much as in the last 30 days` }] : []),
    ...works.map(({ operation, operationLabel, kind, words }) => ({
      value: operation,
      label: operationLabel,
      description: viewOf(kinds, kind)?.many ?? words,
    })),
  ];
  return (
    <section
      aria-label={t`Which pack is enough?`}
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-2xl border border-line bg-surface px-5 py-4"
    >
      <Sparkles aria-hidden="true" className="size-5 shrink-0 text-ember-text" />
      <h3 className="font-medium">
        <Trans>In a month I make</Trans>
      </h3>
      {work && (
        <input
          type="number"
          min={1}
          max={100_000}
          aria-label={t`How many`}
          value={count}
          onChange={({ target }) => setCount(target.value)}
          className={`${inputClass} nums h-9 w-24!`}
        />
      )}
      <Select label={t`What`} value={basis ?? own} options={options} onChange={choose} />
      <p className="nums min-w-0 basis-full text-ink-2 sm:basis-auto" aria-live="polite">
        {advice ? <Advice advice={advice} micros={micros} /> : <Trans>Enter how many.</Trans>}
      </p>
    </section>
  );
}

function Advice({
  advice: { offer, packsPerMonth },
  micros,
}: {
  advice: NonNullable<ReturnType<typeof adviseOnPacks>>;
  micros: number;
}) {
  const credits = formatCredits(micros);
  return packsPerMonth > 1 ? (
    <Trans>
      That is {credits} credits:{' '}
      <b className="font-semibold text-ink">
        {packsPerMonth} × {offer.label}
      </b>
      .
    </Trans>
  ) : (
    <Trans>
      That is {credits} credits: <b className="font-semibold text-ink">{offer.label}</b> is enough.
    </Trans>
  );
}

/** One price for each kind of work: the dearest model's, so that the pack is enough whichever is chosen. */
function planned(prices: ReturnType<typeof typicalPrices>) {
  const byOperation = new Map(prices.map((price) => [price.operation, price]));
  return [...byOperation.values()];
}
