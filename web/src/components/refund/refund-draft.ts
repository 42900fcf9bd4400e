import {
  type Account,
  creditsBehind,
  type Payment,
  type RequestOf,
  smallestUnits,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { reasonMissing } from '../../lib/errors/reason-missing.ts';
import { moneyText } from '../../lib/texts/money-text.ts';

/** What the form holds: text, as people type it. */
export interface RefundDraft {
  how: 'all' | 'part';
  amount: string;
  reason: string;
}
export type RefundFaults = Partial<Record<keyof RefundDraft, string>>;
export type RefundRequest = Pick<RequestOf<'refundPayment'>, 'amountCents' | 'reason'>;

/** What of a payment can still be given back: what was paid, less what went back or is on its way. */
export function refundableCents({ paidCents, paymentIntentId, reversals }: Payment): number {
  if (paidCents === null || paymentIntentId === null) return 0;
  const gone = Object.values(reversals).filter(({ state }) => state !== 'undone');
  return Math.max(0, paidCents - gone.reduce((sum, { amountCents }) => sum + amountCents, 0));
}

/** Checks a draft, and says per field what is wrong. */
export function readRefund(
  draft: RefundDraft,
  payment: Payment,
): { wish: RefundRequest; faults: null } | { wish: null; faults: RefundFaults } {
  const { currency } = payment;
  const leftCents = refundableCents(payment);
  const reason = draft.reason.trim();
  const amountCents = draft.how === 'all' ? null : Math.round(Number(draft.amount) * smallestUnits(currency));
  const faults: RefundFaults = {};
  if (reason === '') faults.reason = reasonMissing;
  if (amountCents !== null && !(amountCents >= 1 && amountCents <= leftCents)) {
    faults.amount = t`More than nothing, and at most ${moneyText(leftCents, currency)}.`;
  }
  if (Object.keys(faults).length > 0) return { wish: null, faults };
  return { wish: { amountCents, reason }, faults: null };
}

/**
 * Returns what a refund does to an account: the credits it takes, and those that were spent and will be owed. Null where
 * that cannot be told beforehand: a plan's credits come month by month.
 */
export function refundEffect(
  payment: Payment,
  { amountCents, account, nowMs }: Pick<RefundRequest, 'amountCents'> & { account: Account; nowMs: number },
): { takenMicros: number; owedMicros: number } | null {
  const { bought, lot, paidCents, revokedMicros } = payment;
  if (bought.kind !== 'pack') return null;
  const leftCents = refundableCents(payment);
  const backCents = (paidCents ?? 0) - leftCents + (amountCents ?? leftCents);
  const stored = account.lots.find(({ lotId }) => lotId === lot?.lotId);
  const isOver = !stored && typeof lot?.expiresAtMs === 'number' && lot.expiresAtMs <= nowMs;
  // What has expired is gone already, and nobody owes it.
  const dueMicros = !lot || isOver ? 0 : creditsBehind(payment, backCents) - revokedMicros;
  const takenMicros = Math.min(dueMicros, stored?.remainingMicros ?? 0);
  return { takenMicros, owedMicros: dueMicros - takenMicros };
}
