import { z } from 'zod';
import { Micros } from '../money/micros.ts';
import { personal } from '../store/personal.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { DAY_MS, Time, TimeMs } from '../time.ts';

export const STAFF_SETTINGS_CONFIG = 'staff';

/** `system_config/staff`: how far staff may go on their own. Not there: the defaults. */
export const StaffSettings = z.strictObject({
  schemaVersion,
  /** The most credits that a member of support may return in a day of UTC. */
  dailyReturnMicros: Micros,
  /** A grant, or all grants of a batch, of more credits than this needs a second admin. */
  approvalMicros: Micros.default(5_000_000_000),
  /** A refund of more money than this, in the smallest unit of its currency, needs a second admin. */
  approvalCents: z.int().min(0).default(50_000),
  /** Who to call in an emergency, in the owner's own words. */
  contacts: personal(z.string()).optional(),
  /** Prices that change by more percent than this need a second admin, see `largestPriceChange`; null: none do. */
  approvalPricePercent: z.int().min(0).nullable().default(null),
  updatedAt: Time,
});
export type StaffSettings = z.infer<typeof StaffSettings>;

export const DEFAULT_STAFF_SETTINGS = {
  dailyReturnMicros: 200_000_000,
  approvalMicros: 5_000_000_000,
  approvalCents: 50_000,
  approvalPricePercent: null,
} as const satisfies Partial<StaffSettings>;

/** `staff_allowances/{uid}`: credits that a support member has returned on a day, counted where it admits the next. */
export const StaffAllowance = z.strictObject({
  schemaVersion,
  dayStartMs: TimeMs,
  returnedMicros: Micros,
});
export type StaffAllowance = z.infer<typeof StaffAllowance>;

/** Adds a return to a staff member's returns of the current day. */
export function addToAllowance(
  stored: StaffAllowance | null,
  amountMicros: number,
  nowMs: number,
): StaffAllowance {
  const dayStartMs = nowMs - (nowMs % DAY_MS);
  const soFarMicros = stored?.dayStartMs === dayStartMs ? stored.returnedMicros : 0;
  return { schemaVersion: 1, ...stored, dayStartMs, returnedMicros: soFarMicros + amountMicros };
}

/** `staff_notes/{id}`: a note by staff about a user. */
export const StaffNote = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  text: personal(z.string()),
  authorUid: z.string(),
  createdAt: Time,
});
export type StaffNote = z.infer<typeof StaffNote>;

/** The actions that can require a second admin. */
export const ApprovalAction = z.enum(['grant-credits', 'bulk-grant', 'refund-payment', 'publish-prices']);
export type ApprovalAction = z.infer<typeof ApprovalAction>;

/** The time that a second admin has to decide. */
export const APPROVAL_EXPIRES_MS = 3 * DAY_MS;

/** `approvals/{requestId}`: an action of one admin that a second one has to approve. */
export const Approval = z.strictObject({
  schemaVersion,
  action: ApprovalAction,
  /** As JSON: the request of the callable, without its id and reason. */
  request: personal(z.string()),
  /** The target, such as `accounts/…`; of a batch, the number of users. */
  target: z.string(),
  amountMicros: Micros.nullable(),
  amountCents: z.int().nullable(),
  reason: personal(z.string()),
  requestedBy: z.string(),
  status: z.enum(['pending', 'approved', 'executed', 'declined']),
  decidedBy: z.string().nullable(),
  /** The request id under which it is executed: a retry executes nothing twice. Null before it is approved. */
  executionId: z.string().nullable(),
  createdAt: Time,
  expiresAt: Time,
  decidedAt: Time.nullable(),
});
export type Approval = z.infer<typeof Approval>;
