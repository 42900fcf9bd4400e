import { randomUUID } from 'node:crypto';
import {
  type AppError,
  type Billing,
  balanceMicros,
  type Catalog,
  paymentIdOf,
} from '../../contract/index.ts';
import type { CheckEligibility } from '../../platform/calls/eligibility.ts';
import { log } from '../../platform/signals/log.ts';
import { chargeSavedCard } from '../checkout/charge-saved-card.ts';
import { type Known, type Reduced, submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { newPayment } from '../records/open-payment.ts';
import { readBilling, readPayment } from '../records/read-records.ts';
import { isRejection } from '../stripe/stripe-error.ts';
import { decideTopUp, type TopUpDecision } from './top-up.ts';
import { topUpStopped } from './top-up-ending.ts';
import { monthlyMax, priceIn } from './top-up-money.ts';
import type { TopUpQueue, TopUpTask } from './top-up-queue.ts';

export interface TopUpServices extends PaymentServices {
  readonly topUps: TopUpQueue;
  readonly checkEligibility: CheckEligibility;
}

/**
 * Checks a balance, and tops it up if that is due. The commit that decides a charge also claims it in the billing and
 * records its payment, so that only one of many checks claims it. The card is then charged under the id of that
 * payment, once however often this is retried.
 * @throws AppError `payments-unavailable`; retry then
 */
export async function runTopUp(services: TopUpServices, { accountId }: TopUpTask): Promise<void> {
  const { topUps, catalogs } = services;
  const before = await readBilling(services, accountId);
  if (!before) return;
  const nowhere = { ip: null, country: null, device: null };
  const rejection = await services.checkEligibility({ uid: before.uid, accountId, client: nowhere });
  if (rejection) return log.notBegun({ what: 'top-up', accountId, code: rejection.code, traceId: null });
  const { catalog, version } = await catalogs.current(0);
  const { uid, topUpState: seen } = before;
  const cause = seen.charge?.cause ?? `topup-${seen.count + 1}`;
  const paymentId = paymentIdOf({ accountId, cause });
  const traceId = randomUUID().replaceAll('-', '');
  const facts = { uid, cause, packs: catalog.packs, catalogVersion: version, traceId };
  const decision = await submitPayment(services, { accountId, paymentId, reducer: 'claimTopUp', facts });
  switch (decision?.kind) {
    case 'wait':
      return topUps.check(accountId, decision.untilMs);
    case 'charge':
    case 'resume':
      return charge(services, before, { accountId, paymentId });
    case 'stop':
      log.topUpStopped({ accountId, why: decision.state.stopped });
      return;
    default:
      return;
  }
}

interface ClaimFacts {
  readonly uid: string;
  /** The id of the charge, derived from the number of charges before it. */
  readonly cause: string;
  readonly packs: Catalog['packs'];
  readonly catalogVersion: number;
  readonly traceId: string;
}

/** Claims the next charge. Leaves a charge that another check has claimed to that check. */
export function claimTopUp(
  { accountId, account, billing }: Known,
  { uid, cause, packs, catalogVersion, traceId }: ClaimFacts,
  nowMs: number,
): Reduced<TopUpDecision | null> {
  if (account?.status !== 'active' || !billing) return { kind: 'noop', result: null };
  const { topUp, topUpState: state, card, customerId } = billing;
  const pack = topUp && Object.hasOwn(packs, topUp.pack) ? packs[topUp.pack] : undefined;
  const result = decideTopUp({
    settings: topUp && { belowMicros: topUp.belowMicros, monthlyMax: monthlyMax(topUp) },
    state,
    balanceMicros: balanceMicros(account, nowMs),
    price: topUp && priceIn(topUp.currency, pack?.prices),
    hasCard: card !== null && customerId !== null,
    nowMs,
  });
  if ('charge' in result && result.charge.cause !== cause) return { kind: 'noop', result: null };
  if (result.kind === 'stop') return { ...topUpStopped(billing, result.state), result };
  if (result.kind !== 'charge' || !topUp || !pack) return { kind: 'noop', result };
  const payment = newPayment({
    accountId,
    uid,
    bought: { kind: 'pack', pack: topUp.pack, label: pack.label, micros: pack.micros },
    via: 'top-up',
    currency: topUp.currency,
    amountCents: result.charge.amountCents,
    catalogVersion,
    termsVersion: state.termsVersion,
    traceId,
  });
  const documents = {
    billing: { ...billing, topUpState: result.state },
    payment: { ...payment, createdAt: nowMs },
  };
  return { moves: [], documents, result };
}

async function charge(
  services: PaymentServices,
  { customerId, card }: Billing,
  { accountId, paymentId }: { accountId: string; paymentId: string },
): Promise<void> {
  const payment = await readPayment(services, paymentId);
  if (!payment || !customerId || !card) throw new Error(`There is nothing to charge ${paymentId} by`);
  const { paymentMethodId } = card;
  try {
    await chargeSavedCard(services, {
      accountId,
      paymentId,
      payment,
      customerId,
      paymentMethodId,
      email: null,
    });
    log.topUpCharged({ accountId, paymentId });
  } catch (error) {
    const isFinal = isRejection(error) || (error as Partial<AppError>).code === 'idempotency-conflict';
    if (!isFinal) throw error;
    log.topUpStopped({ accountId, why: (error as AppError).code });
  }
}
