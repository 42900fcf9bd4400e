import type { Firestore } from 'firebase-admin/firestore';
import {
  Delivery,
  type EndpointEvent,
  type EndpointEventName,
  type EventName,
  type EventOf,
  events,
  wantsEvent,
} from '../../contract/index.ts';
import { endpointDelivery } from '../../platform/receivers/endpoint-delivery.ts';
import { collection, encodeDocument } from '../../platform/store/documents.ts';
import { landed } from '../../platform/store/landed.ts';
import type { Hooks } from '../../platform/store/run-hooks.ts';
import { createSharedRead } from '../../platform/store/shared-read.ts';
import { readEndpoints } from './endpoint-store.ts';

/** Sends events to the operator's endpoints. */
export interface Publisher {
  /** Writes a delivery for each endpoint that wants an event, once each. Safe to repeat. */
  publish(event: EndpointEvent): Promise<void>;
  /** Returns whether any endpoint wants an event that is no alert. */
  isWanted(name: EndpointEventName): Promise<boolean>;
}

export interface PublisherServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly outbox: { schedule(deliveryId: string, atMs: number): Promise<void> };
}

export function createPublisher({ db, now, outbox }: PublisherServices): Publisher {
  // Each charge is an event. A change of an endpoint takes effect within five seconds.
  const current = createSharedRead({
    read: async () => (await readEndpoints(db))?.value.endpoints ?? {},
    now,
  });
  return {
    isWanted: async (name) =>
      Object.values(await current()).some((endpoint) => wantsEvent(endpoint, { name })),
    async publish(event) {
      for (const [endpointId, endpoint] of Object.entries(await current())) {
        if (!wantsEvent(endpoint, event)) continue;
        const nowMs = now();
        const { deliveryId, delivery } = endpointDelivery(endpointId, event, nowMs);
        const batch = db.batch();
        const data = await encodeDocument(db, Delivery, delivery);
        batch.create(collection(db, 'outbox').doc(deliveryId), data);
        if ((await landed(batch.commit(), ['exists'])) !== null) await outbox.schedule(deliveryId, nowMs);
      }
    },
  };
}

/** Returns hooks that publish every event of the ledger and of alerts. */
export function publishingHooks({ publish }: Publisher): Hooks {
  const names = Object.keys(events) as EventName[];
  return Object.fromEntries(names.map((name) => [name, [(event: EventOf<EventName>) => publish(event)]]));
}
