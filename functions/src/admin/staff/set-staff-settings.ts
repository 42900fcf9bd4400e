import type { Firestore } from 'firebase-admin/firestore';
import {
  assertFreshRequestId,
  DEFAULT_STAFF_SETTINGS,
  STAFF_SETTINGS_CONFIG,
  StaffSettings,
} from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

/** Sets how far staff may go on their own, once per request id, with an audit entry in the same commit. */
export function setStaffSettings({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'setStaffSettings'> {
  return async ({ requestId, reason, contacts, approvalPricePercent: percent, ...required }, context) => {
    assertFreshRequestId(requestId, now());
    const reference = collection(db, 'config').doc(STAFF_SETTINGS_CONFIG);
    const stored = decodeDocument(StaffSettings, await reference.get());
    const { dailyReturnMicros, approvalMicros, approvalCents, approvalPricePercent } =
      stored?.value ?? DEFAULT_STAFF_SETTINGS;
    const before = { dailyReturnMicros, approvalMicros, approvalCents, approvalPricePercent };
    const changes = { ...required, ...(percent !== undefined && { approvalPricePercent: percent }) };
    const settings = {
      ...{ schemaVersion: 1, ...stored?.value, ...before, ...changes, updatedAt: now() },
      ...(contacts !== undefined && { contacts }),
    };
    // The audit log is kept for good, and contacts name people.
    const contactsChanged = contacts !== undefined && contacts !== (stored?.value.contacts ?? '');
    const data = await encodeDocument(db, StaffSettings, settings);
    await writeAudited(
      { db, now },
      {
        auditId: `staff-settings-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'set-staff-settings', target: `system_config/${STAFF_SETTINGS_CONFIG}` },
          ...{
            before,
            after: { ...before, ...changes, ...(contactsChanged && { contactsChanged }) },
            reason,
          },
        },
        change: (batch) => writeOver(batch, reference, { was: stored?.version ?? null, data }),
      },
    );
    return {};
  };
}
