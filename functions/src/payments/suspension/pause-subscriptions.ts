import type Stripe from 'stripe';
import { assertNever, SECOND_MS } from '../../contract/index.ts';
import type { SubscriptionObject } from '../stripe/plan-shapes.ts';

/** The action on a customer's subscriptions. */
export type Pausing = 'pause' | 'resume' | 'end';

/** Marks subscriptions at Stripe that were paused here. Those paused in Stripe's dashboard stay paused. */
const PAUSED_FOR = { pausedFor: 'suspension' } as const;
const PAUSED_NO_MORE = { pausedFor: '' } as const;

/**
 * Pauses a customer's subscriptions, so that they neither renew nor charge unpaid invoices; or resumes those that were
 * paused here; or ends them at once. Safe to repeat, even after an interruption.
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

/** Returns whether a subscription was paused here. */
export function isPausedHere({ metadata }: Pick<Stripe.Subscription, 'metadata'>): boolean {
  return metadata.pausedFor === PAUSED_FOR.pausedFor;
}

/** The fields that are read of a subscription to resume. */
export type PausedSubscription = Pick<SubscriptionObject, 'id' | 'cancel_at' | 'cancel_at_period_end'> & {
  readonly items: { readonly data: readonly { readonly price: { readonly recurring: object | null } }[] };
};

/**
 * Resumes a subscription that was paused here, with its unpaid invoices. A year whose invoice was void begins now,
 * because its next period would be too far away.
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

/** Returns whether the current time is paid for, or about to be. */
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
          // Invoices created during the pause are void, so they are not charged later either.
          pause_collection: { behavior: 'void' },
          metadata: PAUSED_FOR,
        });
      }
      // Also if it is paused already, because the run that paused it may have been interrupted.
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

/**
 * Stops the unpaid invoices from before a pause, because a pause affects only later ones. @returns how many were
 * stopped
 */
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
 * Collects the invoices that a pause had stopped, except those for a time that is over, because nobody pays for a time
 * in which they were locked out. Invoices that others have stopped stay stopped.
 */
async function collectAgain(stripe: Stripe, subscription: string, nowMs: number): Promise<void> {
  for await (const invoice of unpaid(stripe, subscription)) {
    const { id, status, metadata } = invoice;
    if (!id || metadata?.pausedFor !== PAUSED_FOR.pausedFor) continue;
    if (periodEndMs(invoice) > nowMs) {
      await stripe.invoices.update(id, { auto_advance: true, metadata: PAUSED_NO_MORE });
    } else if (status === 'open') await stripe.invoices.voidInvoice(id);
    // A draft stays stopped, because nobody owes it.
  }
}

/** Returns the end of the period that an invoice covers. */
function periodEndMs({ lines }: Stripe.Invoice): number {
  return Math.max(...lines.data.map(({ period }) => period.end * SECOND_MS));
}

async function* unpaid(stripe: Stripe, subscription: string): AsyncGenerator<Stripe.Invoice> {
  for (const status of ['draft', 'open'] as const) {
    yield* stripe.invoices.list({ subscription, status, limit: 100 });
  }
}
