import { expect, test } from 'vitest';
import { z } from 'zod';
import { sampleOf } from '../../../../test/rules/support/sample-of.ts';
import { Activity, Payment } from '../../../contract/index.ts';
import { type EvidenceFacts, writeEvidence } from './write-evidence.ts';

const paidAt = Date.UTC(2026, 2, 1);
const facts: EvidenceFacts = {
  payment: z.decode(
    Payment,
    sampleOf(Payment, { createdAt: new Date(paidAt), paidAt: new Date(paidAt) }) as never,
  ),
  ...{ email: null, agreements: [], isAllUsage: true, isAllRequests: true },
  usage: [2, 1].map((day) => ({ atMs: paidAt + day * 86_400_000, micros: 5_000_000 })),
  requests: [z.decode(Activity, sampleOf(Activity, { createdAt: new Date(paidAt), drawn: [] }) as never)],
};

test('evidence states sums only as far as all use was read, and names what it leaves out', () => {
  const used = '2026-03-02 00:00:00 UTC to 2026-03-03 00:00:00 UTC.';
  const whole = writeEvidence(facts);
  expect(whole.product).toContain(`used 10 credits in 2 requests, from ${used}`);
  expect(whole.accessLog).not.toContain('left out');

  const someUsage = writeEvidence({ ...facts, isAllUsage: false });
  expect(someUsage.product).toContain(
    `used at least 10 credits in at least 2 requests, the latest from ${used}`,
  );
  expect(someUsage.accessLog).not.toContain('left out');

  const someRequests = writeEvidence({ ...facts, isAllRequests: false });
  expect(someRequests.product).toBe(whole.product);
  expect(someRequests.accessLog).toMatch(/\nEarlier requests are left out\.$/);
});
