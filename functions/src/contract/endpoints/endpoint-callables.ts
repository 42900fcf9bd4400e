import { z } from 'zod';
import { leastRole } from '../staff/staff-permissions.ts';
import { DocumentId, Reason, RequestId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { AlertFilter } from './endpoint-documents.ts';
import { endpointKinds, SubscribableEvent } from './endpoint-events.ts';

/** The most deliveries that one call sends again. */
const MAX_REPLAYED = 100;

/** A URL, the key of a service of PagerDuty, or an e-mail address. */
const Address = wellFormedText({ min: 1, max: 1_000 });

const settings = {
  name: wellFormedText({ min: 1, max: 60 }),
  events: z.array(SubscribableEvent).min(1).max(SubscribableEvent.options.length),
  alerts: AlertFilter,
  reason: Reason,
};
const change = { requestId: RequestId, endpointId: RequestId };

/** The calls of staff about the operator's endpoints. Each is audited. */
export const endpointCallables = {
  /** Adds an endpoint, changes or deletes it, makes a new secret for it, or sends it a test event. */
  changeEndpoint: {
    caller: leastRole('manage-endpoints'),
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('create'),
        requestId: RequestId,
        kind: z.enum(endpointKinds),
        address: Address,
        ...settings,
      }),
      z.strictObject({
        action: z.literal('update'),
        ...change,
        isOn: z.boolean(),
        /** Null: it stays. */
        address: Address.nullable(),
        ...settings,
      }),
      z.strictObject({ action: z.literal('rotate-secret'), ...change, reason: Reason }),
      z.strictObject({ action: z.literal('delete'), ...change, reason: Reason }),
      z.strictObject({ action: z.literal('test'), ...change }),
    ]),
    /** `secret` verifies the signatures of a webhook. It is returned when it was made; null: none was. */
    response: z.strictObject({ endpointId: RequestId, secret: z.string().nullable() }),
  },
  /** Sends deliveries to endpoints again, with the same ids. */
  replayDeliveries: {
    caller: leastRole('manage-endpoints'),
    request: z.strictObject({
      requestId: RequestId,
      deliveryIds: z.array(DocumentId).min(1).max(MAX_REPLAYED),
      reason: Reason,
    }),
    response: z.strictObject({ replayed: z.int().min(0) }),
  },
} as const;
