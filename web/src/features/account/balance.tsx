import { formatCredits, MICROS_PER_CREDIT } from '@firemeter/functions/contract';
import NumberFlow from '@number-flow/react';
import { Hourglass, Infinity as InfinityIcon, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { CreditAmount } from '../../components/credit-amount.tsx';
import { Logo } from '../../components/logo.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tip } from '../../components/tip.tsx';
import { useAnnouncer } from '../../lib/announcer.tsx';
import { isOpen } from '../../lib/credit-flow.ts';
import { creditsText } from '../../lib/format.ts';
import { useAccount } from '../../lib/use-account.ts';
import { useOwnActivities } from '../../lib/use-own-activities.ts';
import { useCreditNews } from './use-credit-news.ts';

/** What can be spent, what is set aside right now, and what has just moved. */
export function Balance() {
  const { account, availableMicros } = useAccount();
  const { items } = useOwnActivities();
  const heldMicros = (items ?? []).reduce(
    (sum, { value }) => sum + (isOpen(value) ? value.heldMicros : 0),
    0,
  );
  useBalanceAnnouncements(account?.unlimited ? undefined : availableMicros);

  if (!account || availableMicros === undefined) return <Skeleton className="h-9 w-28 rounded-full" />;
  return (
    <div className="relative flex items-center">
      <section
        aria-label="Balance"
        className="flex h-9 items-center overflow-hidden rounded-full border border-line-strong bg-surface"
      >
        <Tip
          text={
            account.unlimited
              ? 'Unlimited: usage is recorded, nothing is charged'
              : 'Credits you can spend now'
          }
        >
          <span className="nums flex h-full items-center gap-1.5 px-3 font-semibold">
            <Logo className="size-5" />
            {account.unlimited ? (
              <>
                <InfinityIcon aria-hidden="true" className="size-4.5" />
                <span className="sr-only">Unlimited credits</span>
              </>
            ) : (
              <Credits micros={availableMicros} />
            )}
          </span>
        </Tip>
        {heldMicros > 0 && (
          <Tip text="Set aside for requests that are running">
            <span className="nums flex h-full animate-fade items-center gap-1.5 border-held/50 border-l border-dashed bg-held/8 px-3 font-medium text-held text-xs">
              <Hourglass aria-hidden="true" className="size-3.5 animate-ember" />
              <span key={heldMicros} className="inline-block animate-held">
                {formatCredits(heldMicros)} held
              </span>
            </span>
          </Tip>
        )}
        {account.debtMicros > 0 && (
          <Tip text="Owed from a refund: the next credits repay it first">
            <span className="nums flex h-full items-center gap-1.5 border-line border-l px-3 text-bad text-xs">
              <Undo2 aria-hidden="true" className="size-3.5" />
              {formatCredits(account.debtMicros)} owed
            </span>
          </Tip>
        )}
      </section>
      <CreditNews />
    </div>
  );
}

const format = { maximumFractionDigits: 3 } as const;

function Credits({ micros }: { micros: number }) {
  // As `formatCredits` does: never shown as more than there is.
  const shown = Math.trunc((micros / MICROS_PER_CREDIT) * 1_000) / 1_000;
  return (
    <>
      <span aria-hidden="true">
        <NumberFlow value={shown} format={format} locales="en-US" className="nums" />
      </span>
      <span className="sr-only" data-testid="available-credits">
        {creditsText(micros)} available
      </span>
    </>
  );
}

/** Credits as they burn and come back, for a moment under the balance. */
function CreditNews() {
  const { items } = useOwnActivities();
  const news = useCreditNews(items);
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-full right-0 z-20 mt-2 flex flex-col items-end gap-1"
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
      if (!first) announce(`Balance: ${creditsText(micros)}`);
    }, 900);
    return () => clearTimeout(timer);
  }, [micros, announce]);
}
