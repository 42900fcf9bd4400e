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

const count = z.int().min(0);
const centsByCurrency = z.record(z.string(), z.int());

/** The figures of a day or a month. */
export const ReportFigures = z.strictObject({
  completed: count,
  failed: count,
  usedMicros: count,
  /** What providers charge for it. */
  costUsdMicros: count,
  newAccounts: count,
  /** By currency, without tax. */
  salesCents: centsByCurrency,
  revenueCents: centsByCurrency,
  refundedCents: centsByCurrency,
  /** When the report is made. */
  openAlerts: count,
});
export type ReportFigures = z.infer<typeof ReportFigures>;

const report = {
  ...common,
  /** `2026-01-31` or `2026-01`, in the operator's time zone. */
  period: z.string(),
  timeZone: z.string(),
  figures: ReportFigures,
};
const DailyReport = z.strictObject({ ...report, name: z.literal('report.daily') });
const MonthlyReport = z.strictObject({ ...report, name: z.literal('report.monthly') });

/** Everything that an endpoint of the operator can get, by name. */
export const endpointEvents = {
  ...alertEvents,
  ...meterEvents,
  'account.erased': AccountErased,
  'report.daily': DailyReport,
  'report.monthly': MonthlyReport,
  'endpoint.tested': EndpointTested,
} as const;

export type EndpointEvent =
  | AlertEvent
  | MeterEvent
  | z.infer<typeof AccountErased>
  | z.infer<typeof DailyReport>
  | z.infer<typeof MonthlyReport>
  | z.infer<typeof EndpointTested>;
export type EndpointEventName = keyof typeof endpointEvents;

/** The events that are written as a message, for people to read. */
const eventsInWords = [
  'alert.fired',
  'alert.resolved',
  'report.daily',
  'report.monthly',
  'account.erased',
] as const satisfies readonly EndpointEventName[];

/** The events that an endpoint can subscribe to. */
const subscribableEvents = [
  ...eventsInWords,
  ...(Object.keys(meterEvents) as (keyof typeof meterEvents)[]),
] as const satisfies readonly EndpointEventName[];
export const SubscribableEvent = z.enum(subscribableEvents);
export type SubscribableEvent = z.infer<typeof SubscribableEvent>;

export const endpointKinds = ['webhook', 'slack', 'pagerduty', 'email'] as const;
export type EndpointKind = (typeof endpointKinds)[number];

/** The events for which each kind of endpoint has a format. */
export const eventsOfKind: Readonly<Record<EndpointKind, readonly SubscribableEvent[]>> = {
  webhook: subscribableEvents,
  slack: eventsInWords,
  email: eventsInWords,
  pagerduty: ['alert.fired', 'alert.resolved'],
};
