import { auditActions } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { auditSentence, targetUid } from './audit-sentence.ts';

const entry = { target: 'accounts/mia', before: null, after: null };

test('an action reads as a sentence with its amount and the user it is about', () => {
  const granted = { ...entry, action: 'grant-credits' as const, after: { amountMicros: 20_000_000 } };
  expect(auditSentence(granted, 'Mia')).toMatch(/^Granted 20 credits to .?Mia.?$/);
  const taken = { ...entry, action: 'take-back-credits' as const, after: { amountMicros: -5_000_000 } };
  expect(auditSentence(taken, 'Mia')).toMatch(/^Took back 5 credits from .?Mia.?$/);
});

test.each(auditActions)('the action %s has a sentence whatever its entry holds', (action) => {
  expect(auditSentence({ ...entry, action }, 'Mia')).not.toMatch(/undefined|NaN|^$/);
});

test('an action of a newer server is shown by its name', () => {
  expect(auditSentence({ ...entry, action: 'of-tomorrow' as never }, 'Mia')).toBe('of-tomorrow');
});

test('an entry names the user it is about, whatever is in their id', () => {
  expect(targetUid({ target: 'accounts/a_b' })).toBe('a_b');
  expect(targetUid({ target: 'payments/a_b_0196' })).toBe('a_b');
  expect(targetUid({ target: 'system_config/catalog' })).toBeNull();
});
