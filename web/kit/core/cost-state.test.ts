import { type Account, creditsToMicros } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { type CostFacts, canRun, costState } from './cost-state.ts';

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
    suspendedAt: null,
    pauseDueAt: null,
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
    closedLots: null,
    debtMicros: 0,
    windows: {},
    topUpBelowMicros: null,
    clientReturns: { dayStartMs: 0, returnedMicros: 0 },
    decidedAtMs: 0,
    nextLapseAt: null,
    shard: 0,
    createdAt: 0,
    ...rest,
  };
}

function stateOf(of: Account | undefined, changes: Partial<CostFacts> = {}) {
  return costState({
    account: of,
    operationName: 'image',
    limit,
    openedBy: null,
    priceMicros: creditsToMicros(5),
    leastMicros: creditsToMicros(5),
    expectedMicros: 0,
    runsFree: false,
    guestLimit: null,
    lowBalanceMicros: creditsToMicros(10),
    nowMs,
    ...changes,
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

test('an answer that grows can begin when its first part is covered, and only then', () => {
  const growing = { priceMicros: creditsToMicros(5), leastMicros: creditsToMicros(1) };
  const state = stateOf(account({ credits: 1 }), growing);
  expect(state).toEqual({ kind: 'partly', availableMicros: creditsToMicros(1) });
  expect(canRun(state)).toBe(true);
  expect(stateOf(account({ credits: 0.999 }), growing)).toMatchObject({ kind: 'insufficient' });
});

test('what requests under way will take is no longer offered', () => {
  const expected = { expectedMicros: creditsToMicros(6) };
  expect(stateOf(account({ credits: 10 }), expected)).toMatchObject({
    kind: 'insufficient',
    availableMicros: creditsToMicros(4),
  });
  expect(stateOf(account({ credits: 3 }), expected)).toMatchObject({ availableMicros: 0 });
});

test('a guest has free turns, learns when the next one is, and cannot do what guests may not', () => {
  const guestLimit = { max: 2, windowMs: 86_400_000 };
  const guest = (times: number[]) => account({ kind: 'guest', credits: 0, windows: { guest: times } });
  expect(stateOf(guest([]), { guestLimit })).toEqual({ kind: 'guest', left: 2, limit: guestLimit });
  const one = stateOf(guest([nowMs - 5]), { guestLimit });
  expect(one).toMatchObject({ kind: 'guest', left: 1 });
  expect(canRun(one)).toBe(true);
  const none = stateOf(guest([nowMs - 5, nowMs - 1]), { guestLimit });
  expect(none).toMatchObject({ kind: 'guest-limited', retryAtMs: nowMs - 5 + guestLimit.windowMs });
  expect(canRun(none)).toBe(false);
  expect(canRun(stateOf(guest([])))).toBe(false);
});

test('a model of a plan cannot run, and says which plan opens it', () => {
  const state = stateOf(account(), { openedBy: ['Max', 'Unlimited'] });
  expect(state).toEqual({ kind: 'plan-required', plans: ['Max', 'Unlimited'] });
  expect(canRun(state)).toBe(false);
});

test('the team runs free where the catalog says so', () => {
  expect(stateOf(account({ credits: 0 }), { runsFree: true })).toEqual({ kind: 'free' });
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
