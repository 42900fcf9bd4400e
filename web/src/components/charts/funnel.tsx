import { t } from '@lingui/core/macro';
import { numberText, percentText } from '../../lib/texts/format.ts';

export interface FunnelStep {
  key: string;
  label: string;
  count: number;
}

/** Shows the number of users at each step. */
export function Funnel({ label, steps }: { label: string; steps: readonly FunnelStep[] }) {
  const first = steps[0]?.count ?? 0;
  return (
    <ol aria-label={label} className="flex-1 space-y-3">
      {steps.map(({ key, label: name, count }, index) => {
        const before = steps[index - 1]?.count;
        const share = first === 0 ? 0 : count / first;
        return (
          <li key={key}>
            <div className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
              <span className="min-w-0 truncate">{name}</span>
              <span className="nums shrink-0">
                <span className="font-semibold">{numberText(count)}</span>
                {before !== undefined && before > 0 && (
                  <span className="ms-2 text-ink-3 text-xs">{t`${percentText(count / before)} of those before`}</span>
                )}
              </span>
            </div>
            <div
              aria-hidden="true"
              className="mt-1 flex h-7 justify-center overflow-hidden rounded-md bg-raised"
            >
              <div
                className="h-full rounded-md bg-(--chart-2) transition-[width] duration-300"
                style={{ width: `${Math.max(count > 0 ? 1 : 0, share * 100)}%` }}
              />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
