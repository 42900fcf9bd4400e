import { z } from 'zod';
import { Micros } from './micros.ts';
import { personal } from './personal.ts';
import { schemaVersion } from './stored-document.ts';
import { DAY_MS, Time, TimeMs } from './time.ts';

export const STAFF_SETTINGS_CONFIG = 'staff';

/** `system_config/staff`: how far staff may go on their own. Not there: the defaults. */
export const StaffSettings = z.strictObject({
  schemaVersion,
  /** The most credits that a member of support may return in a day of UTC. */
  dailyReturnMicros: Micros,
  updatedAt: Time,
});
export type StaffSettings = z.infer<typeof StaffSettings>;

export const DEFAULT_STAFF_SETTINGS = {
  dailyReturnMicros: 200_000_000,
} as const satisfies Partial<StaffSettings>;

/** `staff_allowances/{uid}`: how many credits somebody of support has returned on a day, counted where it admits the next. */
export const StaffAllowance = z.strictObject({
  schemaVersion,
  dayStartMs: TimeMs,
  returnedMicros: Micros,
});
export type StaffAllowance = z.infer<typeof StaffAllowance>;

/** Adds a return to what somebody has returned on the current day. */
export function addToAllowance(
  stored: StaffAllowance | null,
  amountMicros: number,
  nowMs: number,
): StaffAllowance {
  const dayStartMs = nowMs - (nowMs % DAY_MS);
  const soFarMicros = stored?.dayStartMs === dayStartMs ? stored.returnedMicros : 0;
  return { schemaVersion: 1, ...stored, dayStartMs, returnedMicros: soFarMicros + amountMicros };
}

/** `staff_notes/{id}`: what staff have written down about somebody. */
export const StaffNote = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  text: personal(z.string()),
  authorUid: z.string(),
  createdAt: Time,
});
export type StaffNote = z.infer<typeof StaffNote>;
