import type { Drift } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { groupDrifts } from './drift-groups.ts';

const drift = (accountId: string, change: Partial<Drift> = {}): Drift => ({
  ...{ kind: 'debt-off', accountId, subject: 'debtMicros', offByMicros: 7, cause: '' },
  why: { code: 'debt-differs', details: {} },
  ...change,
});

test('drifts of one kind and cause are a group, and the largest comes first', () => {
  const groups = groupDrifts([
    drift('a', { kind: 'lot-empty', why: { code: 'empty-left', details: {} } }),
    drift('b'),
    drift('c'),
  ]);
  expect(groups.map(({ drifts }) => drifts.map(({ accountId }) => accountId))).toEqual([['b', 'c'], ['a']]);
});

test('drifts of an earlier build are grouped by their sentence', () => {
  const old = (accountId: string, cause: string) => drift(accountId, { why: null, cause });
  expect(groupDrifts([old('a', 'Lost.'), old('b', 'Lost.'), old('c', 'Changed.')])).toHaveLength(2);
});
