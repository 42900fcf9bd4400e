import { describe, expect, test } from 'vitest';
import type { LiveState } from '#kit/live/live-store.ts';
import { roleOf } from './use-own-record.ts';

type State = Parameters<typeof roleOf>[0];
const admin = { schemaVersion: 1, role: 'admin', updatedAt: 0 } as const;
const stateOf = (status: LiveState<unknown>['status'], items: State['items']): State => ({
  status,
  items,
  unreadable: 0,
});

describe('a role', () => {
  test('is not known before the store has answered', () => {
    expect(roleOf(stateOf('loading', undefined))).toBeUndefined();
    expect(roleOf(stateOf('offline', undefined))).toBeUndefined();
  });

  test('is what the document says, and none where there is no document', () => {
    expect(roleOf(stateOf('live', [{ id: 'a', value: admin }]))).toBe('admin');
    expect(roleOf(stateOf('live', [{ id: 'a', value: { ...admin, role: null } }]))).toBeNull();
    expect(roleOf(stateOf('live', []))).toBeNull();
  });

  test('is none while it may not be read, and back as soon as it may', () => {
    const items = [{ id: 'a', value: admin }];
    expect(roleOf(stateOf('error', items))).toBeNull();
    expect(roleOf(stateOf('live', items))).toBe('admin');
  });
});
