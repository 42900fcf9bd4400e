import { t } from '@lingui/core/macro';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { useHeldMicros } from '../../../lib/data/use-held-micros.ts';
import { exactCredits } from '../../../lib/texts/format.ts';

/** Shows the account's spendable and held credits, whose sum is the balance of the newest movement. */
export function LedgerSummary() {
  const { account } = useAccount();
  const heldMicros = useHeldMicros();
  const inLotsMicros = account?.lots.reduce((sum, { remainingMicros }) => sum + remainingMicros, 0);
  const isKnown = inLotsMicros !== undefined && heldMicros !== undefined;
  const figures = [
    { label: t`Balance`, micros: isKnown ? inLotsMicros + heldMicros : undefined },
    { label: t`Held`, micros: heldMicros },
    account && account.debtMicros > 0
      ? { label: t`Debt`, micros: account.debtMicros }
      : { label: t`Available`, micros: inLotsMicros },
  ];
  return (
    <dl
      aria-label={t`Balance`}
      className="grid grid-cols-3 gap-px overflow-hidden rounded-2xl border border-line bg-line"
    >
      {figures.map(({ label, micros }) => (
        <div key={label} className="min-w-0 bg-surface px-3 py-3 sm:px-5 sm:py-4">
          <dt className="truncate text-ink-3 text-xs">{label}</dt>
          <dd className="nums mt-1 truncate font-semibold text-lg tracking-tight sm:text-2xl">
            {micros === undefined ? <Skeleton className="h-7 w-16" /> : exactCredits(micros)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
