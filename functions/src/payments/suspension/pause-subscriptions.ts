import type Stripe from 'stripe';
import { assertNever, SECOND_MS } from '../../contract/index.ts';
import type { SubscriptionObject } from '../stripe/plan-shapes.ts';

/** What is to become of the subscriptions of a customer. */
export type Pausing = 'pause' | 'resume' | 'end';

/** Says at Stripe what was paused here: what was paused in its dashboard stays so. */
const PAUSED_FOR = { pausedFor: 'suspension' } as const;
const PAUSED_NO_MORE = { pausedFor: '' } as const;

/**
 * Pauses a customer's subscriptions, so that they neither renew nor charge what is unpaid; resumes those that were paused
 * here; or ends them at once. Safe to repeat, also after it was cut short.
 * @returns how many had to be changed
 */
export async function pauseSubscriptions(
  stripe: Stripe,
  of: { customerId: string; accountId: string; to: Pausing; nowMs: number },
): Promise<number> {
  const { customerId, accountId, to, nowMs } = of;
  let changed = 0;
  for await (const subscription of stripe.subscriptions.list({ customer: customerId, limit: 100 })) {
    const isOurs = subscription.metadata.accountId === accountId;
    if (isOurs && (await change(stripe, subscription, { to, nowMs }))) changed++;
  }
  return changed;
}

/** Whether a subscription was paused here. */
export function isPausedHere({ metadata }: Pick<Stripe.Subscription, 'metadata'>): boolean {
  return metadata.pausedFor === PAUSED_FOR.pausedFor;
}

/** What is read of a subscription that is to go on. */
export type PausedSubscription = Pick<SubscriptionObject, 'id' | 'cancel_at' | 'cancel_at_period_end'> & {
  readonly items: { readonly data: readonly { readonly price: { readonly recurring: object | null } }[] };
};

/**
 * Lets a subscription that was paused here go on, with what was unpaid before it was. A year whose invoice was void begins
 * now: its next period would be too far away to wait for.
 */
export async function resumeSubscription(
  stripe: Stripe,
  subscription: PausedSubscription,
  nowMs: number,
): Promise<void> {
  const { id } = subscription;
  await collectAgain(stripe, id, nowMs);
  const beginsNow = isForYears(subscription) && !(await isInvoiced(stripe, id, nowMs));
  await stripe.subscriptions.update(id, {
    pause_collection: '',
    metadata: PAUSED_NO_MORE,
    ...(beginsNow && { billing_cycle_anchor: { type: 'now' }, proration_behavior: 'none' }),
  });
}

function isForYears({ items, cancel_at, cancel_at_period_end }: PausedSubscription): boolean {
  const recurring: { interval?: unknown } | null = items.data[0]?.price.recurring ?? null;
  return recurring?.interval === 'year' && cancel_at === null && !cancel_at_period_end;
}

/** Whether the time from now on is paid for, or about to be. */
async function isInvoiced(stripe: Stripe, subscription: string, nowMs: number): Promise<boolean> {
  for await (const invoice of stripe.invoices.list({ subscription, limit: 100 })) {
    const isDue = ['draft', 'open', 'paid'].includes(invoice.status ?? '');
    if (isDue && periodEndMs(invoice) > nowMs) return true;
  }
  return false;
}

async function change(
  stripe: Stripe,
  subscription: Stripe.Subscription,
  { to, nowMs }: { to: Pausing; nowMs: number },
): Promise<boolean> {
  const { id, pause_collection: paused } = subscription;
  switch (to) {
    case 'pause':
      if (paused && !isPausedHere(subscription)) return false;
      if (!paused) {
        await stripe.subscriptions.update(id, {
          // Invoices that come meanwhile are void: they are not charged later either.
          pause_collection: { behavior: 'void' },
          metadata: PAUSED_FOR,
        });
      }
      // Also when it is paused already: whoever paused it may have come no further.
      return (await stopUnpaid(stripe, id)) > 0 || !paused;
    case 'resume':
      if (!isPausedHere(subscription)) return false;
      await resumeSubscription(stripe, subscription, nowMs);
      return true;
    case 'end':
      await stripe.subscriptions.cancel(id);
      return true;
    default:
      return assertNever(to);
  }
}

/** Pausing is for invoices to come: those from before are stopped one by one, and say why. @returns how many were */
async function stopUnpaid(stripe: Stripe, subscription: string): Promise<number> {
  let stopped = 0;
  for await (const { id, auto_advance: isCollected } of unpaid(stripe, subscription)) {
    if (!id || !isCollected) continue;
    await stripe.invoices.update(id, { auto_advance: false, metadata: PAUSED_FOR });
    stopped++;
  }
  return stopped;
}

/**
 * Collects what was stopped by a pause, but for what is over: nobody pays for a time they were locked out of. Invoices that
 * others have stopped stay so.
 */
async function collectAgain(stripe: Stripe, subscription: string, nowMs: number): Promise<void> {
  for await (const invoice of unpaid(stripe, subscription)) {
    const { id, status, metadata } = invoice;
    if (!id || metadata?.pausedFor !== PAUSED_FOR.pausedFor) continue;
    if (periodEndMs(invoice) > nowMs) {
      await stripe.invoices.update(id, { auto_advance: true, metadata: PAUSED_NO_MORE });
    } else if (status === 'open') await stripe.invoices.voidInvoice(id);
    // A draft stays stopped: it is due from nobody.
  }
}

/** When the time is over that an invoice is for. */
function periodEndMs({ lines }: Stripe.Invoice): number {
  return Math.max(...lines.data.map(({ period }) => period.end * SECOND_MS));
}

async function* unpaid(stripe: Stripe, subscription: string): AsyncGenerator<Stripe.Invoice> {
  for (const status of ['draft', 'open'] as const) {
    yield* stripe.invoices.list({ subscription, status, limit: 100 });
  }
}
