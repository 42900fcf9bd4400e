import { z } from 'zod';
import { alertEvents } from '../alerts/alert-events.ts';
import { assertNever } from '../errors.ts';
import { Micros } from '../money/micros.ts';
import { TimeMs } from '../time.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { LotDescriptor, LotSource } from './lot.ts';

/** The fields of every event. `eventId` is the id of the ledger entry behind it, and is the same on every delivery. */
const common = {
  eventId: z.string(),
  accountId: z.string(),
  atMs: TimeMs,
  /** Null: the system acted. */
  actorUid: z.string().nullable(),
  traceId: z.string(),
};

const Amounts = z.array(z.strictObject({ lotId: z.string(), source: LotSource, micros: Micros }));
const cameIn = { micros: Micros, lot: LotDescriptor, reason: z.string() };

/** The schemas of all events, by name. Amounts are positive, whichever way the credits moved. */
export const meterEvents = {
  /** Paid credits came in: a pack, or a month of a plan. */
  purchase: z.strictObject({
    ...common,
    name: z.literal('purchase'),
    ...cameIn,
    paymentId: z.string().nullable(),
  }),
  /** Other credits came in: welcome credits, a bonus, a gift from staff. */
  grant: z.strictObject({ ...common, name: z.literal('grant'), ...cameIn }),
  /** Credits were taken back. Those that were already spent became a debt. */
  refund: z.strictObject({
    ...common,
    name: z.literal('refund'),
    amounts: Amounts,
    micros: Micros,
    debtMicros: Micros,
    reason: z.string(),
  }),
  /** Work was charged. */
  'usage-captured': z.strictObject({
    ...common,
    name: z.literal('usage-captured'),
    activityId: z.string(),
    uid: z.string(),
    operation: z.string(),
    model: z.string(),
    amounts: Amounts,
    micros: Micros,
    priceMicros: Micros,
    costUsdMicros: z.int().min(0),
  }),
  /** Credits expired before they were spent. */
  'lot-lapsed': z.strictObject({
    ...common,
    name: z.literal('lot-lapsed'),
    amounts: Amounts,
    micros: Micros,
  }),
  /** Incoming credits repaid a debt. */
  'debt-repaid': z.strictObject({
    ...common,
    name: z.literal('debt-repaid'),
    amounts: Amounts,
    micros: Micros,
  }),
} as const;

export type MeterEventName = keyof typeof meterEvents;
export type MeterEvent<N extends MeterEventName = MeterEventName> = {
  readonly [M in N]: z.infer<(typeof meterEvents)[M]>;
}[N];

/** Every event that a hook can wait for: of the ledger, and of alerts. */
export const events = { ...meterEvents, ...alertEvents } as const;
export type EventName = keyof typeof events;
export type EventOf<N extends EventName> = { readonly [M in N]: z.infer<(typeof events)[M]> }[N];

const PAID: readonly LotSource[] = ['purchase', 'subscription'];

/** Returns the event for a ledger entry. It depends on the entry alone, so each delivery is the same. */
export function toEvent(eventId: string, entry: LedgerEntry): MeterEvent {
  const { accountId, createdAt: atMs, traceId, totalMicros } = entry;
  const shared = { eventId, accountId, atMs, traceId, actorUid: entry.actor.uid };
  const amounts = entry.amounts
    .filter(({ amountMicros }) => amountMicros <= 0)
    .map(({ lotId, source, amountMicros }) => ({ lotId, source, micros: 0 - amountMicros }));
  const wentOut = { amounts, micros: 0 - totalMicros };
  switch (entry.kind) {
    case 'grant': {
      const { lot, reason } = entry;
      const came = { ...shared, micros: totalMicros, lot, reason };
      return PAID.includes(lot.source)
        ? { ...came, name: 'purchase', paymentId: lot.paymentId }
        : { ...came, name: 'grant' };
    }
    case 'revoke':
      return {
        ...shared,
        name: 'refund',
        ...wentOut,
        debtMicros: entry.debtDeltaMicros,
        reason: entry.reason,
      };
    case 'usage': {
      const { activityId, uid, operation, model, priceMicros, costUsdMicros } = entry;
      const work = { activityId, uid, operation, model, priceMicros, costUsdMicros };
      return { ...shared, name: 'usage-captured', ...work, ...wentOut };
    }
    case 'lapse':
      return { ...shared, name: 'lot-lapsed', ...wentOut };
    case 'repay':
      return { ...shared, name: 'debt-repaid', ...wentOut };
    default:
      return assertNever(entry);
  }
}
