import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Segmented } from '../../components/segmented.tsx';
import { exactCredits, percentText } from '../../lib/format.ts';
import type { Spending } from '../../lib/spending/spending.ts';

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
  const rows = rowsOf(spending, { split, operations, providers });
  const most = rows[0]?.micros || 1;
  return (
    <div className="mt-6">
      <Segmented label={t`Split by`} value={split} options={splits} onChange={setSplit} />
      {rows.length === 0 ? (
        <p className="mt-4 text-ink-3">
          <Trans>Nothing was spent in these days.</Trans>
        </p>
      ) : (
        <ol aria-label={t`Spending by part`} className="mt-4 space-y-3">
          {rows.map(({ key, label, micros }) => (
            <li key={key} className="min-w-0">
              <div className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
                <span className="min-w-0 truncate">{label}</span>
                <span className="nums shrink-0">
                  <span className="font-medium">{exactCredits(micros)}</span>{' '}
                  <span className="text-ink-3 text-xs">
                    {percentText(spending.totalMicros === 0 ? 0 : micros / spending.totalMicros)}
                  </span>
                </span>
              </div>
              <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-full bg-raised">
                <div
                  className="h-full rounded-full bg-ember"
                  style={{ width: `${Math.max(1, (micros / most) * 100)}%` }}
                />
              </div>
            </li>
          ))}
        </ol>
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
