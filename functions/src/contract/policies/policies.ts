import { z } from 'zod';
import { Micros } from '../money/micros.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { DAY_MS, SECOND_MS, Time } from '../time.ts';

/** `system_config/policies`: what the operator promises. Everyone can read it. Absent: the defaults. */
export const POLICIES_CONFIG = 'policies';

/** What follows when credits come back later than promised. */
export const RefundPromise = z.strictObject({
  /** The time from a failure until its credits are back. */
  boundMs: z
    .int()
    .min(10 * SECOND_MS)
    .max(DAY_MS),
  /** The credits that follow when it takes longer, once for each request. */
  goodwillMicros: Micros,
  /** The most of them in a calendar month (UTC), for one account and for all. */
  accountMonthlyMicros: Micros,
  monthlyMicros: Micros,
});
export type RefundPromise = z.infer<typeof RefundPromise>;

export const Policies = z.strictObject({
  schemaVersion,
  /** Null: nothing is promised. */
  refundPromise: RefundPromise.nullable(),
  updatedAt: Time,
});
export type Policies = z.infer<typeof Policies>;

export const DEFAULT_POLICIES: Policies = { schemaVersion: 1, refundPromise: null, updatedAt: 0 };
