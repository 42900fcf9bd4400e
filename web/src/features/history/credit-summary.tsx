import { type Activity, formatCredits } from '@firemeter/functions/contract';
import { creditLooks } from '../../components/credit-amount.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { sumFlows } from '../../lib/credit-flow.ts';

const explanations = {
  held: 'set aside for what is running',
  spent: 'for what was made',
  returned: 'not needed, back with you',
} as const;

/** The three places a credit can be, summed over what is listed. */
export function CreditSummary({
  activities,
  loading,
}: {
  activities: readonly Activity[];
  loading: boolean;
}) {
  const sums = sumFlows(activities);
  const figures = [
    { kind: 'held', micros: sums.heldMicros },
    { kind: 'spent', micros: sums.spentMicros },
    { kind: 'returned', micros: sums.returnedMicros },
  ] as const;
  return (
    <dl aria-label="Credits in this list" className="grid grid-cols-3 gap-2 sm:gap-3">
      {figures.map(({ kind, micros }) => {
        const { icon: Icon, word, className } = creditLooks[kind];
        const colour = className.split(' ').findLast((name) => name.startsWith('text-'));
        return (
          <div key={kind} className="min-w-0 rounded-2xl border border-line bg-surface p-3 sm:p-4">
            <dt className={`flex items-center gap-1.5 font-medium text-xs capitalize ${colour}`}>
              <Icon aria-hidden="true" className="size-3.5" />
              {word}
            </dt>
            <dd className="nums mt-1.5 truncate font-semibold text-xl tracking-tight sm:text-2xl">
              {loading ? <Skeleton className="h-8 w-16" /> : formatCredits(micros)}
            </dd>
            <dd className="hidden text-ink-3 text-xs sm:block">{explanations[kind]}</dd>
          </div>
        );
      })}
    </dl>
  );
}
