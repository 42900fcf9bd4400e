import { type Account, creditsToMicros } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { canRun, costState } from './cost-state.ts';

const nowMs = 1_800_000_000_000;
const limit = { max: 3, windowMs: 3_600_000 };

function account(changes: Partial<Account> & { credits?: number } = {}): Account {
  const { credits = 20, ...rest } = changes;
  return {
    schemaVersion: 1,
    ownerUid: 'mia',
    kind: 'person',
    email: null,
    name: null,
    searchPrefixes: [],
    status: 'active',
    statusReason: null,
    unlimited: false,
    lots: [
      {
        lotId: 'l1',
        source: 'bonus',
        grantedAtMs: 0,
        expiresAtMs: null,
        paymentId: null,
        remainingMicros: creditsToMicros(credits),
        frozen: false,
      },
    ],
    debtMicros: 0,
    windows: {},
    clientReturns: { dayStartMs: 0, returnedMicros: 0 },
    decidedAtMs: 0,
    createdAt: 0,
    ...rest,
  };
}

function stateOf(of: Account | undefined, credits = 5) {
  return costState({
    account: of,
    operationName: 'image',
    limit,
    priceMicros: creditsToMicros(credits),
    lowBalanceMicros: creditsToMicros(10),
    nowMs,
  });
}

test('enough: what is left stays above the low mark', () => {
  expect(stateOf(account())).toEqual({ kind: 'enough', leftMicros: creditsToMicros(15) });
});

test('low: it can run, but little is left', () => {
  const state = stateOf(account({ credits: 6 }));
  expect(state).toEqual({ kind: 'low', leftMicros: creditsToMicros(1) });
  expect(canRun(state)).toBe(true);
});

test('the last credit can be spent', () => {
  expect(stateOf(account({ credits: 5 }))).toMatchObject({ kind: 'low', leftMicros: 0 });
});

test('insufficient: says how much is missing, and cannot run', () => {
  const state = stateOf(account({ credits: 4 }));
  expect(state).toEqual({
    kind: 'insufficient',
    missingMicros: creditsToMicros(1),
    availableMicros: creditsToMicros(4),
  });
  expect(canRun(state)).toBe(false);
});

test('expired and frozen credits do not count', () => {
  const [lot] = account().lots;
  if (!lot) throw new Error('no lot');
  const lots = [
    { ...lot, expiresAtMs: nowMs },
    { ...lot, frozen: true },
  ];
  expect(stateOf(account({ lots }))).toMatchObject({ kind: 'insufficient', availableMicros: 0 });
});

test('suspended comes before every other reason', () => {
  expect(stateOf(account({ credits: 0, status: 'suspended', statusReason: 'Fraud' }))).toEqual({
    kind: 'suspended',
    reason: 'Fraud',
  });
});

test('a full window tells when its oldest request leaves it', () => {
  const image = [nowMs - 3_000, nowMs - 2_000, nowMs - 1_000];
  expect(stateOf(account({ windows: { image } }))).toEqual({
    kind: 'limited',
    limit,
    retryAtMs: nowMs - 3_000 + limit.windowMs,
  });
});

test('requests that have left the window no longer count', () => {
  const image = [nowMs - limit.windowMs, nowMs - 2_000, nowMs - 1_000];
  expect(stateOf(account({ windows: { image } })).kind).toBe('enough');
});

test('unlimited accounts are held to limits, not to a balance', () => {
  expect(stateOf(account({ credits: 0, unlimited: true }))).toEqual({ kind: 'unlimited' });
});

test('nothing is promised before the account is known', () => {
  expect(canRun(stateOf(undefined))).toBe(false);
});
