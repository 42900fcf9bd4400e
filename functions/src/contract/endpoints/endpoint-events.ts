import { z } from 'zod';
import { type AlertEvent, alertEvents } from '../alerts/alert-events.ts';
import { type MeterEvent, meterEvents } from '../documents/events.ts';
import { TimeMs } from '../time.ts';

const common = {
  /** The same on every repetition. */
  eventId: z.string(),
  atMs: TimeMs,
};

/** Everything about a person was erased here. Receivers erase what they hold about the account, too. */
const AccountErased = z.strictObject({
  ...common,
  name: z.literal('account.erased'),
  accountId: z.string(),
});

/** An admin tests an endpoint. */
const EndpointTested = z.strictObject({ ...common, name: z.literal('endpoint.tested') });

/** Everything that an endpoint of the operator can get, by name. */
export const endpointEvents = {
  ...alertEvents,
  ...meterEvents,
  'account.erased': AccountErased,
  'endpoint.tested': EndpointTested,
} as const;

export type EndpointEvent =
  | AlertEvent
  | MeterEvent
  | z.infer<typeof AccountErased>
  | z.infer<typeof EndpointTested>;
export type EndpointEventName = keyof typeof endpointEvents;

/** The events that an endpoint can subscribe to. */
const subscribableEvents = [
  ...(['alert.fired', 'alert.resolved', 'account.erased'] as const),
  ...(Object.keys(meterEvents) as (keyof typeof meterEvents)[]),
] as const satisfies readonly EndpointEventName[];
export const SubscribableEvent = z.enum(subscribableEvents);
export type SubscribableEvent = z.infer<typeof SubscribableEvent>;

export const endpointKinds = ['webhook', 'slack', 'pagerduty', 'email'] as const;
export type EndpointKind = (typeof endpointKinds)[number];

const forPeople: readonly SubscribableEvent[] = ['alert.fired', 'alert.resolved', 'account.erased'];

/** The events for which each kind of endpoint has a format. */
export const eventsOfKind: Readonly<Record<EndpointKind, readonly SubscribableEvent[]>> = {
  webhook: subscribableEvents,
  slack: forPeople,
  email: forPeople,
  pagerduty: ['alert.fired', 'alert.resolved'],
};
