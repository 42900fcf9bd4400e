import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { BalanceView } from '../../components/balance-view.tsx';
import { CreditAmount } from '../../components/credit-amount.tsx';
import { GuestMeter } from '../../components/guest-meter.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAnnouncer } from '../../lib/announcer.tsx';
import { creditsText } from '../../lib/format.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useGuestAllowance } from '../../lib/use-guest-allowance.ts';
import { useHeldMicros } from '../../lib/use-held-micros.ts';
import { useOwnActivities } from '../../lib/use-own-activities.ts';
import { useSpendable } from '../../lib/use-spendable.ts';
import { useCreditNews } from './use-credit-news.ts';

/** What can be spent, what is set aside right now, and what has just moved. */
export function Balance() {
  const { account, availableMicros, expectedMicros } = useSpendable();
  const heldMicros = useHeldMicros() ?? 0;
  useBalanceAnnouncements(account?.unlimited ? undefined : availableMicros);
  const guest = useGuestAllowance();
  const { published } = useCatalog();

  if (guest) return <GuestMeter {...guest} />;
  if (!account || availableMicros === undefined) return <Skeleton className="h-9 w-28 rounded-full" />;
  return (
    <section aria-label={t`Balance`} className="relative flex items-center">
      <Link to="/credits" className="rounded-full">
        <BalanceView
          availableMicros={availableMicros}
          heldMicros={heldMicros + expectedMicros}
          debtMicros={account.debtMicros}
          unlimited={account.unlimited}
          low={availableMicros < (published?.catalog.lowBalanceMicros ?? 0)}
        />
      </Link>
      <CreditNews />
    </section>
  );
}

/** Credits as they burn and come back, for a moment under the balance. */
function CreditNews() {
  const news = useCreditNews(useOwnActivities());
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-full end-0 z-20 mt-2 flex flex-col items-end gap-1"
    >
      {news.map(({ key, movement: { kind, micros } }) => (
        <CreditAmount
          key={key}
          kind={kind}
          micros={micros}
          className={`credit-news bg-surface! shadow-float ${kind === 'spent' ? 'animate-spent' : 'animate-returned'}`}
        />
      ))}
    </div>
  );
}

/** Read aloud once the balance has come to rest. */
function useBalanceAnnouncements(micros: number | undefined): void {
  const announce = useAnnouncer();
  const announced = useRef<number>(undefined);
  useEffect(() => {
    if (micros === undefined || announced.current === micros) return;
    const first = announced.current === undefined;
    const timer = setTimeout(() => {
      announced.current = micros;
      if (!first) announce(t`Balance: ${creditsText(micros)}`);
    }, 900);
    return () => clearTimeout(timer);
  }, [micros, announce]);
}
