import { describe, expect, test } from 'vitest';
import { grantOf, holdOf, revokeOf, workedOf } from '../../test/support/accounts.ts';
import type { Account, Activity } from '../contract/index.ts';
import { newAccount } from '../platform/store/new-account.ts';
import { assertBalanced, UnbalancedDecision } from './assert-balanced.ts';
import { type Applied, type Command, type Known, NOTHING_KNOWN, type Written } from './commands.ts';
import { decide } from './decide.ts';

const NOW_MS = 1_800_000_000_000;

function known(change: Partial<Known> = {}): Known {
  const account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  return { ...NOTHING_KNOWN, accountId: 'uid', account, ...change };
}

function applied(before: Known, command: Command): Applied {
  const decision = decide(before, command, NOW_MS);
  if (!('kind' in decision) || decision.kind !== 'applied') throw new Error('not applied');
  return decision;
}

const granted = applied(known(), grantOf({ micros: 10, entryId: 'grant' }));
const rich = known({ account: granted.account });
const hold = holdOf('uid', { priceMicros: 4, nonce: 'nonce' });
const held = applied(rich, hold);
const open = known({ account: held.account, activity: activityIn(held) });
const settled = applied(open, workedOf(hold, { captureMicros: 3 }));
const revoked = applied(rich, revokeOf({ lotId: 'grant', source: 'bonus', micros: 12 }));

function activityIn({ writes }: Applied): Activity {
  const written = writes.find(({ kind }) => kind === 'activity');
  if (written?.kind !== 'activity') throw new Error('no activity');
  return written.value;
}

const withAccount = (decision: Applied, change: Partial<Account>): Applied => ({
  ...decision,
  account: { ...decision.account, ...change },
});
const lotsOff = (decision: Applied, micros: number) =>
  decision.account.lots.map((lot) => ({ ...lot, remainingMicros: lot.remainingMicros + micros }));
const without = (decision: Applied, kind: Written['kind']): Applied => ({
  ...decision,
  writes: decision.writes.filter((write) => write.kind !== kind),
});
function withEntry(decision: Applied, change: object): Applied {
  const writes = decision.writes.map((write) =>
    write.kind === 'entry' ? { ...write, value: { ...write.value, ...change } } : write,
  );
  return { ...decision, writes: writes as Written[] };
}

function offense(before: Known, decision: Applied) {
  try {
    assertBalanced(before, decision);
  } catch (error) {
    if (error instanceof UnbalancedDecision) return { kind: error.kind, off: error.offByMicros };
    throw error;
  }
  return null;
}

describe('a decision that neither makes nor loses credits', () => {
  test.each([
    ['a grant', known(), granted],
    ['a hold', rich, held],
    ['a settlement that captures a part', open, settled],
    ['a revocation that leaves a debt', rich, revoked],
  ])('passes: %s', (_, before, decision) => expect(offense(before, decision)).toBeNull());
});

describe('a decision that does', () => {
  test.each([
    [
      'a lot that has more than was granted',
      known(),
      withAccount(granted, { lots: lotsOff(granted, 1) }),
      'credits-off',
      1,
    ],
    ['a grant without its lot', known(), withAccount(granted, { lots: [] }), 'credits-off', -10],
    [
      'a hold that takes nothing from the lots',
      rich,
      withAccount(held, { lots: granted.account.lots }),
      'credits-off',
      4,
    ],
    ['a hold that no activity records', rich, without(held, 'activity'), 'credits-off', -4],
    ['a settlement without a ledger entry', open, without(settled, 'entry'), 'credits-off', -3],
    ['a settlement that keeps the activity open', open, without(settled, 'activity'), 'credits-off', 4],
    [
      'an entry whose total is not the sum of its amounts',
      open,
      withEntry(settled, { totalMicros: -2 }),
      'entry-unbalanced',
      null,
    ],
    ['a debt that no entry records', rich, withEntry(revoked, { debtDeltaMicros: 0 }), 'debt-off', 2],
    ['a lot below zero', rich, withAccount(held, { lots: lotsOff(held, -7) }), 'lot-negative', -1],
  ] as const)('is refused: %s', (_, before, decision, kind, off) =>
    expect(offense(before, decision)).toEqual({ kind, off }),
  );
});
