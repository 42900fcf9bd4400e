import { HOUR_MS } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { type LiveFilter, matchesRest, noFilter, queryOf } from './live-filter.ts';

const traceId = '0123456789abcdef0123456789abcdef';
const ofTrace: LiveFilter = { ...noFilter, view: 'failed', operation: 'image', text: ` ${traceId} ` };
const NOW = Date.UTC(2026, 4, 15, 12);
const everyone = { uids: null, openedAtMs: NOW };
const failed = { operation: 'image', model: 'nano-banana', status: 'failed', createdAt: NOW } as const;
const matches = (filter: LiveFilter, activity: Parameters<typeof matchesRest>[1]) =>
  matchesRest(filter, activity, NOW);

test('the store looks a trace up by nothing else, and the page filters the few requests of it', () => {
  expect(queryOf(ofTrace, everyone)).toEqual({ traceId });
  expect(matches(ofTrace, failed)).toBe(true);
  expect(matches(ofTrace, { ...failed, operation: 'chat' })).toBe(false);
  expect(matches(ofTrace, { ...failed, status: 'completed' })).toBe(false);
  expect(matches({ ...ofTrace, model: 'flux-dev' }, failed)).toBe(false);
  expect(matches({ ...ofTrace, since: 'hour' }, { ...failed, createdAt: NOW - 2 * HOUR_MS })).toBe(false);
  expect(matches({ ...noFilter, text: traceId }, { ...failed, status: 'pending' })).toBe(true);
});

test('without a trace the store compares everything, and the page leaves nothing out', () => {
  const filter: LiveFilter = { ...ofTrace, text: 'mia', model: 'nano-banana', since: 'hour' };
  expect(queryOf(filter, { uids: ['u1'], openedAtMs: NOW })).toEqual({
    ...{ uids: ['u1'], operation: 'image', model: 'nano-banana', statuses: ['failed'] },
    fromMs: NOW - HOUR_MS,
  });
  expect(matches(filter, { ...failed, operation: 'chat', status: 'completed' })).toBe(true);
});

test('days reach from the beginning of the first to the end of the last', () => {
  const days: LiveFilter = { ...noFilter, since: 'days', fromDay: '2026-05-01', untilDay: '2026-05-02' };
  const { fromMs = 0, untilMs = 0 } = queryOf(days, everyone);
  expect(untilMs - fromMs).toBe(48 * HOUR_MS);
  expect(queryOf({ ...days, fromDay: '', untilDay: '' }, everyone)).toEqual({});
});
