import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError, type ParkReason, StripeEvent } from '../../contract/index.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, encodeDocument } from '../../platform/store/documents.ts';
import { landed } from '../../platform/store/landed.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { HANDLED, type Handled, toEventRecord } from '../stripe-change.ts';
import { eventHandlers } from './event-handlers.ts';
import { NOTHING, parked, type Verdict } from './verdict.ts';

/**
 * Handles an event once, however often and in whatever order it arrives: the commit that books it also claims it. Parks
 * an event that no retry can change.
 * @throws AppError `busy`, or any other error that can pass, so that Stripe sends the event again
 */
export async function handleStripeEvent(event: Stripe.Event, services: PaymentServices): Promise<Handled> {
  const verdict = await judge(event, services);
  const handled = await carryOut(event, verdict, services);
  log.stripeEventHandled({ eventId: event.id, type: event.type, ...handled });
  return handled;
}

async function judge(event: Stripe.Event, services: PaymentServices): Promise<Verdict> {
  if (event.livemode !== services.isLive()) {
    return parked(event.livemode ? 'live-in-test-mode' : 'test-in-live-mode');
  }
  if (event.account) return parked('other-account');
  const handle = Object.hasOwn(eventHandlers, event.type) ? eventHandlers[event.type] : undefined;
  if (!handle) return parked('unknown-type');
  try {
    return await handle(event, services);
  } catch (error) {
    // Either the event or a response of Stripe can't be read.
    if (error instanceof z.ZodError || (error as Error).cause instanceof z.ZodError)
      return parked('unreadable');
    throw error;
  }
}

async function carryOut(event: Stripe.Event, verdict: Verdict, services: PaymentServices): Promise<Handled> {
  if (verdict === NOTHING || verdict.kind === 'nothing') return HANDLED;
  if (verdict.kind === 'parked') return park(event, verdict.why, services);
  const { accountId, paymentId, change } = verdict;
  const { id: eventId, type, created } = event;
  const facts = { event: { type, created }, paymentId, change };
  try {
    return await submitPayment(services, { accountId, paymentId, eventId, reducer: 'applyEvent', facts });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return park(event, 'no-account', services);
    throw error;
  }
}

/** Parks an event, unless it was parked or handled before. */
async function park(event: Stripe.Event, why: ParkReason, { db, now }: PaymentServices): Promise<Handled> {
  const record = toEventRecord(event, { state: 'parked', why, accountId: null, paymentId: null }, now());
  const write = collection(db, 'stripeEvents')
    .doc(event.id)
    .create(await encodeDocument(db, StripeEvent, record));
  await landed(write, ['exists']);
  return { state: 'parked', why };
}
