import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Alert, collections, HOUR_MS, NEW_ALERT, type NewAlert } from '../../src/contract/index.ts';
import { createRecordAlert } from '../../src/platform/signals/record-alert.ts';
import { decodeDocument } from '../../src/platform/store/documents.ts';
import { testDb } from '../support/accounts.ts';

const db = testDb();
const NOW_MS = 1_800_000_000_000;

const alertAbout = (accountId: string, change: Partial<NewAlert> = {}): NewAlert => ({
  kind: 'decision-unbalanced',
  severity: 'critical',
  accountId,
  subject: 'hold activity',
  code: 'credits-off',
  details: { offByMicros: 1 },
  traceId: 'trace',
  ...change,
});

async function alertsAbout(accountId: string): Promise<(Alert | undefined)[]> {
  const { docs } = await db.collection(collections.alerts).where('accountId', '==', accountId).get();
  return docs.map((document) => decodeDocument(Alert, document)?.value);
}

describe('alerts', () => {
  test('are recorded once for an account, a kind and an hour, whoever raises them', async () => {
    let nowMs = NOW_MS;
    const instances = [1, 2].map(() => createRecordAlert({ db, now: () => nowMs }));
    const accountId = randomUUID();
    const record = () =>
      Promise.all(
        instances.flatMap((recordAlert) => [
          recordAlert(alertAbout(accountId)),
          recordAlert(alertAbout(accountId)),
          recordAlert(alertAbout(accountId, { kind: 'command-failed' })),
        ]),
      );
    await record();
    const first = await alertsAbout(accountId);
    expect(first.map((alert) => alert?.kind).sort()).toEqual(['command-failed', 'decision-unbalanced']);
    expect(first).toContainEqual({
      schemaVersion: 1,
      ...NEW_ALERT,
      ...alertAbout(accountId),
      createdAt: NOW_MS,
    });
    nowMs += HOUR_MS;
    await record();
    expect(await alertsAbout(accountId)).toHaveLength(4);
  });

  test('are also recorded if they concern no account, or one whose id can’t be a document id', async () => {
    const recordAlert = createRecordAlert({ db, now: () => NOW_MS });
    const accountId = `a/${randomUUID()}`;
    await recordAlert(alertAbout(accountId));
    expect(await alertsAbout(accountId)).toHaveLength(1);
  });

  test('never throw, and are raised again when they could not be recorded', async () => {
    const recordAlert = createRecordAlert({ db, now: () => NOW_MS });
    const accountId = randomUUID();
    await recordAlert(alertAbout(accountId, { severity: 'unknown' as never }));
    expect(await alertsAbout(accountId)).toEqual([]);
    await recordAlert(alertAbout(accountId));
    expect(await alertsAbout(accountId)).toHaveLength(1);
  });
});
