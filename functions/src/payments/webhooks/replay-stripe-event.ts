import type Stripe from 'stripe';
import { AppError, AuditEntry, assertFreshRequestId, StripeEvent } from '../../contract/index.ts';
import { attribution, type CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/store/documents.ts';
import { landed } from '../../platform/store/landed.ts';
import type { PaymentServices } from '../payment-services.ts';
import { callStripe, orNull } from '../stripe/call-stripe.ts';
import { handleStripeEvent } from './handle-stripe-event.ts';

/**
 * Handles a parked event again, after its cause is fixed. Reads it from Stripe, which keeps events for 30 days, because
 * no event's content is stored here.
 */
export function replayStripeEvent(services: PaymentServices): Handler<'replayStripeEvent'> {
  return async ({ requestId, eventId, reason }, context) => {
    assertFreshRequestId(requestId, services.now());
    const event = await readParked(services, eventId);
    await audit(services, { auditId: `replay-${requestId}`, eventId, event, reason, context });
    return handleStripeEvent(await retrieve(services, eventId), services);
  };
}

/** @throws AppError `not-found`, `already-settled` */
async function readParked({ db }: PaymentServices, eventId: string): Promise<StripeEvent> {
  const event = decodeDocument(StripeEvent, await collection(db, 'stripeEvents').doc(eventId).get());
  if (!event) throw new AppError('not-found', { reason: 'event' });
  if (event.value.state === 'handled') {
    throw new AppError('already-settled', { reason: 'event' });
  }
  return event.value;
}

/** Writes the audit entry. A retry of the same request finds it written. */
async function audit(
  { db, now }: PaymentServices,
  entryFor: { auditId: string; eventId: string; event: StripeEvent; reason: string; context: CallContext },
): Promise<void> {
  const { auditId, eventId, reason, context } = entryFor;
  const { type, why, accountId, paymentId } = entryFor.event;
  const entry: AuditEntry = {
    schemaVersion: 1,
    ...attribution(context),
    action: 'replay-stripe-event',
    target: `stripe_events/${eventId}`,
    before: { type, why, accountId, paymentId },
    after: null,
    reason,
    createdAt: now(),
  };
  await landed(
    collection(db, 'audit')
      .doc(auditId)
      .create(await encodeDocument(db, AuditEntry, entry)),
    ['exists'],
  );
}

async function retrieve({ stripe }: PaymentServices, eventId: string): Promise<Stripe.Event> {
  const event = await callStripe(orNull((await stripe()).events.retrieve(eventId)));
  if (!event) throw new AppError('not-found', { reason: 'stripe-event' });
  return event;
}
