import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { useHeldMicros } from '../../lib/data/use-held-micros.ts';
import type { UsageEntry } from '../../lib/spending/spending.ts';
import { exactCredits, formatCredits } from '../../lib/texts/format.ts';
import { monthNamed } from '../../lib/texts/month-range.ts';

interface BalanceCardsProps {
  entries: readonly UsageEntry[] | undefined;
  todayMs: number;
}

/** Shows the spendable and held credits, and the spending of today and this month. */
export function BalanceCards({ entries, todayMs }: BalanceCardsProps) {
  const { account, availableMicros } = useAccount();
  const heldMicros = useHeldMicros();
  const { fromMs } = monthNamed(undefined, todayMs);
  const figures = [
    {
      label: t`Available`,
      text: account?.unlimited ? t`Unlimited` : textOf(availableMicros),
      isMain: true,
    },
    { label: t`Held`, text: textOf(heldMicros), isMain: false },
    { label: t`Spent today`, text: textOf(spentSince(entries, todayMs)), isMain: false },
    { label: t`Spent this month`, text: textOf(spentSince(entries, fromMs)), isMain: false },
  ];
  return (
    <dl
      aria-label={t`Credits`}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-2xl border border-line bg-line lg:grid-cols-4"
    >
      {figures.map(({ label, text, isMain }) => (
        <div key={label} className="min-w-0 bg-surface px-4 py-4 sm:px-5">
          <dt className="text-ink-3 text-xs">{label}</dt>
          <dd className="nums mt-1 truncate font-semibold text-xl sm:text-2xl tracking-tight">
            {text === undefined ? <Skeleton className="h-8 w-20" /> : text}
          </dd>
          {isMain && account && account.debtMicros > 0 && (
            <dd className="nums mt-0.5 text-bad text-xs">
              <Link to="/account">{t`${exactCredits(account.debtMicros)} owed`}</Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function textOf(micros: number | undefined): string | undefined {
  return micros === undefined ? undefined : formatCredits(micros);
}

function spentSince(entries: readonly UsageEntry[] | undefined, fromMs: number): number | undefined {
  return entries
    ?.filter(({ createdAt }) => createdAt >= fromMs)
    .reduce((sum, { totalMicros }) => sum - totalMicros, 0);
}
