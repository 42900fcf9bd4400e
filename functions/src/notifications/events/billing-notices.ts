import type { Billing, NotificationFacts, Subscription } from '../../contract/index.ts';
import type { Notice } from '../notifier.ts';

/** Returns the notices that follow from a change of how an account pays, the same on every delivery of the change. */
export function billingNotices(
  accountId: string,
  { before, after }: { readonly before: Billing | null; readonly after: Billing | null },
): Notice[] {
  if (!after) return [];
  const notice = (eventId: string, facts: NotificationFacts): Notice => ({
    ...{ uid: after.uid, accountId, eventId, facts },
  });
  const notices: Notice[] = [];
  const { stopped, count } = after.topUpState;
  if (stopped !== null && (before?.topUpState.stopped ?? null) === null) {
    const eventId = `${accountId}-top-up-${count}-${stopped}`;
    notices.push(notice(eventId, { kind: 'top-up-stopped', details: { why: stopped } }));
  }
  const was = before?.subscription ?? null;
  const now = after.subscription;
  if (!now) return notices;
  const isSame = was?.subscriptionId === now.subscriptionId;
  const { subscriptionId, plan, terms } = now;
  const label = terms?.label ?? plan;
  if (runs(now) && !(isSame && was && hasRun(was))) {
    notices.push(notice(`${subscriptionId}-started`, { kind: 'plan-started', details: { label } }));
  }
  if (now.isCancelled && runs(now) && isSame && !was.isCancelled) {
    const endsAtMs = now.endsAtMs ?? now.periodEndMs;
    const eventId = `${subscriptionId}-cancelled-${now.asOfMs}`;
    notices.push(notice(eventId, { kind: 'plan-cancelled', details: { label, endsAtMs } }));
  }
  if (now.status === 'cancelled' && isSame && was.status !== 'cancelled') {
    notices.push(notice(`${subscriptionId}-ended`, { kind: 'plan-ended', details: { label } }));
  }
  return notices;
}

function runs({ status }: Subscription): boolean {
  return status === 'active' || status === 'trialing';
}

function hasRun({ status }: Subscription): boolean {
  return status !== 'incomplete';
}
