import { type Payment, SECOND_MS } from '@firemeter/functions/contract';
import { useState } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import type { Arrival } from '../../components/results/arrival-view.tsx';
import { useBilling } from '../../lib/data/use-billing.ts';
import { useOwnPayments } from '../../lib/data/use-own-payments.ts';
import { paymentSource } from '../../lib/service/sources/live-sources.ts';
import { boughtText, currentSubscription, paymentStory } from '../../lib/texts/payment-words.ts';

/** After this it is said that it takes longer than usual. */
const USUAL_MS = 20 * SECOND_MS;

/** How a purchase stands, live. */
export function useArrival(of: { paymentId: string | null; cancelled: boolean }): Arrival {
  const { paymentId, cancelled } = of;
  const { status, items } = useLive(paymentId === null ? null : paymentSource(paymentId));
  const { billing } = useBilling();
  const payments = useOwnPayments();
  const { account, availableMicros = null } = useAccount();
  const [sinceMs] = useState(Date.now);
  const nowMs = useNow({ everyMs: SECOND_MS });

  const waiting: Arrival = { kind: 'waiting', isSlow: nowMs - sinceMs > USUAL_MS };
  const balanceMicros = account?.unlimited ? null : availableMicros;
  if (paymentId !== null) {
    const payment = items?.[0]?.value;
    // Whoever left the page may have paid in another window.
    if (cancelled && (!payment || payment.state === 'open')) return { kind: 'cancelled' };
    if (payment) return arrivalOf(payment, { waiting, balanceMicros });
    return status === 'live' ? { kind: 'unknown' } : waiting;
  }
  if (cancelled) return { kind: 'cancelled' };
  const subscription = currentSubscription(billing);
  if (!subscription) return waiting;
  const ofPlan = payments.items?.find(
    ({ value: { bought } }) => bought.kind === 'plan' && bought.plan === subscription.plan,
  );
  if (ofPlan) return arrivalOf(ofPlan.value, { waiting, balanceMicros });
  return subscription.status === 'trialing' ? { kind: 'begun' } : waiting;
}

function arrivalOf(
  payment: Payment,
  { waiting, balanceMicros }: { waiting: Arrival; balanceMicros: number | null },
): Arrival {
  const what = boughtText(payment.bought);
  switch (payment.state) {
    case 'open':
      return waiting;
    case 'processing':
      return { kind: 'on-its-way', what };
    case 'failed':
    case 'expired':
      return { kind: 'failed', why: paymentStory(payment) ?? '' };
    case 'paid':
      return { kind: 'arrived', what, micros: payment.bought.micros, balanceMicros };
    default:
      return { kind: 'taken-back', why: paymentStory(payment) ?? '' };
  }
}
