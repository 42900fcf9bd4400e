import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { RankedBars } from '../../components/charts/ranked-bars.tsx';
import { Segmented } from '../../components/controls/segmented.tsx';
import type { Spending } from '../../lib/spending/spending.ts';
import { exactCredits, percentText } from '../../lib/texts/format.ts';

const splits = [
  { value: 'operation', label: t`Kind` },
  { value: 'model', label: t`Model` },
  { value: 'provider', label: t`Provider` },
] as const;

interface SpendingPartsProps {
  spending: Spending;
  operations: Readonly<Record<string, Operation>>;
  /** The names of providers. */
  providers: Readonly<Record<string, string>>;
}

/** Shows spending, split by kind of work, model or provider. */
export function SpendingParts({ spending, operations, providers }: SpendingPartsProps) {
  const [split, setSplit] = useState<(typeof splits)[number]['value']>('operation');
  const rows = rowsOf(spending, { split, operations, providers }).map(({ key, label, micros }) => ({
    key,
    label,
    value: micros,
    text: exactCredits(micros),
    note: percentText(spending.totalMicros === 0 ? 0 : micros / spending.totalMicros),
  }));
  return (
    <div className="mt-6">
      <Segmented label={t`Split by`} value={split} options={splits} onChange={setSplit} />
      {rows.length === 0 ? (
        <p className="mt-4 text-ink-3">
          <Trans>Nothing was spent in these days.</Trans>
        </p>
      ) : (
        <div className="mt-4">
          <RankedBars label={t`Spending by part`} rows={rows} />
        </div>
      )}
    </div>
  );
}

function rowsOf(
  { byOperation, byModel, byProvider }: Spending,
  {
    split,
    operations,
    providers,
  }: { split: (typeof splits)[number]['value'] } & Omit<SpendingPartsProps, 'spending'>,
) {
  if (split === 'operation') {
    return byOperation.map(({ name, micros }) => ({
      key: name,
      label: operations[name]?.label ?? name,
      micros,
    }));
  }
  if (split === 'provider') {
    return byProvider.map(({ name, micros }) => ({
      key: name,
      label: name === '' ? t`No longer sold` : (providers[name] ?? name),
      micros,
    }));
  }
  return byModel.map(({ operation, name, micros }) => {
    const sold = operations[operation];
    return {
      key: `${operation} ${name}`,
      label: `${sold?.models[name]?.label ?? name} · ${sold?.label ?? operation}`,
      micros,
    };
  });
}
