import type { HealthReport } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { isVerified } from './is-verified.ts';

type Jobs = HealthReport['jobs'];
const ran: Jobs = [{ name: 'reconcileStripe', standing: 'ok', lastSuccessAgeMs: 60_000 }];
const neverRan: Jobs = [{ name: 'reconcileStripe', standing: 'new', lastSuccessAgeMs: null }];

test('nothing is said of how Stripe and the books compare before their job has succeeded once', () => {
  expect(isVerified('payments', neverRan)).toBe(false);
  expect(isVerified('books', [])).toBe(false);
});

test('a part is verified when its job has succeeded, and one without a job whenever it is asked', () => {
  expect(isVerified('payments', ran)).toBe(true);
  expect(isVerified('alerts', [])).toBe(true);
});
