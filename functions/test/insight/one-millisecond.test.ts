import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import type { InsightHead } from '../../src/contract/index.ts';
import { readWindow } from '../../src/upkeep/insight/read-facts.ts';
import { ownDb } from '../support/own-db.ts';

const AT = Date.UTC(2026, 5, 1);
const COUNT = 5_200;

const head = { throughMs: 0, datedBeforeMs: 0, logs: {} } as InsightHead;

const sale = {
  ...{ schemaVersion: 3, kind: 'sale', accountId: 'mia', source: 'purchase', currency: 'usd' },
  ...{ product: 'pack:starter', paidCents: 1_000, taxCents: 0, discountCents: 0, unlimited: null },
};

test('more facts within a millisecond than a commit takes are all read, and time goes on', async () => {
  const db = await ownDb();
  for (let first = 0; first < COUNT; first += 400) {
    const batch = db.batch();
    for (let index = first; index < Math.min(first + 400, COUNT); index++) {
      const recordedAt = Timestamp.fromMillis(AT + (index < 10 ? -1 : index < COUNT - 10 ? 0 : 1));
      const fact = { ...sale, paymentId: `payment-${index}`, at: recordedAt, recordedAt };
      batch.set(db.collection('money_facts').doc(String(index).padStart(5, '0')), fact);
    }
    await batch.commit();
  }
  const ids = new Set<string>();
  let { throughMs } = head;
  for (let isPart = true; isPart; ) {
    const read = await readWindow(db, { ...head, throughMs }, AT + 2);
    expect(read.throughMs).toBeGreaterThan(throughMs);
    for (const { id } of read.facts) ids.add(id);
    ({ throughMs, isPart } = read);
  }
  expect(ids.size).toBe(COUNT);
});
