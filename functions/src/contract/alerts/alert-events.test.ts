import { expect, test } from 'vitest';
import type { Alert } from '../documents/alert.ts';
import { alertEvents, toAlertEvent } from './alert-events.ts';

const open: Alert = {
  ...{ schemaVersion: 1, kind: 'disputes', severity: 'high', accountId: null, subject: 'disputes' },
  ...{ code: 'disputes', details: { value: 2 }, traceId: null, createdAt: 5, resolvedAt: null },
  ...{ rule: 'disputes', acknowledged: null, resolvedBy: null },
};
const resolved: Alert = { ...open, resolvedAt: 9, resolvedBy: 'admin' };

test('a new alert is fired, and one that is resolved says by whom', () => {
  const fired = toAlertEvent('a', { before: null, after: open });
  expect(alertEvents['alert.fired'].parse(fired)).toMatchObject({
    eventId: 'a-fired-5',
    details: { value: 2 },
  });
  const over = toAlertEvent('a', { before: open, after: resolved });
  expect(alertEvents['alert.resolved'].parse(over)).toMatchObject({
    eventId: 'a-resolved-9',
    resolvedBy: 'admin',
  });
});

test('an alert that opens again is fired again, as another event', () => {
  const again = { ...open, createdAt: 12 };
  expect(toAlertEvent('a', { before: resolved, after: again })).toMatchObject({ eventId: 'a-fired-12' });
});

test('who has seen an alert, and what is known of it meanwhile, is no event', () => {
  const seen = { ...open, acknowledged: { uid: 'admin', atMs: 7 } };
  expect(toAlertEvent('a', { before: open, after: seen })).toBeNull();
  expect(toAlertEvent('a', { before: resolved, after: resolved })).toBeNull();
  expect(toAlertEvent('a', { before: open, after: null })).toBeNull();
});
