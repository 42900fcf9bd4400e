import { createHash } from 'node:crypto';
import { type Delivery, type EndpointEvent, newDelivery } from '../../contract/index.ts';

/** A delivery with the id of its document. */
export interface NamedDelivery {
  readonly deliveryId: string;
  readonly delivery: Delivery;
}

/** Returns the delivery of an event to an endpoint, with the same id each time. Receivers see the id, so it has no dot. */
export function endpointDelivery(
  endpointId: string,
  { name: kind, ...facts }: EndpointEvent,
  nowMs: number,
): NamedDelivery {
  const { eventId } = facts;
  const cause = JSON.stringify([endpointId, kind, eventId]);
  const deliveryId = `msg_${createHash('sha256').update(cause).digest('hex').slice(0, 40)}`;
  // As receivers get them: without fields that are not there.
  const details: Delivery['details'] = JSON.parse(JSON.stringify(facts));
  const accountId = kind !== 'account.erased' && 'accountId' in facts ? facts.accountId : null;
  const message = { uid: null, endpointId, accountId, kind, details, eventId };
  return { deliveryId, delivery: newDelivery(message, { atMs: nowMs, nowMs }) };
}
