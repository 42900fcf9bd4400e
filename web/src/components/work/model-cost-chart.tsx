import { t } from '@lingui/core/macro';
import type { TypicalPrice } from '../../lib/money/advice/typical-work.ts';
import { creditsText, numberText } from '../../lib/texts/format.ts';
import { OperationIcon } from './operation-icon.tsx';

interface ModelCostChartProps {
  prices: readonly TypicalPrice[];
  /** What there is to spend; null: not known or without end. */
  availableMicros: number | null;
}

/** What one typical piece of work costs with each model, as bars that can be compared. */
export function ModelCostChart({ prices, availableMicros }: ModelCostChartProps) {
  const most = Math.max(...prices.map(({ priceMicros }) => priceMicros));
  const groups = Map.groupBy(prices, ({ operation }) => operation);
  return (
    <div className="space-y-6">
      {[...groups].map(([operation, models]) => (
        <section key={operation} aria-label={models[0]?.operationLabel}>
          <h3 className="flex items-center gap-2 font-medium text-[0.8125rem]">
            <OperationIcon kind={models[0]?.kind} className="size-4 text-ink-3" />
            {models[0]?.operationLabel}
            <span className="font-normal text-ink-3 text-xs">
              {[...new Set(models.map(wordsOf))].join(', ')}
            </span>
          </h3>
          <ul className="mt-2 space-y-2">
            {models.map(({ model, modelLabel, priceMicros }) => (
              <li
                key={model}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 text-[0.8125rem] sm:grid-cols-[10rem_minmax(0,1fr)_9.5rem]"
              >
                <span className="truncate">{modelLabel}</span>
                <span
                  aria-hidden="true"
                  className="h-2 overflow-hidden rounded-full bg-raised max-sm:order-last max-sm:col-span-2"
                >
                  <span
                    className="block h-full rounded-full bg-ember"
                    style={{ width: `${Math.max(2, (priceMicros / most) * 100)}%` }}
                  />
                </span>
                <span className="nums text-end text-ink-2">
                  {creditsText(priceMicros)}
                  {availableMicros !== null && (
                    <span className="ms-2 text-ink-3 text-xs">
                      × {numberText(Math.floor(availableMicros / priceMicros))}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What is compared, and how its price is rounded. */
function wordsOf(price: TypicalPrice): string {
  return price.started ? t`${price.words}; each ${price.started} counts` : price.words;
}
