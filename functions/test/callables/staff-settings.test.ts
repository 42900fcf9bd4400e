import { expect, test } from 'vitest';
import {
  AuditEntry,
  collections,
  DEFAULT_STAFF_SETTINGS,
  decodeStored,
  STAFF_SETTINGS_CONFIG,
} from '../../src/contract/index.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { call, newPerson } from '../support/calls/callables.ts';

const db = testDb();
const owner = { uid: newPerson().uid, role: 'owner' };
const stored = async () =>
  (await db.collection(collections.config).doc(STAFF_SETTINGS_CONFIG).get()).data() ?? {};
const entryOf = async (requestId: string) =>
  decodeStored(
    AuditEntry,
    (await db.collection(collections.audit).doc(`staff-settings-${requestId}`).get()).data(),
  );

test('who to call stays until it is replaced, and the audit log only says that it changed', async () => {
  const contacts = `Grace ${newRequestId()}`;
  const [first, second] = [newRequestId(), newRequestId()];
  const settings = { ...DEFAULT_STAFF_SETTINGS, reason: 'A test' };
  await call('setStaffSettings', { ...settings, contacts, requestId: first }, owner);
  expect(await stored()).toMatchObject({ ...DEFAULT_STAFF_SETTINGS, contacts });
  expect(await entryOf(first)).toMatchObject({ after: { contactsChanged: true } });
  expect(JSON.stringify(await entryOf(first))).not.toContain('Grace');

  await call('setStaffSettings', { ...settings, dailyReturnMicros: 7, requestId: second }, owner);
  expect(await stored()).toMatchObject({ dailyReturnMicros: 7, contacts });
  expect((await entryOf(second)).after).not.toHaveProperty('contactsChanged');
});
