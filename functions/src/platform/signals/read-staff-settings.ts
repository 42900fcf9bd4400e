import type { Firestore } from 'firebase-admin/firestore';
import {
  AppError,
  DEFAULT_STAFF_SETTINGS,
  STAFF_SETTINGS_CONFIG,
  StaffSettings,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../store/documents.ts';

/** Returns how far staff may go on their own. Read each time: staff act seldom, and a lower limit holds at once. */
export type ReadStaffSettings = () => Promise<StaffSettings>;

export function createReadStaffSettings(db: Firestore): ReadStaffSettings {
  return async () => {
    const stored = decodeDocument(
      StaffSettings,
      await collection(db, 'config').doc(STAFF_SETTINGS_CONFIG).get(),
    );
    return stored?.value ?? { schemaVersion: 1, ...DEFAULT_STAFF_SETTINGS, updatedAt: 0 };
  };
}

/**
 * Rejects prices that need a second admin. @param percent see `largestPriceChange`
 * @throws AppError `permission-denied` above the threshold
 */
export async function assertPricesAlone(settings: ReadStaffSettings, percent: number): Promise<void> {
  const { approvalPricePercent } = await settings();
  if (approvalPricePercent === null || percent <= approvalPricePercent) return;
  throw new AppError('permission-denied', { reason: 'approval-needed' });
}

/**
 * Rejects actions that need a second admin.
 * @throws AppError `permission-denied` above a threshold
 */
export async function assertAlone(
  settings: ReadStaffSettings,
  { amountMicros = 0, amountCents = 0 }: { readonly amountMicros?: number; readonly amountCents?: number },
): Promise<void> {
  const { approvalMicros, approvalCents } = await settings();
  if (amountMicros <= approvalMicros && amountCents <= approvalCents) return;
  throw new AppError('permission-denied', { reason: 'approval-needed' });
}
