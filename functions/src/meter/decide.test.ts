import { describe, expect, test } from 'vitest';
import { type Writes, writesOf } from '../../test/support/calls/writes-of.ts';
import {
  type Account,
  type Activity,
  AppError,
  decidedAt,
  HOUR_MS,
  type LedgerEntry,
  type Lot,
  type LotDescriptor,
  PLACEHOLDER_DIGEST,
  type StripeEvent,
} from '../contract/index.ts';
import { newAccount } from '../platform/store/new-account.ts';
import type { Booking, Command, Decision, Known } from './commands.ts';
import { findSubject, NOTHING_KNOWN } from './commands.ts';
import { decide as decideWith } from './decide.ts';

const NOW = 1_800_000_000_000;
const system = { kind: 'system', uid: null } as const;

function lot(lotId: string, remainingMicros: number, change: Partial<Lot> = {}): Lot {
  const fresh = {
    source: 'bonus',
    grantedAtMs: 1,
    expiresAtMs: null,
    paymentId: null,
    frozen: false,
  } as const;
  return { lotId, remainingMicros, ...fresh, ...change };
}

function account(change: Partial<Account> = {}): Account {
  const opened = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  return { ...opened, createdAt: 1, decidedAtMs: 1, ...change };
}

function known(owner: Account | null, change: Partial<Known> = {}): Known {
  return {
    accountId: 'uid',
    account: owner,
    ...NOTHING_KNOWN,
    ...change,
  };
}

function hold(
  change: Partial<Command<'hold'>> = {},
  draft: Partial<Command<'hold'>['draft']> = {},
): Command<'hold'> {
  return {
    kind: 'hold',
    activityId: 'uid_request',
    draft: {
      accountId: 'uid',
      uid: 'uid',
      requestId: 'request',
      email: null,
      name: null,
      operation: 'image',
      model: 'nano-banana',
      runBy: 'server',
      status: 'processing',
      intentDigest: 'intent',
      promptPreview: 'a test',
      promptDigest: 'digest',
      catalogVersion: 3,
      quantity: { images: 1 },
      ownerNonce: 'nonce',
      kind: 'image',
      progress: null,
      job: null,
      guestAddress: null,
      reelId: null,
      worker: 'worker',
      client: { ip: null, country: null, device: null },
      shard: 0,
      traceId: 'trace',
      ...draft,
    },
    priceMicros: 5,
    shownPriceMicros: 5,
    limit: null,
    leaseMs: 60_000,
    slice: null,
    isFree: false,
    guest: null,
    rejection: null,
    ...change,
  };
}

function grant(change: Partial<Command<'grant'>> = {}): Command<'grant'> {
  return {
    kind: 'grant',
    entryId: 'grant-1',
    lot: { lotId: 'lot-1', source: 'purchase', expiresAtMs: null, paymentId: 'payment' },
    amountMicros: 10,
    reason: 'bought',
    actor: system,
    traceId: 'trace',
    audit: null,
    ...change,
  };
}

function revoke(change: Partial<Command<'revoke'>> = {}): Command<'revoke'> {
  return {
    kind: 'revoke',
    entryId: 'revoke-1',
    lot: { lotId: 'lot-1', source: 'purchase' },
    amountMicros: 10,
    reason: 'refunded',
    actor: system,
    traceId: 'trace',
    audit: null,
    ...change,
  };
}

const audit = {
  auditId: 'audit-1',
  entry: {
    action: 'suspend-account' as const,
    actor: { uid: 'admin', email: null, role: 'admin' as const },
    target: 'uid',
    reason: 'because',
    ip: null,
    traceId: 'trace',
  },
};

function applied(from: Known, command: Command, nowMs = NOW): Writes {
  const decision = decide(from, command, nowMs);
  if (decision instanceof AppError || decision.kind !== 'applied')
    throw new Error(`not applied: ${decision}`);
  return writesOf(decision);
}

function refusal(from: Known, command: Command, nowMs = NOW): AppError {
  const decision = decide(from, command, nowMs);
  if (!(decision instanceof AppError)) throw new Error(`not refused: ${decision.kind}`);
  return decision;
}

const noop = { kind: 'noop' };

const reducers = {
  bookOnce: ({ event }: Pick<Known, 'event'>, booking: Booking) =>
    event ? ({ kind: 'noop', result: 'before' } as const) : booking,
  reject: () => new AppError('already-settled', { reason: 'event' }),
};

function decide(from: Known, command: Command, nowMs: number) {
  return decideWith(from, command, nowMs, reducers);
}

const entriesOf = ({ entries }: Writes): Record<string, LedgerEntry> => Object.fromEntries(entries);

describe('hold', () => {
  test('sets the price aside from the lots in burn order and records everything about it', () => {
    const owner = account({
      lots: [lot('free', 3), lot('paid', 10, { source: 'purchase', paymentId: 'p' })],
    });
    const decision = applied(known(owner), hold());
    expect(decision.account).toEqual({
      ...owner,
      lots: [lot('paid', 8, { source: 'purchase', paymentId: 'p' })],
      capUse: expect.objectContaining({ sinceMs: NOW, day: expect.objectContaining({ micros: 5 }) }),
      ...decidedAt(account(), NOW),
    });
    const of = (lotId: string, source: LotDescriptor['source'], paymentId: string | null) => ({
      lotId,
      source,
      paymentId,
      grantedAtMs: 1,
      expiresAtMs: null,
    });
    expect(decision.activity).toEqual({
      ...hold().draft,
      schemaVersion: 1,
      priceMicros: 5,
      heldMicros: 5,
      drawn: [
        { lot: of('free', 'bonus', null), amountMicros: 3 },
        { lot: of('paid', 'purchase', 'p'), amountMicros: 2 },
      ],
      delivered: null,
      capturedMicros: 0,
      costUsdMicros: null,
      leaseUntil: NOW + 60_000,
      failure: null,
      deliveredLate: false,
      createdAt: NOW,
      startedAt: NOW,
      endedAt: null,
      used: null,
      recordedAt: null,
      lateRecordedAt: null,
      expiredCostUsdMicros: null,
      rollUpAt: null,
    });
    expect(decision).toMatchObject({ entries: [], result: null, audit: null });
  });

  test('work that waits has not started', () => {
    const decision = applied(known(account({ lots: [lot('a', 5)] })), hold({}, { status: 'pending' }));
    expect(decision.activity).toMatchObject({ status: 'pending', startedAt: null });
  });

  test('of a request that was cancelled before it came is recorded, and holds nothing', () => {
    const owner = account({ lots: [lot('a', 5)] });
    const { activity: held } = applied(known(owner), hold());
    if (!held) throw new Error('nothing held');
    const ended = { status: 'failed' as const, leaseUntil: null, endedAt: NOW - 5, heldMicros: 0, drawn: [] };
    const nothing = { operation: '', intentDigest: PLACEHOLDER_DIGEST, ownerNonce: '', catalogVersion: 0 };
    const nobody = { uid: '', accountId: '', createdAt: 0 };
    const placeholder: Activity = { ...held, ...ended, ...nothing, ...nobody };
    const decision = applied({ ...known(owner), activity: placeholder }, hold());
    const { operation, intentDigest, uid, accountId } = hold().draft;
    const times = { createdAt: NOW - 5, recordedAt: NOW - 5, rollUpAt: NOW - 5, used: {} };
    expect(decision.activity).toEqual({
      ...placeholder,
      ...{ operation, intentDigest, uid, accountId },
      ...times,
    });
    expect(decision.account).toBe(owner);
    const recorded = { ...known(owner), activity: decision.activity };
    expect(decide(recorded, hold(), NOW)).toEqual({ kind: 'noop' });
    expect(refusal(recorded, hold({}, { intentDigest: 'other' })).code).toBe('idempotency-conflict');
  });

  test('no lease is longer than an hour', () => {
    const owner = known(account({ lots: [lot('a', 5)] }));
    expect(applied(owner, hold({ leaseMs: 2 * HOUR_MS })).activity?.leaseUntil).toBe(NOW + HOUR_MS);
    expect(applied(owner, hold({ leaseMs: HOUR_MS - 1 })).activity?.leaseUntil).toBe(NOW + HOUR_MS - 1);
  });

  test('the last credit can be held, and not one micro more', () => {
    const owner = known(account({ lots: [lot('a', 5)] }));
    expect(applied(owner, hold()).account.lots).toEqual([]);
    const refused = refusal(owner, hold({ priceMicros: 6, shownPriceMicros: 6 }));
    expect(refused).toMatchObject({
      code: 'insufficient-credits',
      details: { priceMicros: 6, balanceMicros: 5 },
    });
  });

  test('a frozen or expired lot pays for nothing', () => {
    const lots = [lot('gone', 9, { expiresAtMs: NOW }), lot('frozen', 9, { frozen: true })];
    expect(refusal(known(account({ lots })), hold())).toMatchObject({
      code: 'insufficient-credits',
      details: { balanceMicros: 0 },
    });
  });

  test('an unlimited account pays nothing and its price is recorded', () => {
    const owner = account({ unlimited: true, lots: [lot('a', 5)] });
    const decision = applied(known(owner), hold());
    expect(decision.activity).toMatchObject({ priceMicros: 5, heldMicros: 0, drawn: [] });
    expect(decision.account.lots).toEqual(owner.lots);
  });

  test('nobody pays more than was shown; less is paid as it is', () => {
    const owner = known(account({ lots: [lot('a', 9)] }));
    const refused = refusal(owner, hold({ priceMicros: 6, shownPriceMicros: 5 }));
    expect(refused).toMatchObject({ code: 'price-changed', details: { priceMicros: 6, catalogVersion: 3 } });
    expect(applied(owner, hold({ priceMicros: 4, shownPriceMicros: 5 })).activity).toMatchObject({
      priceMicros: 4,
      heldMicros: 4,
    });
  });

  test('a limit counts admitted requests of its own operation', () => {
    const limit = { max: 2, windowMs: 1_000 };
    const other = { image: [NOW - 10], chat: [NOW - 10] };
    const owner = account({ lots: [lot('a', 50)], windows: other });
    const { account: next } = applied(known(owner), hold({ limit }));
    expect(next.windows).toEqual({ ...other, image: [NOW - 10, NOW] });
    const refused = refusal(known(next), hold({ limit }));
    expect(refused).toMatchObject({ code: 'rate-limited', details: { retryAfterMs: 990 } });
    expect(applied(known(next), hold({ limit }, { operation: 'voice' })).account.windows.voice).toEqual([
      NOW,
    ]);
    expect(applied(known(next), hold()).account.windows).toEqual(next.windows);
  });

  describe('by the plan of the account', () => {
    const limit = { max: 1, windowMs: 1_000 };
    const taken = { image: [NOW - 10] };
    const on = (name: string, untilMs = NOW + 1) =>
      account({ lots: [lot('a', 50)], windows: taken, plan: { name, untilMs } });
    const opening = { label: 'Veo', plans: [{ name: 'max', label: 'Max' }] };

    test('a plan raises the limit for its subscribers, and for nobody else', () => {
      const plans = { limits: { max: 2 }, opening: null };
      const { account: next, activity } = applied(known(on('max')), hold({ limit, plans }));
      expect(next.windows).toEqual({ image: [NOW - 10, NOW] });
      expect(activity?.plan).toBe('max');
      expect(refusal(known(next), hold({ limit, plans })).code).toBe('rate-limited');
      expect(refusal(known(on('plus')), hold({ limit, plans })).code).toBe('rate-limited');
      const without = account({ lots: [lot('a', 50)], windows: taken });
      expect(refusal(known(without), hold({ limit, plans })).code).toBe('rate-limited');
    });

    test('a plan never lowers a limit', () => {
      const plans = { limits: { max: 1 }, opening: null };
      const { account: next } = applied(known(on('max')), hold({ limit: { ...limit, max: 2 }, plans }));
      expect(next.windows).toEqual({ image: [NOW - 10, NOW] });
    });

    test('a model that needs a plan is rejected with the plans that open it', () => {
      const plans = { limits: {}, opening };
      const refused = refusal(known(on('plus')), hold({ plans }));
      expect(refused).toMatchObject({ code: 'plan-required', details: opening });
      expect(applied(known(on('max')), hold({ plans })).activity).toMatchObject({ plan: 'max' });
    });

    test('a plan counts until the moment that it ends', () => {
      const plans = { limits: { max: 2 }, opening };
      expect(applied(known(on('max', NOW + 1)), hold({ limit, plans })).activity?.plan).toBe('max');
      expect(refusal(known(on('max', NOW)), hold({ limit, plans })).code).toBe('plan-required');
      expect(refusal(known(on('max', NOW)), hold({ limit, plans: { ...plans, opening: null } })).code).toBe(
        'rate-limited',
      );
      const ended = account({ lots: [lot('a', 5)], plan: { name: 'max', untilMs: NOW } });
      expect(applied(known(ended), hold()).activity).not.toHaveProperty('plan');
    });
  });

  test('a hold that is rejected for lack of credits does not use up the limit', () => {
    const limit = { max: 1, windowMs: 1_000 };
    const owner = known(account());
    expect(refusal(owner, hold({ limit })).code).toBe('insufficient-credits');
    expect(owner.account?.windows).toEqual({});
  });

  test('rejections are found in this order: the guard, suspension, price, limit, credits', () => {
    const rejection = new AppError('moderated', { category: 'hats', label: 'Hats' }).toJSON();
    const limit = { max: 0, windowMs: 1_000 };
    const suspended = known(account({ status: 'suspended' }));
    const active = known(account());
    const dear = { priceMicros: 6, shownPriceMicros: 5 };
    expect(refusal(suspended, hold({ rejection, limit, ...dear }))).toMatchObject(rejection);
    const refused = refusal(suspended, hold({ limit, ...dear }));
    expect(refused.code).toBe('suspended');
    expect(refusal(active, hold({ limit, ...dear })).code).toBe('price-changed');
    expect(refusal(active, hold({ limit })).code).toBe('rate-limited');
    expect(refusal(active, hold()).code).toBe('insufficient-credits');
  });

  test('a retried hold gets its stored outcome, even if everything would reject it now', () => {
    const { activity } = applied(known(account({ lots: [lot('a', 5)] })), hold());
    const now = known(account({ status: 'suspended' }), { activity });
    const rejection = new AppError('moderated', { category: 'hats', label: 'Hats' }).toJSON();
    const limit = { max: 0, windowMs: 1_000 };
    expect(decide(now, hold({ rejection, limit, priceMicros: 9 }), NOW)).toEqual(noop);
    expect(decide({ ...now, account: null }, hold(), NOW)).toEqual(noop);
  });

  test('a request id that another user of the account has used is a conflict', () => {
    const { activity } = applied(known(account({ lots: [lot('a', 5)] })), hold());
    const refused = refusal(known(account(), { activity }), hold({}, { uid: 'another' }));
    expect(refused).toMatchObject({ code: 'idempotency-conflict' });
  });

  test('a request id used for something else is a conflict', () => {
    const { activity } = applied(known(account({ lots: [lot('a', 5)] })), hold());
    const refused = refusal(known(account(), { activity }), hold({}, { intentDigest: 'another' }));
    expect(refused).toMatchObject({
      code: 'idempotency-conflict',
      details: { reason: 'request' },
    });
  });

  test('an account that is not open can do nothing but open', () => {
    for (const command of [hold(), grant(), revoke(), { kind: 'lapse', traceId: 'trace' } as const]) {
      const refused = refusal(known(null), command);
      expect(refused.code).toBe('not-found');
    }
  });

  test('the clock of an account never runs backwards', () => {
    const owner = account({
      lots: [lot('a', 9)],
      decidedAtMs: NOW + 5_000,
      windows: { image: [NOW + 5_000] },
    });
    const limit = { max: 2, windowMs: 1_000 };
    const decision = applied(known(owner), hold({ limit }), NOW);
    expect(decision.account.decidedAtMs).toBe(NOW + 5_000);
    expect(decision.activity).toMatchObject({
      createdAt: NOW + 5_000,
      startedAt: NOW + 5_000,
      leaseUntil: NOW + 65_000,
    });
    expect(decision.account.windows.image).toEqual([NOW + 5_000, NOW + 5_000]);
  });

  test('a rejection names the balance below which credits are topped up, if one is set', () => {
    const details = { priceMicros: 5, balanceMicros: 3 };
    const owner = account({ lots: [lot('a', 3)] });
    expect(refusal(known(owner), hold()).details).toEqual(details);
    expect(refusal(known({ ...owner, topUpBelowMicros: 9 }), hold()).details).toEqual({
      ...details,
      topUpBelowMicros: 9,
    });
  });
});

describe('a hold of less than the whole price', () => {
  const slice = { leastMicros: 2, firstMicros: 4 };
  const heldOf = (balance: number, change: Partial<Command<'hold'>> = {}) =>
    applied(known(account({ lots: [lot('free', balance)] })), hold({ slice, ...change })).activity;

  test('sets the first slice aside, or as much of it as there is', () => {
    expect(heldOf(10)).toMatchObject({ priceMicros: 5, heldMicros: 4 });
    expect(heldOf(4)?.heldMicros).toBe(4);
    expect(heldOf(3)?.heldMicros).toBe(3);
    expect(heldOf(2)?.heldMicros).toBe(2);
  });

  test('a slice is rejected when the balance is below its least amount, which the rejection names', () => {
    const poor = account({ lots: [lot('free', 1)] });
    expect(decide(known(poor), hold({ slice }), NOW)).toMatchObject({
      code: 'insufficient-credits',
      details: { priceMicros: 2, balanceMicros: 1 },
    });
  });

  test('free work holds nothing and can cost nothing', () => {
    const poor = account({ lots: [lot('free', 1)] });
    for (const change of [{ isFree: true }, { isFree: true, slice }]) {
      const decision = applied(known(poor), hold(change));
      expect(decision.activity).toMatchObject({ priceMicros: 0, heldMicros: 0, drawn: [] });
      expect(decision.account.lots).toEqual(poor.lots);
    }
  });
});

describe("a guest's hold", () => {
  const limits = { perSession: { max: 2, windowMs: 1_000 }, perAddress: { max: 3, windowMs: 1_000 } };
  const guest = { addressId: 'address', ...limits };
  const turns = (...guestTurns: number[]) => ({ schemaVersion: 1 as const, guestTurns });
  const session = (...taken: number[]) => account({ windows: { guest: taken } });

  test('takes a turn of the session and of the address, and no credits', () => {
    const decision = applied(known(account(), { address: turns(NOW - 10) }), hold({ guest }));
    expect(decision.account.windows).toEqual({ guest: [NOW] });
    expect(decision.address).toEqual(turns(NOW - 10, NOW));
    expect(decision.activity).toMatchObject({ priceMicros: 0, heldMicros: 0 });
    expect(applied(known(account()), hold({ guest })).address).toEqual(turns(NOW));
  });

  test('keeps the limit of the operation too', () => {
    const limit = { max: 1, windowMs: 1_000 };
    const decision = applied(known(session(NOW - 10)), hold({ guest, limit }));
    expect(decision.account.windows).toEqual({ guest: [NOW - 10, NOW], image: [NOW] });
  });

  test.each([
    ['the session', session(NOW - 300, NOW - 200), turns(), 700],
    ['the address', session(), turns(NOW - 900, NOW - 200, NOW - 100), 100],
    ['both: the longer wait', session(NOW - 300, NOW - 200), turns(NOW - 900, NOW - 200, NOW - 100), 700],
  ])('is refused when the turns are used up of %s', (_, owner, address, retryAfterMs) => {
    expect(decide(known(owner, { address }), hold({ guest }), NOW)).toMatchObject({
      code: 'guest-limit',
      details: { retryAfterMs },
    });
  });

  test('is dated after the last turn of the address, whatever the clock says', () => {
    const decision = applied(known(account(), { address: turns(NOW + 500) }), hold({ guest }));
    expect(decision.address).toEqual(turns(NOW + 500, NOW + 500));
    expect(decision.activity?.createdAt).toBe(NOW + 500);
  });
});

describe('open', () => {
  const welcome = (amountMicros: number) =>
    grant({
      entryId: 'welcome-person',
      lot: { lotId: 'welcome-person', source: 'welcome', expiresAtMs: null, paymentId: null },
      amountMicros,
      reason: 'Welcome credits',
    });
  const open = (welcomeMicros: number | null): Command => ({
    kind: 'open',
    account: account({ createdAt: 0, decidedAtMs: 0 }),
    welcome: welcomeMicros === null ? null : welcome(welcomeMicros),
  });
  const welcomed = applied(known(null), open(7));

  test('a guest who has signed up keeps everything and is a person; a person never becomes a guest', () => {
    const before = account({ kind: 'guest', email: null, windows: { guest: [5] }, createdAt: 3 });
    const person = account({ email: 'mia@example.com', name: 'Mia', searchPrefixes: ['m'] });
    const command: Command = { kind: 'open', account: person, welcome: null };
    const { kind, email, name, searchPrefixes } = person;
    expect(applied(known(before), command).account).toEqual({
      ...before,
      ...{ kind, email, name, searchPrefixes },
      ...decidedAt(account(), NOW),
    });
    const asGuest: Command = { ...command, account: { ...person, kind: 'guest' } };
    expect(decide(known(person), asGuest, NOW)).toEqual({ kind: 'noop' });
    expect(decide(known(before), asGuest, NOW)).toEqual({ kind: 'noop' });
  });

  test('an account’s first visit, sign-up and merge are recorded with what makes them so', () => {
    const stepsOf = (decision: Decision) => {
      const writes = 'writes' in decision ? decision.writes : [];
      return writes.flatMap((write) => (write.kind === 'milestones' ? [[write.id, write.value]] : []));
    };
    const facts = { schemaVersion: 1, accountId: 'uid', merged: null };
    const asGuest = account({ kind: 'guest', createdAt: 0, decidedAtMs: 0 });
    const guest: Command = { kind: 'open', account: asGuest, welcome: null };
    const visited = decide(known(null), guest, NOW - 9);
    expect(stepsOf(visited)).toEqual([
      ['uid', { ...facts, firstVisitAt: NOW - 9, signedUpAt: null, recordedAt: NOW - 9 }],
    ]);
    if (!('account' in visited)) throw new Error('not opened');
    expect(stepsOf(decide(known(visited.account), open(7), NOW))).toEqual([
      ['uid', { ...facts, firstVisitAt: NOW - 9, signedUpAt: NOW, recordedAt: NOW }],
    ]);
    expect(stepsOf(decide(known(account()), open(7), NOW))).toEqual([]);
    const actor = { uid: 'person', email: null, role: null };
    const entry = {
      action: 'merge-guest' as const,
      actor,
      target: 'uid',
      reason: 'merged',
      ip: null,
      traceId: 'trace',
    };
    const audit = { auditId: 'merge-uid', entry };
    const merge: Command = { kind: 'suspend', reason: 'merged', audit, mergedInto: 'person' };
    const merged = { into: 'person', atMs: NOW };
    expect(stepsOf(decide(known(visited.account), merge, NOW))).toEqual([
      ['uid', { ...facts, firstVisitAt: NOW - 9, signedUpAt: null, merged, recordedAt: NOW }],
    ]);
  });

  test('an account that was welcomed gets nothing more under another address', () => {
    const { account: before } = welcomed;
    const again = welcome(7);
    const elsewhere = { ...again, entryId: 'welcome-other', lot: { ...again.lot, lotId: 'welcome-other' } };
    const command: Command = { kind: 'open', account: account(), welcome: elsewhere };
    expect(decide(known(before), command, NOW)).toEqual({ kind: 'noop' });
  });

  test('makes the account with its welcome credits, which never expire, and their entry', () => {
    const welcomeLot = {
      lotId: 'welcome-person',
      source: 'welcome',
      grantedAtMs: NOW,
      expiresAtMs: null,
      paymentId: null,
      pausedMs: null,
      unitValue: null,
    };
    expect(welcomed.account).toEqual(
      account({
        createdAt: NOW,
        ...decidedAt(account(), NOW),
        welcomeEntryId: 'welcome-person',
        lots: [{ ...welcomeLot, source: 'welcome', remainingMicros: 7, frozen: false }],
      }),
    );
    expect(entriesOf(welcomed)).toEqual({
      'welcome-person': {
        schemaVersion: 1,
        accountId: 'uid',
        kind: 'grant',
        amounts: [{ lotId: 'welcome-person', source: 'welcome', amountMicros: 7 }],
        totalMicros: 7,
        debtDeltaMicros: 0,
        lot: welcomeLot,
        reason: 'Welcome credits',
        actor: system,
        traceId: 'trace',
        createdAt: NOW,
        shard: 1,
      },
    });
  });

  test('without a welcome it makes the account alone', () => {
    const decision = applied(known(null), open(null));
    expect(decision.account).toEqual(account({ createdAt: NOW, decidedAtMs: NOW }));
    expect(decision.entries).toEqual([]);
  });

  test('a second time it changes nothing', () => {
    const [[, entry] = []] = welcomed.entries;
    expect(decide(known(welcomed.account, { entry: entry ?? null }), open(7), NOW)).toEqual(noop);
    expect(decide(known(welcomed.account), open(null), NOW)).toEqual(noop);
  });

  test('who was welcomed under another account gets an account and no second welcome', () => {
    const [[, entry] = []] = welcomed.entries;
    const decision = applied(known(null, { accountId: 'other', entry: entry ?? null }), open(7));
    expect(decision.account).toMatchObject({ lots: [], createdAt: NOW });
    expect(decision.entries).toEqual([]);
  });

  test('an account that was opened without its welcome can still get it, and keeps what it has', () => {
    const owner = account({ lots: [lot('a', 5)], createdAt: 3 });
    const decision = applied(known(owner), open(7));
    expect(decision.account.createdAt).toBe(3);
    expect(decision.account.lots.map((one) => [one.lotId, one.remainingMicros])).toEqual([
      ['a', 5],
      ['welcome-person', 7],
    ]);
  });
});

describe('grant', () => {
  test('adds a lot, dated now, with its entry', () => {
    const decision = applied(known(account()), grant());
    const added = {
      lotId: 'lot-1',
      source: 'purchase',
      expiresAtMs: null,
      paymentId: 'payment',
      grantedAtMs: NOW,
      pausedMs: null,
      unitValue: null,
    };
    expect(decision.account).toEqual(
      account({
        ...decidedAt(account(), NOW),
        lots: [{ ...added, source: 'purchase', remainingMicros: 10, frozen: false }],
      }),
    );
    expect(entriesOf(decision)).toEqual({
      'grant-1': {
        schemaVersion: 1,
        accountId: 'uid',
        kind: 'grant',
        amounts: [{ lotId: 'lot-1', source: 'purchase', amountMicros: 10 }],
        totalMicros: 10,
        debtDeltaMicros: 0,
        lot: added,
        reason: 'bought',
        actor: system,
        traceId: 'trace',
        createdAt: NOW,
        shard: 1,
      },
    });
    expect(decision.audit).toBeNull();
  });

  describe('of a lot that follows another', () => {
    const following = (rolloverMicros: number) => grant({ follows: { lotId: 'before', rolloverMicros } });
    const remaining = ({ account: { lots } }: Writes) =>
      lots.map(({ lotId, remainingMicros }) => [lotId, remainingMicros]);

    test('takes over what is left of it up to the cap, and the rest lapses; other lots are not touched', () => {
      const decision = applied(known(account({ lots: [lot('pack', 5), lot('before', 7)] })), following(4));
      expect(remaining(decision)).toEqual([
        ['pack', 5],
        ['lot-1', 14],
      ]);
      expect(entriesOf(decision)).toMatchObject({
        'grant-1': {
          kind: 'grant',
          totalMicros: 10,
          amounts: [
            { lotId: 'lot-1', amountMicros: 14 },
            { lotId: 'before', amountMicros: -4 },
          ],
        },
        'lapse-grant-1': { kind: 'lapse', amounts: [{ lotId: 'before', amountMicros: -3 }], totalMicros: -3 },
      });
    });

    test('without rollover all that is left of it lapses', () => {
      const decision = applied(known(account({ lots: [lot('before', 7)] })), following(0));
      expect(remaining(decision)).toEqual([['lot-1', 10]]);
      expect(entriesOf(decision)['lapse-grant-1']).toMatchObject({ totalMicros: -7 });
    });

    test.each<[string, Lot[]]>([
      ['that has expired', [lot('before', 7, { expiresAtMs: NOW })]],
      ['that is frozen', [lot('before', 7, { frozen: true })]],
      ['that was spent', []],
    ])('one %s goes its own way', (_, lots) => {
      const decision = applied(known(account({ lots })), following(4));
      expect(remaining(decision)).toEqual(
        expect.arrayContaining([...lots.map(({ lotId }) => [lotId, 7]), ['lot-1', 10]]),
      );
      expect(Object.keys(entriesOf(decision))).toEqual(['grant-1']);
    });

    test('a second time it changes nothing', () => {
      const first = applied(known(account({ lots: [lot('before', 7)] })), following(4));
      const [[, entry] = []] = first.entries;
      expect(decide(known(first.account, { entry: entry ?? null }), following(4), NOW)).toEqual(noop);
    });
  });

  test('repays a debt first, from what came in', () => {
    const decision = applied(known(account({ debtMicros: 4, lots: [lot('a', 5)] })), grant());
    expect(decision.account).toMatchObject({
      debtMicros: 0,
      lots: [
        { lotId: 'a', remainingMicros: 5 },
        { lotId: 'lot-1', remainingMicros: 6 },
      ],
    });
    expect(entriesOf(decision)['repay-grant-1']).toEqual({
      schemaVersion: 1,
      accountId: 'uid',
      kind: 'repay',
      amounts: [{ lotId: 'lot-1', source: 'purchase', amountMicros: -4 }],
      totalMicros: -4,
      debtDeltaMicros: -4,
      actor: system,
      traceId: 'trace',
      createdAt: NOW,
      shard: 1,
    });
  });

  test('a debt larger than what came in takes all of it', () => {
    const decision = applied(known(account({ debtMicros: 14 })), grant());
    expect(decision.account).toMatchObject({ debtMicros: 4, lots: [] });
    expect(entriesOf(decision)['repay-grant-1']).toMatchObject({ totalMicros: -10, debtDeltaMicros: -10 });
  });

  test('credits that cannot be spent repay nothing', () => {
    const expired = { ...grant().lot, expiresAtMs: NOW };
    const decision = applied(known(account({ debtMicros: 4 })), grant({ lot: expired }));
    expect(decision.account).toMatchObject({ debtMicros: 4, lots: [{ remainingMicros: 10 }] });
    expect(Object.keys(entriesOf(decision))).toEqual(['grant-1']);
  });

  test('the same cause grants once; with anything else changed it is a conflict', () => {
    const [[, entry] = []] = applied(known(account()), grant()).entries;
    const again = (change: Partial<Command<'grant'>>, accountId = 'uid') =>
      decide(known(account(), { accountId, entry: entry ?? null }), grant(change), NOW);
    expect(again({})).toEqual(noop);
    expect(again({ reason: 'told otherwise' })).toEqual(noop);
    expect(again({ amountMicros: 11 })).toMatchObject({ code: 'idempotency-conflict' });
    expect(again({}, 'other')).toMatchObject({ code: 'idempotency-conflict' });
    expect(again({ lot: { ...grant().lot, source: 'bonus' } })).toMatchObject({
      code: 'idempotency-conflict',
    });
    const conflict = again({ lot: { ...grant().lot, expiresAtMs: 5 } });
    expect(conflict).toMatchObject({
      code: 'idempotency-conflict',
      details: { reason: 'grant' },
    });
  });

  test('an entry of another kind under the same id is a conflict', () => {
    const [[, entry] = []] = applied(known(account({ debtMicros: 4 })), revoke({ amountMicros: 0 })).entries;
    const decision = decide(known(account(), { entry: entry ?? null }), grant({ amountMicros: 0 }), NOW);
    expect(decision).toMatchObject({ code: 'idempotency-conflict' });
  });

  test('an admin’s grant has its audit entry, with what it changed', () => {
    const decision = applied(known(account({ lots: [lot('a', 5)], debtMicros: 1 })), grant({ audit }));
    expect(decision.audit).toEqual([
      'audit-1',
      {
        ...audit.entry,
        schemaVersion: 1,
        before: { status: 'active', unlimited: false, balanceMicros: 5, debtMicros: 1 },
        after: {
          status: 'active',
          unlimited: false,
          balanceMicros: 14,
          debtMicros: 0,
          amountMicros: 10,
          source: 'purchase',
          expiresAtMs: null,
        },
        createdAt: NOW,
      },
    ]);
  });
});

describe('revoke', () => {
  test('takes the credits back out of their lot', () => {
    const owner = account({ lots: [lot('a', 5), lot('lot-1', 12, { source: 'purchase' })] });
    const decision = applied(known(owner), revoke({ audit }));
    expect(decision.account).toMatchObject({
      debtMicros: 0,
      ...decidedAt(account(), NOW),
      lots: [
        { lotId: 'a', remainingMicros: 5 },
        { lotId: 'lot-1', remainingMicros: 2 },
      ],
    });
    expect(entriesOf(decision)).toEqual({
      'revoke-1': {
        schemaVersion: 1,
        accountId: 'uid',
        kind: 'revoke',
        amounts: [{ lotId: 'lot-1', source: 'purchase', amountMicros: -10 }],
        totalMicros: -10,
        debtDeltaMicros: 0,
        reason: 'refunded',
        actor: system,
        traceId: 'trace',
        createdAt: NOW,
        shard: 1,
      },
    });
    expect(decision.audit).toMatchObject([
      'audit-1',
      { before: { balanceMicros: 17 }, after: { balanceMicros: 7, amountMicros: -10 } },
    ]);
  });

  test('what is no longer there becomes a debt on top of any other, and no other lot pays', () => {
    const owner = account({ debtMicros: 2, lots: [lot('a', 5), lot('lot-1', 3)] });
    const decision = applied(known(owner), revoke());
    expect(decision.account).toMatchObject({ debtMicros: 9, lots: [{ lotId: 'a', remainingMicros: 5 }] });
    expect(entriesOf(decision)['revoke-1']).toMatchObject({ totalMicros: -3, debtDeltaMicros: 7 });
  });

  test('the same cause revokes once', () => {
    const [[, entry] = []] = applied(known(account()), revoke()).entries;
    expect(decide(known(account(), { entry: entry ?? null }), revoke(), NOW)).toEqual(noop);
  });
});

describe('a lot set aside', () => {
  const { remainingMicros: _, frozen: __, ...descriptor } = lot('lot-1', 0, { source: 'purchase' });
  const set = (kind: 'freeze' | 'unfreeze', change: Partial<typeof descriptor> = {}): Command => ({
    kind,
    lot: { ...descriptor, ...change },
    cause: 'dispute-1',
    actor: system,
    traceId: 'trace',
  });
  const bought = lot('lot-1', 10, { source: 'purchase' });
  const free = lot('a', 5);

  test('cannot be spent, and moves no credits', () => {
    const decision = applied(known(account({ lots: [free, bought] })), set('freeze'));
    expect(decision.account.lots).toEqual([free, { ...bought, frozen: true }]);
    expect(decision.entries).toEqual([]);
    expect(decide(known(decision.account), hold({ priceMicros: 6, shownPriceMicros: 6 }), NOW)).toMatchObject(
      {
        code: 'insufficient-credits',
      },
    );
    expect(decide(known(decision.account), set('freeze'), NOW)).toEqual(noop);
  });

  test('is remembered though it was spent whole, so that what comes back into it stays there', () => {
    const paid = applied(known(account({ lots: [bought] })), hold({ priceMicros: 10, shownPriceMicros: 10 }));
    const { account: frozen } = applied(known(paid.account), set('freeze'));
    expect(frozen.lots).toEqual([{ ...bought, remainingMicros: 0, frozen: true }]);
    const released = applied(known(frozen, { activity: paid.activity }), {
      kind: 'settle',
      activityId: 'uid_request',
      actor: system,
      ending: {
        kind: 'worked',
        delivery: 'whole',
        ownerNonce: 'nonce',
        status: 'failed',
        captureMicros: 0,
        failure: null,
        usage: { quantity: { images: 1 }, costUsdMicros: 0 },
        result: null,
      },
    });
    expect(released.account.lots).toEqual([{ ...bought, frozen: true }]);
  });

  test('is free again, and repays a debt as credits that come in do', () => {
    const owner = account({ lots: [free, { ...bought, frozen: true }], debtMicros: 4 });
    const decision = applied(known(owner), set('unfreeze'));
    expect(decision.account).toMatchObject({
      lots: [free, { ...bought, remainingMicros: 6 }],
      debtMicros: 0,
    });
    expect(entriesOf(decision)).toMatchObject({
      'repay-dispute-1': { totalMicros: -4, debtDeltaMicros: -4, amounts: [{ lotId: 'lot-1' }] },
    });
    expect(decide(known(decision.account), set('unfreeze'), NOW)).toEqual(noop);
  });

  test('leaves the account when it is free and empty', () => {
    const owner = account({ lots: [free, { ...bought, remainingMicros: 0, frozen: true }] });
    expect(applied(known(owner), set('unfreeze')).account.lots).toEqual([free]);
  });

  test('one whose credits have lapsed stays gone', () => {
    expect(decide(known(account()), set('freeze', { expiresAtMs: NOW - HOUR_MS }), NOW)).toEqual(noop);
  });
});

describe('while an account is suspended', () => {
  const DAY = 86_400_000;
  const suspend: Command<'suspend'> = { kind: 'suspend', reason: 'abuse', audit };
  const reinstate: Command<'reinstate'> = { kind: 'reinstate', reason: 'checked', audit };
  const month = lot('month', 300, { expiresAtMs: NOW + 10 * DAY });
  const at = (days: number) => NOW + days * DAY;
  const suspendedAccount = (from = account({ lots: [month, lot('bought', 5)] })) =>
    applied(known(from), suspend, NOW).account;

  test('the credits of a suspended account do not lapse, and no job finds them', () => {
    const owner = suspendedAccount();
    expect(owner).toMatchObject({ suspendedAt: NOW, pauseDueAt: NOW, nextLapseAt: null });
    expect(decide(known(owner), { kind: 'lapse', traceId: 'trace' }, at(40))).toEqual(noop);
  });

  test('an account that an older build suspended loses its mark', () => {
    const older = { ...suspendedAccount(), suspendedAt: null, nextLapseAt: at(10) };
    const decision = applied(known(older), { kind: 'lapse', traceId: 'trace' }, at(40));
    expect(decision.account).toMatchObject({ nextLapseAt: null, lots: older.lots });
  });

  test('credits have as long to live when it ends as they had when it began', () => {
    const { account: after } = applied(known(suspendedAccount()), reinstate, at(40));
    expect(after).toMatchObject({ status: 'active', suspendedAt: null, pauseDueAt: at(40) });
    expect(after.lots).toMatchObject([
      { lotId: 'month', remainingMicros: 300, expiresAtMs: at(50), pausedMs: 40 * DAY },
      { lotId: 'bought', expiresAtMs: null },
    ]);
    expect(decide(known(after), { kind: 'lapse', traceId: 'trace' }, at(49))).toEqual(noop);
  });

  test('credits that had expired before stay expired, and what came in meanwhile lives as long as it would have', () => {
    const old = lot('old', 7, { expiresAtMs: NOW - 1 });
    const owner = suspendedAccount(account({ lots: [old] }));
    const next = grant({ lot: { ...grant().lot, expiresAtMs: at(35) } });
    const { account: during } = applied(known(owner), next, at(5));
    const { lots } = applied(known(during), reinstate, at(40)).account;
    expect(lots).toMatchObject([{ lotId: 'old', expiresAtMs: NOW - 1 }, { expiresAtMs: at(35 + 35) }]);
  });

  test('the month that a new one follows is left as it is: it could not be spent', () => {
    const follows = { lotId: 'month', rolloverMicros: 0 };
    const decision = applied(known(suspendedAccount()), grant({ follows }), at(9));
    expect(decision.account.lots.find(({ lotId }) => lotId === 'month')?.remainingMicros).toBe(300);
    expect(Object.keys(entriesOf(decision))).toEqual(['grant-1']);
  });

  test('suspended once more, it counts from the first time', () => {
    const again = applied(known(suspendedAccount()), suspend, at(3)).account;
    expect(again.suspendedAt).toBe(NOW);
  });

  test('its mark goes when payments have followed, unless the status has changed since', () => {
    const owner = suspendedAccount();
    const { account: done } = applied(known(owner), { kind: 'pauseDone', dueAtMs: NOW });
    expect(done.pauseDueAt).toBeNull();
    expect(decide(known(owner), { kind: 'pauseDone', dueAtMs: NOW - 1 }, at(1))).toEqual(noop);
  });
});

describe('book', () => {
  const event: StripeEvent = {
    schemaVersion: 1,
    type: 'test',
    state: 'handled',
    why: null,
    accountId: 'uid',
    paymentId: null,
    createdAt: 1,
    receivedAt: 1,
    retryAt: null,
  };
  const book = (moves: Booking['moves']): Command => bookAll({ moves, documents: { event } });
  const bookAll = (facts: Booking, change: Partial<Command<'book'>> = {}): Command => ({
    kind: 'book',
    reducer: 'bookOnce',
    facts,
    documents: { event: 'evt' },
    ...change,
  });
  const suspend: Command<'suspend'> = { kind: 'suspend', reason: 'disputes', audit };

  test('decides each move on what those before it leave, and writes the documents with them', () => {
    const decision = applied(
      known(account({ debtMicros: 3 })),
      book([grant(), revoke({ amountMicros: 9 }), suspend]),
    );
    expect(decision.account).toMatchObject({ lots: [], debtMicros: 2, status: 'suspended' });
    expect(Object.keys(entriesOf(decision))).toEqual(['grant-1', 'repay-grant-1', 'revoke-1']);
    expect(decision.event).toBe(event);
    expect(decision.payment).toBeNull();
    expect(decision.audit?.[0]).toBe('audit-1');
  });

  test('writes every audit entry, its own once and those of its moves', () => {
    const own = { ...audit, auditId: 'audit-own' };
    const command = bookAll({ moves: [suspend], documents: {} }, { audit: own });
    expect(applied(known(account()), command).audits).toEqual(['audit-1', 'audit-own']);
    const written = known(account(), { audit: {} as Known['audit'] });
    expect(applied(written, command).audits).toEqual(['audit-1']);
  });

  test('goes on after a move that changes nothing', () => {
    const { remainingMicros: _, frozen: __, ...descriptor } = lot('gone', 0);
    const thaw = {
      kind: 'unfreeze',
      lot: descriptor,
      cause: 'dispute-1',
      actor: system,
      traceId: 'trace',
    } as const;
    const decision = applied(known(account()), book([thaw, grant()]));
    expect(Object.keys(entriesOf(decision))).toEqual(['grant-1']);
    expect(decision.account.lots).toMatchObject([{ lotId: 'lot-1', remainingMicros: 10 }]);
  });

  test('a reducer books nothing when a side document shows that it was booked', () => {
    expect(decide(known(account(), { event }), book([grant()]), NOW)).toMatchObject(noop);
  });

  test('a reducer can reject a booking, like any command', () => {
    const command: Command = { kind: 'book', reducer: 'reject', facts: null, documents: {} };
    expect(refusal(known(account()), command).code).toBe('already-settled');
  });

  test('hands what its reducer returns to the caller, whether or not it writes', () => {
    const command = bookAll({ moves: [], documents: {}, result: 'booked' });
    expect(decide(known(account()), command, NOW)).toMatchObject({ kind: 'applied', result: 'booked' });
    const again = decide(known(account(), { event }), command, NOW);
    expect(again).toEqual({ kind: 'noop', result: 'before' });
  });

  test('fails when the meter was made without its reducer', () => {
    const command: Command = { kind: 'book', reducer: 'unknown', facts: null, documents: {} };
    expect(() => decide(known(account()), command, NOW)).toThrow('unknown');
  });

  test('leaves the account alone when nothing moves', () => {
    const owner = account();
    expect(applied(known(owner), book([])).account).toBe(owner);
  });

  test('a booking writes only the documents that it changes, of those it reads', () => {
    const command = bookAll(
      { moves: [], documents: { event } },
      { documents: { event: 'evt', payment: 'paid' } },
    );
    expect(applied(known(account()), command)).toMatchObject({ event, payment: null });
  });

  test('a booking without an account is rejected', () => {
    expect(decide(known(null), book([]), NOW)).toMatchObject({ code: 'not-found' });
  });
});

describe('note', () => {
  const note = (fields: Command<'note'>['fields']) => ({ kind: 'note', fields }) as const;

  test('a note sets what billing decided, keeps the rest, and moves no credits', () => {
    const plan = { name: 'max', untilMs: NOW + HOUR_MS };
    const first = applied(known(account({ lots: [lot('a', 5)] })), note({ topUpBelowMicros: 3 }));
    const { account: noted, entries } = applied(known(first.account), note({ plan }));
    const expected = { lots: [lot('a', 5)], topUpBelowMicros: 3, plan, ...decidedAt(account(), NOW) };
    expect(noted).toEqual(account(expected));
    expect(entries).toEqual([]);
    expect(decide(known(noted), note({ topUpBelowMicros: 3, plan: { ...plan } }), NOW)).toEqual(noop);
  });
});

describe('lapse', () => {
  const lapse = { kind: 'lapse', traceId: 'trace' } as const;

  test('is due for the soonest of all lots that expire', () => {
    const [soon, late] = [NOW + HOUR_MS, NOW + 3 * HOUR_MS];
    const lots = [lot('a', 1, { expiresAtMs: soon }), lot('b', 1, { expiresAtMs: late })];
    expect(applied(known(account({ lots })), hold({ isFree: true })).account.nextLapseAt).toBe(
      soon + HOUR_MS,
    );
  });

  test('removes what expired longer ago than any lease, and nothing else', () => {
    const lots = [
      lot('long gone', 3, { expiresAtMs: NOW - HOUR_MS }),
      lot('just gone', 4, { expiresAtMs: NOW - HOUR_MS + 1 }),
      lot('there', 5),
    ];
    const decision = applied(known(account({ lots })), lapse);
    expect(decision.account).toEqual(
      account({ lots: lots.slice(1), ...decidedAt(account(), NOW), nextLapseAt: NOW + 1 }),
    );
    expect(entriesOf(decision)).toEqual({
      'lapse-uid-long gone-1': {
        schemaVersion: 1,
        accountId: 'uid',
        kind: 'lapse',
        amounts: [{ lotId: 'long gone', source: 'bonus', amountMicros: -3 }],
        totalMicros: -3,
        debtDeltaMicros: 0,
        actor: system,
        traceId: 'trace',
        createdAt: NOW,
        shard: 1,
      },
    });
  });

  test('has an entry of its own each time, also for a lot that is granted anew', () => {
    const gone = lot('season', 3, { expiresAtMs: NOW - HOUR_MS });
    const ids = [gone, { ...gone, grantedAtMs: NOW }].map((one) =>
      Object.keys(entriesOf(applied(known(account({ lots: [one] })), lapse))),
    );
    expect(new Set(ids.flat()).size).toBe(2);
  });

  test('writes nothing when nothing has lapsed', () => {
    expect(decide(known(account({ lots: [lot('a', 5, { expiresAtMs: NOW })] })), lapse, NOW)).toEqual(noop);
    expect(decide(known(account()), lapse, NOW)).toEqual(noop);
  });
});

describe('suspend and reinstate', () => {
  test('change the status, with the reason while suspended, and leave an audit entry', () => {
    const owner = account({ lots: [lot('a', 5)] });
    const suspended = applied(known(owner), { kind: 'suspend', reason: 'fraud', audit });
    expect(suspended.account).toEqual({
      ...owner,
      status: 'suspended',
      statusReason: 'fraud',
      suspendedAt: NOW,
      pauseDueAt: NOW,
      ...decidedAt(account(), NOW),
    });
    expect(suspended.audit).toMatchObject([
      'audit-1',
      { before: { status: 'active' }, after: { status: 'suspended' }, createdAt: NOW },
    ]);
    const reinstated = applied(known(suspended.account), { kind: 'reinstate', reason: 'cleared', audit });
    expect(reinstated.account).toEqual({ ...owner, pauseDueAt: NOW, ...decidedAt(account(), NOW) });
    expect(reinstated.audit).toMatchObject(['audit-1', { before: { status: 'suspended' } }]);
  });

  test('a retried change of status gets its stored outcome, even if the status has changed since', () => {
    const suspend = { kind: 'suspend', reason: 'fraud', audit } as const;
    const [, entry] = applied(known(account()), suspend).audit ?? [];
    const now = known(account(), { audit: entry ?? null });
    expect(decide(now, suspend, NOW)).toEqual(noop);
    expect(decide(now, { ...suspend, kind: 'reinstate' }, NOW)).toEqual(noop);
  });
});

describe('the document a command is about', () => {
  test('is what a retry of it would find', () => {
    const opening = { kind: 'open', account: account() } as const;
    expect(findSubject(hold())).toEqual({ kind: 'activity', id: 'uid_request' });
    expect(findSubject(grant())).toEqual({ kind: 'entry', id: 'grant-1' });
    expect(findSubject(revoke())).toEqual({ kind: 'entry', id: 'revoke-1' });
    const welcome = grant({ entryId: 'welcome-1' });
    expect(findSubject({ ...opening, welcome })).toEqual({ kind: 'entry', id: 'welcome-1' });
    expect(findSubject({ ...opening, welcome: null })).toBeNull();
    expect(findSubject({ kind: 'lapse', traceId: 'trace' })).toBeNull();
    for (const kind of ['suspend', 'reinstate'] as const) {
      expect(findSubject({ kind, reason: 'because', audit })).toEqual({ kind: 'audit', id: 'audit-1' });
    }
  });
});

test('a decision does not change what it was made from', () => {
  const owner = deepFreeze(account({ lots: [lot('a', 5)], windows: { image: [NOW] }, debtMicros: 1 }));
  const activity: Activity | null = applied(known(owner), hold({ limit: { max: 5, windowMs: 10 } })).activity;
  expect(activity).not.toBeNull();
  applied(known(owner), grant({ audit }));
  applied(known(owner), revoke({ lot: { lotId: 'a', source: 'bonus' } }));
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
