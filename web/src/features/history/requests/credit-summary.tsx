import { t } from '@lingui/core/macro';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { creditLooks } from '../../../components/work/credit-amount.tsx';
import type { CreditFlow } from '../../../lib/money/credits/credit-flow.ts';
import { formatCredits } from '../../../lib/texts/format.ts';

const explanations = {
  held: t`for what is running`,
  spent: t`for what was made`,
  returned: t`for what was not used`,
} as const;

/** The three places a credit can be. */
export function CreditSummary({ label, flow }: { label: string; flow: CreditFlow | undefined }) {
  const figures = [
    { kind: 'held', micros: flow?.heldMicros },
    { kind: 'spent', micros: flow?.spentMicros },
    { kind: 'returned', micros: flow?.returnedMicros },
  ] as const;
  return (
    <dl aria-label={label} className="grid grid-cols-3 gap-2 sm:gap-3">
      {figures.map(({ kind, micros }) => {
        const { icon: Icon, word, className } = creditLooks[kind];
        const color = className.split(' ').findLast((name) => name.startsWith('text-'));
        return (
          <div key={kind} className="min-w-0 rounded-2xl border border-line bg-surface p-3 sm:p-4">
            <dt className={`flex items-center gap-1.5 font-medium text-xs capitalize ${color}`}>
              <Icon aria-hidden="true" className="size-3.5" />
              {word}
            </dt>
            <dd className="nums mt-1.5 truncate font-semibold text-xl tracking-tight sm:text-2xl">
              {micros === undefined ? <Skeleton className="h-8 w-16" /> : formatCredits(micros)}
            </dd>
            <dd className="hidden text-ink-3 text-xs sm:block">{explanations[kind]}</dd>
          </div>
        );
      })}
    </dl>
  );
}
