import { MICROS_PER_CREDIT } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import type { NumberFlowProps } from '@number-flow/react';
import { Link } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { BalanceView } from '#kit/components/balance-view.tsx';
import { useBalance } from '#kit/hooks/use-balance.ts';
import { useHistory } from '#kit/hooks/use-history.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Logo } from '../../components/layout/logo.tsx';
import { GuestMeter } from '../../components/people/guest-meter.tsx';
import { CreditAmount } from '../../components/work/credit-amount.tsx';
import { useGuestAllowance } from '../../lib/data/use-guest-allowance.ts';
import { useHeldMicros } from '../../lib/data/use-held-micros.ts';
import { useSpendable } from '../../lib/data/use-spendable.ts';
import { useAnnouncer } from '../../lib/language/announcer.tsx';
import { lazyPart } from '../../lib/page/lazy-part.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { useCreditNews } from './use-credit-news.ts';

/** What can be spent, what is set aside right now, and what has just moved. */
export function Balance() {
  const { expectedMicros } = useSpendable();
  const balance = useBalance({ expectedMicros, heldMicros: useHeldMicros() });
  const isCounted = balance.status === 'ready' && !balance.unlimited;
  useBalanceAnnouncements(isCounted ? balance.availableMicros : undefined);
  const guest = useGuestAllowance();

  if (guest) return <GuestMeter {...guest} />;
  if (balance.status !== 'ready') return <Skeleton className="h-9 w-28 rounded-full" />;
  return (
    <section aria-label={t`Balance`} className="relative flex items-center">
      <Link to="/credits" className="rounded-full">
        <BalanceView {...balance} mark={<Logo className="size-5" />} renderAmount={renderAmount} />
      </Link>
      <CreditNews />
    </section>
  );
}

// It only moves the digits: what it shows is there before it.
const NumberFlow = lazyPart<NumberFlowProps>(() =>
  import('@number-flow/react').then((module) => module.default),
);
const format = { maximumFractionDigits: 3 } as const;

function renderAmount(micros: number) {
  // As `formatCredits` does: never shown as more than there is.
  const shown = Math.trunc((micros / MICROS_PER_CREDIT) * 1_000) / 1_000;
  return (
    <Suspense fallback={<span className="nums">{shown.toLocaleString('en-US', format)}</span>}>
      <NumberFlow value={shown} format={format} locales="en-US" className="nums" />
    </Suspense>
  );
}

/** Credits as they burn and come back, for a moment under the balance. */
function CreditNews() {
  const news = useCreditNews(useHistory());
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
