import { expect, test } from 'vitest';
import { type LiveFilter, matchesRest, noFilter, queryOf } from './live-filter.ts';

const traceId = '0123456789abcdef0123456789abcdef';
const ofTrace: LiveFilter = { view: 'failed', operation: 'image', text: ` ${traceId} ` };

test('the store looks a trace up by nothing else, and the page filters the few requests of it', () => {
  expect(queryOf(ofTrace, null)).toEqual({ traceId });
  expect(matchesRest(ofTrace, { operation: 'image', status: 'failed' })).toBe(true);
  expect(matchesRest(ofTrace, { operation: 'chat', status: 'failed' })).toBe(false);
  expect(matchesRest(ofTrace, { operation: 'image', status: 'completed' })).toBe(false);
  expect(matchesRest({ ...noFilter, text: traceId }, { operation: 'chat', status: 'pending' })).toBe(true);
});

test('without a trace the store compares everything, and the page leaves nothing out', () => {
  const filter: LiveFilter = { ...ofTrace, text: 'mia' };
  expect(queryOf(filter, ['u1'])).toEqual({ uids: ['u1'], operation: 'image', statuses: ['failed'] });
  expect(matchesRest(filter, { operation: 'chat', status: 'completed' })).toBe(true);
});
