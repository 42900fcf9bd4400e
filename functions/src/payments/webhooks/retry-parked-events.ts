import type { DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { StripeEvent } from '../../contract/index.ts';
import type { Job } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { landed } from '../../platform/store/landed.ts';
import type { PaymentServices } from '../payment-services.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { stripeOrNull } from '../stripe/stripe-or-null.ts';
import { handleStripeEvent } from './handle-stripe-event.ts';
import { PASSING, retryTimeMs } from './retry-time.ts';

/** The most events of one run; the next run finds the others. */
const MAX_EVENTS = 500;

interface ParkedEvent {
  readonly reference: DocumentReference;
  readonly event: StripeEvent;
  readonly version: Timestamp;
}

/**
 * Retries events that arrived before the object they are about, so that their order doesn't matter. A run that an admin
 * starts also tries those that are not due yet.
 */
export function retryParkedEvents(services: PaymentServices): Job {
  return {
    name: 'retryParkedEvents',
    async run({ traceId, isByHand, keep }) {
      if (!(await stripeOrNull(services))) return { tried: 0, handled: 0 };
      const found = await findParked(services, isByHand);
      let left = found;
      // A handled event may be what another one waits for.
      for (let before = Number.POSITIVE_INFINITY; left.length > 0 && left.length < before; ) {
        before = left.length;
        const parked: ParkedEvent[] = [];
        for (const one of left) {
          if (!(await retry(services, one, traceId))) parked.push(one);
          await keep(null);
        }
        left = parked;
      }
      for (const one of left) await putOff(services, one);
      return { tried: found.length, handled: found.length - left.length };
    },
  };
}

async function findParked({ db, now }: PaymentServices, isByHand: boolean): Promise<ParkedEvent[]> {
  const events = collection(db, 'stripeEvents');
  const query = isByHand
    ? // Events that an admin has to check are not in the way of these, however many there are.
      events.where('why', 'in', PASSING)
    : events.where('retryAt', '<', new Date(now())).orderBy('retryAt');
  const { docs } = await query.limit(MAX_EVENTS).get();
  return docs.flatMap((snapshot) => {
    const stored = decodeDocument(StripeEvent, snapshot);
    if (!stored || computeRetryMs(stored.value, stored.value.receivedAt) === null) return [];
    return { reference: snapshot.ref, event: stored.value, version: stored.version };
  });
}

/** Returns whether the event could be handled now. */
async function retry(
  services: PaymentServices,
  { reference }: ParkedEvent,
  traceId: string,
): Promise<boolean> {
  const eventId = reference.id;
  try {
    const { events } = await services.stripe();
    const event = await orNull(events.retrieve(eventId));
    return event !== null && (await handleStripeEvent(event, services)).state === 'handled';
  } catch (cause) {
    log.eventNotRetried({ eventId, traceId, cause });
    return false;
  }
}

/** Postpones an event, unless it was parked again in between. */
async function putOff({ now }: PaymentServices, { reference, event, version }: ParkedEvent): Promise<void> {
  const retryMs = computeRetryMs(event, now());
  const retryAt = retryMs === null ? null : new Date(retryMs);
  await landed(reference.update({ retryAt }, { lastUpdateTime: version }), ['conflict']);
}

function computeRetryMs({ why, receivedAt }: StripeEvent, nowMs: number): number | null {
  return retryTimeMs(why, { receivedMs: receivedAt, nowMs });
}
