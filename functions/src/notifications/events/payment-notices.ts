import type { Payment } from '../../contract/index.ts';
import type { Notice } from '../notifier.ts';

/** Returns the notices that follow from a change of a payment, the same on every delivery of the change. */
export function paymentNotices(
  paymentId: string,
  { before, after }: { readonly before: Payment | null; readonly after: Payment | null },
): Notice[] {
  if (!after) return [];
  const { uid, accountId, currency } = after;
  const { label } = after.bought;
  const about = (amountCents: number) => ({ paymentId, label, amountCents, currency });
  const to = (what: string) => ({ uid, accountId, eventId: `${paymentId}-${what}` });
  const notices: Notice[] = [];
  if (after.paidAt !== null && (before?.paidAt ?? null) === null && after.paidCents !== null) {
    const { taxCents = null, paidAt: paidAtMs, via } = after;
    const details = { ...about(after.paidCents), taxCents, micros: after.bought.micros, paidAtMs, via };
    notices.push({ ...to('paid'), facts: { kind: 'receipt', details } });
  }
  const { via } = after;
  if (becomes('failed') && (via === 'top-up' || via === 'subscription')) {
    const details = { ...about(after.amountCents), via };
    notices.push({ ...to('failed'), facts: { kind: 'payment-failed', details } });
  }
  const backCents = after.refundedCents - (before?.refundedCents ?? 0);
  if (backCents > 0) {
    const event = to(`refunded-${after.refundedCents}`);
    notices.push({ ...event, facts: { kind: 'payment-refunded', details: about(backCents) } });
  }
  if (becomes('disputed')) {
    const event = to(`disputed-${Object.keys(after.reversals).length}`);
    notices.push({ ...event, facts: { kind: 'payment-disputed', details: about(after.paidCents ?? 0) } });
  }
  return notices;

  function becomes(state: Payment['state']): boolean {
    return after?.state === state && before?.state !== state;
  }
}
