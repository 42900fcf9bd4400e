import type Stripe from 'stripe';
import { assertNever } from '../contract/index.ts';

/** What is to become of the subscriptions of a customer. */
export type Pausing = 'pause' | 'resume' | 'end';

/** Says at Stripe which subscriptions were paused here: one that was paused in its dashboard stays so. */
const PAUSED_FOR = { pausedFor: 'suspension' } as const;

/**
 * Pauses a customer's subscriptions, so that they neither renew nor charge what is unpaid; resumes those that were paused
 * here; or ends them at once. Safe to repeat.
 * @returns how many had to be changed
 */
export async function pauseSubscriptions(
  stripe: Stripe,
  { customerId, accountId, to }: { customerId: string; accountId: string; to: Pausing },
): Promise<number> {
  let changed = 0;
  for await (const subscription of stripe.subscriptions.list({ customer: customerId, limit: 100 })) {
    if (subscription.metadata.accountId === accountId && (await change(stripe, subscription, to))) changed++;
  }
  return changed;
}

async function change(
  stripe: Stripe,
  { id, pause_collection: paused, metadata }: Stripe.Subscription,
  to: Pausing,
): Promise<boolean> {
  switch (to) {
    case 'pause':
      if (paused) return false;
      await stripe.subscriptions.update(id, {
        // Invoices that come meanwhile are void: they are not charged later either.
        pause_collection: { behavior: 'void' },
        metadata: PAUSED_FOR,
      });
      await collectUnpaid(stripe, id, false);
      return true;
    case 'resume':
      if (metadata.pausedFor !== PAUSED_FOR.pausedFor) return false;
      await collectUnpaid(stripe, id, true);
      await stripe.subscriptions.update(id, { pause_collection: '', metadata: { pausedFor: '' } });
      return true;
    case 'end':
      await stripe.subscriptions.cancel(id);
      return true;
    default:
      return assertNever(to);
  }
}

/** Pausing is for invoices to come: whether those from before are charged is said of each. */
async function collectUnpaid(stripe: Stripe, subscription: string, auto_advance: boolean): Promise<void> {
  for (const status of ['draft', 'open'] as const) {
    for await (const { id } of stripe.invoices.list({ subscription, status, limit: 100 })) {
      if (id) await stripe.invoices.update(id, { auto_advance });
    }
  }
}
