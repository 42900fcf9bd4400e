import { formatCredits, type Lot } from '@firemeter/functions/contract';
import { Coins, Snowflake } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { dateText } from '../../lib/format.ts';
import { useAccount } from '../../lib/use-account.ts';
import { lotNames } from './lot-names.ts';
import { ProfileCard } from './profile-card.tsx';
import { ThemeCard } from './theme-card.tsx';

export function AccountPage() {
  const { account, availableMicros } = useAccount();
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title="Account">Who you are here, and where your credits come from.</PageHeader>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <section aria-labelledby="lots" className="rounded-2xl border border-line bg-surface">
          <div className="flex items-baseline justify-between gap-4 border-b px-5 py-4">
            <h2 id="lots" className="font-semibold">
              Credits
            </h2>
            {availableMicros !== undefined && !account?.unlimited && (
              <p className="nums text-ink-2">
                <span className="font-semibold text-ink text-xl">{formatCredits(availableMicros)}</span>{' '}
                available
              </p>
            )}
          </div>
          {account ? (
            <Lots lots={account.lots} unlimited={account.unlimited} />
          ) : (
            <Skeleton className="m-5 h-24" />
          )}
        </section>
        <div className="space-y-5">
          <ProfileCard />
          <ThemeCard />
        </div>
      </div>
    </div>
  );
}

function Lots({ lots, unlimited }: { lots: readonly Lot[]; unlimited: boolean }) {
  if (unlimited)
    return (
      <p className="p-5 text-ink-2">Your account is unlimited: usage is recorded, nothing is charged.</p>
    );
  if (lots.length === 0) {
    return (
      <EmptyState icon={Coins} title="No credits yet">
        Credits you receive show here, each with where it came from and how long it lasts.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {lots.map((lot) => (
        <li key={lot.lotId} className="flex items-center gap-4 px-5 py-3.5">
          <div className="min-w-0 flex-1">
            <p className="font-medium">{lotNames[lot.source]}</p>
            <p className="text-ink-3 text-xs">
              Since {dateText(lot.grantedAtMs)} ·{' '}
              {lot.expiresAtMs === null ? 'never expires' : `until ${dateText(lot.expiresAtMs)}`}
            </p>
          </div>
          {lot.frozen && (
            <span className="inline-flex items-center gap-1 text-returned text-xs">
              <Snowflake aria-hidden="true" className="size-3.5" /> under dispute
            </span>
          )}
          <span className="nums font-semibold">{formatCredits(lot.remainingMicros)}</span>
        </li>
      ))}
    </ul>
  );
}
