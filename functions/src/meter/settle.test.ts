import { describe, expect, test } from 'vitest';
import { type Writes, writesOf } from '../../test/support/calls/writes-of.ts';
import {
  type Account,
  type Activity,
  AppError,
  DAY_MS,
  type DrawnLot,
  decidedAt,
  HOUR_MS,
  type LedgerEntry,
  type Lot,
  MINUTE_MS,
  newFailure,
  type Result,
} from '../contract/index.ts';
import { newAccount } from '../platform/store/new-account.ts';
import { type ActivityUpdate, type Decision, type Ending, type Known, NOTHING_KNOWN } from './commands.ts';
import { decide } from './decide.ts';

const NOW = 20_000 * DAY_MS + 5_000;
const RETURN_LIMIT = 10;
const person = { kind: 'person', uid: 'uid' } as const;
const quantity = { images: 2 } as const;
const noop = { kind: 'noop' };

function lot(lotId: string, change: Partial<Lot> = {}): Lot {
  const fresh = {
    source: 'bonus',
    grantedAtMs: 1,
    expiresAtMs: null,
    paymentId: null,
    frozen: false,
  } as const;
  return { lotId, remainingMicros: 10, ...fresh, ...change };
}

function drawn(lotId: string, amountMicros: number, change: Partial<Lot> = {}): DrawnLot {
  const { remainingMicros: _, frozen: __, ...descriptor } = lot(lotId, change);
  return { lot: descriptor, amountMicros };
}

function account(change: Partial<Account> = {}): Account {
  const opened = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  return { ...opened, createdAt: 1, decidedAtMs: NOW - 50, ...change };
}

/** Work in progress for 10 micros: 4 from lot a, 6 from lot b. */
function activity(change: Partial<Activity> = {}): Activity {
  return {
    schemaVersion: 1,
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
    quantity,
    priceMicros: 10,
    heldMicros: 10,
    drawn: [drawn('a', 4), drawn('b', 6, { source: 'purchase' })],
    delivered: null,
    capturedMicros: 0,
    costUsdMicros: null,
    ownerNonce: 'nonce',
    kind: 'image',
    progress: null,
    job: null,
    guestAddress: null,
    reelId: null,
    worker: 'worker',
    leaseUntil: NOW + 1_000,
    failure: null,
    client: { ip: null, country: null, device: null },
    deliveredLate: false,
    shard: 0,
    traceId: 'trace',
    createdAt: NOW - 100,
    startedAt: NOW - 100,
    endedAt: null,
    used: null,
    recordedAt: null,
    lateRecordedAt: null,
    expiredCostUsdMicros: null,
    rollUpAt: null,
    ...change,
  };
}

const result: Result = {
  schemaVersion: 1,
  accountId: 'uid',
  uid: 'uid',
  output: { kind: 'chat', text: 'text', finish: 'stop', inputTokens: 1, outputTokens: 1 },
  createdAt: NOW,
};
const usage = { quantity: { images: 1 }, costUsdMicros: 77 } as const;

function worked(captureMicros: number, change: Partial<Extract<Ending, { kind: 'worked' }>> = {}): Ending {
  return {
    kind: 'worked',
    delivery: 'whole',
    ownerNonce: 'nonce',
    status: 'completed',
    captureMicros,
    failure: null,
    usage,
    result,
    ...change,
  };
}

const failure = newFailure(new AppError('provider-failed', { reason: 'unfinished' }));
const failed = worked(0, { status: 'failed', failure, result: null });

function reported(
  captureMicros: number,
  change: Partial<Extract<Ending, { kind: 'reported' }>> = {},
): Ending {
  const end = { status: 'completed', captureMicros, failure: null, usage, result: null } as const;
  return { kind: 'reported', returnLimitMicros: RETURN_LIMIT, ...end, ...change };
}

const swept: Ending = { kind: 'swept', returnLimitMicros: RETURN_LIMIT };
const cancelled: Ending = { kind: 'cancelled' };

function known(owner: Account, about: Activity | null): Known {
  return { ...NOTHING_KNOWN, accountId: 'uid', account: owner, activity: about };
}

function settle(
  ending: Ending,
  about: Activity | null = activity(),
  owner = account(),
  nowMs = NOW,
): Decision {
  return decide(
    known(owner, about),
    { kind: 'settle', activityId: 'uid_request', ending, actor: person },
    nowMs,
  );
}

function update(
  change: ActivityUpdate,
  about: Activity | null = activity(),
  { nowMs = NOW, owner = account() } = {},
): Decision {
  return decide(known(owner, about), { kind: 'update', activityId: 'uid_request', change }, nowMs);
}

function applied(
  decision: Decision,
): Writes & { activity: Activity; books: Record<string, LedgerEntry>; isShort: boolean } {
  if (decision instanceof AppError || decision.kind !== 'applied')
    throw new Error(`not applied: ${decision}`);
  const writes = writesOf(decision);
  if (!writes.activity) throw new Error('no activity');
  const { isShort = false } = decision;
  return { ...writes, activity: writes.activity, books: Object.fromEntries(writes.entries), isShort };
}

const base = {
  schemaVersion: 1,
  accountId: 'uid',
  debtDeltaMicros: 0,
  actor: person,
  traceId: 'trace',
  createdAt: NOW,
  shard: 1,
};

describe('success', () => {
  test('takes the whole hold without touching the account, with one usage entry and the result', () => {
    const owner = account({ lots: [lot('a')] });
    const decision = applied(settle(worked(10), activity(), owner));
    expect(decision.account).toBe(owner);
    expect(decision.activity).toEqual(
      activity({
        ...{ status: 'completed', capturedMicros: 10, costUsdMicros: 77 },
        ...{ leaseUntil: null, endedAt: NOW, recordedAt: NOW, rollUpAt: NOW, used: usage.quantity },
      }),
    );
    expect(decision.books).toEqual({
      'usage-uid_request': {
        ...base,
        kind: 'usage',
        amounts: [
          { lotId: 'a', source: 'bonus', amountMicros: -4 },
          { lotId: 'b', source: 'purchase', amountMicros: -6 },
        ],
        totalMicros: -10,
        activityId: 'uid_request',
        uid: 'uid',
        operation: 'image',
        model: 'nano-banana',
        catalogVersion: 3,
        priceMicros: 10,
        status: 'completed',
        ...usage,
      },
    });
    expect(decision.result).toBe(result);
    expect(decision.audit).toBeNull();
  });

  test('never takes more than the price that was shown', () => {
    const owner = account({ lots: [lot('a')] });
    expect(applied(settle(worked(11), activity(), owner)).activity.capturedMicros).toBe(10);
  });

  describe('takes what was used beyond the hold', () => {
    /** A stream that holds 4 of the 10 micros that it may cost. */
    const slice = (change: Partial<Activity> = {}) =>
      activity({ heldMicros: 4, drawn: [drawn('a', 4)], ...change });

    test('from the balance, in the same commit, so that no more is captured than held', () => {
      const owner = account({ lots: [lot('a', { remainingMicros: 1 }), lot('z')] });
      const decision = applied(settle(worked(8), slice(), owner));
      expect(decision.activity).toMatchObject({ heldMicros: 8, capturedMicros: 8 });
      expect(decision.activity.drawn).toMatchObject([
        { lot: { lotId: 'a' }, amountMicros: 5 },
        { lot: { lotId: 'z' }, amountMicros: 3 },
      ]);
      expect(decision.account.lots).toEqual([lot('z', { remainingMicros: 7 })]);
      expect(decision.books['usage-uid_request']).toMatchObject({ totalMicros: -8 });
      expect(decision.isShort).toBe(false);
    });

    test('as far as the price that was shown', () => {
      const decision = applied(settle(worked(99), slice(), account({ lots: [lot('z')] })));
      expect(decision.activity).toMatchObject({ heldMicros: 10, capturedMicros: 10 });
      expect(decision.isShort).toBe(false);
    });

    test('as far as there are credits, which only a fresh read can tell', () => {
      const owner = account({ lots: [lot('z', { remainingMicros: 2 })] });
      const decision = applied(settle(worked(8), slice(), owner));
      expect(decision.activity).toMatchObject({ heldMicros: 6, capturedMicros: 6 });
      expect(decision.isShort).toBe(true);
    });

    test.each<[string, Partial<Account>, Partial<Activity>]>([
      ['not from a suspended account', { status: 'suspended' }, {}],
      ['not from an account that has become unlimited', { unlimited: true }, {}],
      ['not for work that is not charged', {}, { heldMicros: 0, drawn: [] }],
    ])('%s', (_, change, about) => {
      const owner = account({ lots: [lot('z')], ...change });
      const decision = applied(settle(worked(8), slice(about), owner));
      expect(decision.account.lots).toEqual(owner.lots);
      expect(decision.activity.capturedMicros).toBe(about.heldMicros ?? 4);
      // A suspension that is remembered may have been lifted: only a fresh read can tell.
      expect(decision.isShort).toBe(about.heldMicros === undefined);
    });

    test('also when a lost worker has recorded it', () => {
      const recorded = slice({ leaseUntil: NOW, delivered: { micros: 7, ...usage } });
      const { activity: ended } = applied(settle(swept, recorded, account({ lots: [lot('z')] })));
      expect(ended).toMatchObject({ status: 'expired', heldMicros: 7, capturedMicros: 7 });
    });
  });

  test('takes part from what was drawn first and gives the rest back to its lots', () => {
    const owner = account({ lots: [lot('a'), lot('z')] });
    const { account: after, activity: ended, books } = applied(settle(worked(3), activity(), owner));
    expect(after).toEqual({
      ...owner,
      ...decidedAt(account(), NOW),
      capUse: expect.anything(),
      lots: [
        lot('a', { remainingMicros: 11 }),
        lot('z'),
        lot('b', { source: 'purchase', remainingMicros: 6 }),
      ],
    });
    expect(ended).toMatchObject({ status: 'completed', capturedMicros: 3 });
    expect(books['usage-uid_request']).toMatchObject({
      amounts: [{ lotId: 'a', amountMicros: -3 }],
      totalMicros: -3,
    });
    expect(Object.keys(books)).toEqual(['usage-uid_request']);
  });

  test('for nothing is recorded all the same', () => {
    const free = activity({ heldMicros: 0, drawn: [] });
    const { books, account: after } = applied(settle(worked(0), free));
    expect(books['usage-uid_request']).toMatchObject({ amounts: [], totalMicros: 0, priceMicros: 10 });
    expect(after).toEqual(account());
    expect(Object.is(books['usage-uid_request']?.totalMicros, 0)).toBe(true);
    expect(applied(settle(worked(0))).books).toHaveProperty('usage-uid_request');
  });
});

describe('failure', () => {
  test('of a worker that took over still captures what the one before it had delivered', () => {
    const delivered = { micros: 3, ...usage };
    const decision = applied(settle(failed, activity({ delivered })));
    expect(decision.activity).toMatchObject({ status: 'failed', capturedMicros: 3, failure });
    expect(decision.books['usage-uid_request']?.totalMicros).toBe(-3);
  });

  test('keeps on record what the provider had billed to the worker before', () => {
    const free = { ...failed, usage: { quantity, costUsdMicros: 0 } } as Ending;
    expect(applied(settle(free, activity({ costUsdMicros: 500 }))).activity.costUsdMicros).toBe(500);
  });

  test('gives everything back and leaves no usage entry', () => {
    const owner = account({ lots: [lot('a')] });
    const decision = applied(settle(failed, activity(), owner));
    expect(decision.account.lots).toEqual([
      lot('a', { remainingMicros: 14 }),
      lot('b', { source: 'purchase', remainingMicros: 6 }),
    ]);
    expect(decision.entries).toEqual([]);
    expect(decision.activity).toEqual(
      activity({
        ...{ status: 'failed', failure, costUsdMicros: 77 },
        ...{ leaseUntil: null, endedAt: NOW, recordedAt: NOW, rollUpAt: NOW, used: usage.quantity },
      }),
    );
    expect(decision.account.clientReturns).toEqual(owner.clientReturns);
  });

  test('restores a lot that had been emptied, as it was and in its place', () => {
    const soon = { expiresAtMs: NOW + 5, paymentId: 'payment', source: 'purchase', grantedAtMs: 7 } as const;
    const about = activity({ heldMicros: 3, drawn: [drawn('soon', 3, soon)] });
    const { account: after } = applied(settle(failed, about, account({ lots: [lot('a')] })));
    expect(after.lots).toEqual([lot('soon', { ...soon, remainingMicros: 3 }), lot('a')]);
  });

  test('repays a debt from what comes back', () => {
    const { account: after, books } = applied(settle(failed, activity(), account({ debtMicros: 5 })));
    expect(after).toMatchObject({ debtMicros: 0, lots: [{ lotId: 'b', remainingMicros: 5 }] });
    expect(books).toEqual({
      'repay-uid_request': {
        ...base,
        kind: 'repay',
        amounts: [
          { lotId: 'a', source: 'bonus', amountMicros: -4 },
          { lotId: 'b', source: 'purchase', amountMicros: -1 },
        ],
        totalMicros: -5,
        debtDeltaMicros: -5,
      },
    });
  });

  test('what came back and cannot be spent repays no debt', () => {
    const about = activity({
      heldMicros: 10,
      drawn: [drawn('gone', 4, { expiresAtMs: NOW - 1 }), drawn('b', 6)],
    });
    const owner = account({ debtMicros: 20, lots: [lot('other')] });
    const { account: after, books } = applied(settle(failed, about, owner));
    expect(after).toMatchObject({
      debtMicros: 14,
      lots: [
        { lotId: 'gone', remainingMicros: 4 },
        { lotId: 'other', remainingMicros: 10 },
      ],
    });
    expect(books['repay-uid_request']).toMatchObject({ debtDeltaMicros: -6 });
  });

  test('to a lot that has lapsed meanwhile goes nothing: it lapses with an entry of its own', () => {
    const lapsed = { expiresAtMs: NOW - HOUR_MS };
    const about = activity({ drawn: [drawn('gone', 4, lapsed), drawn('b', 6)] });
    const { account: after, books } = applied(settle(failed, about, account({ debtMicros: 1 })));
    expect(after).toMatchObject({ debtMicros: 0, lots: [{ lotId: 'b', remainingMicros: 5 }] });
    expect(books).toEqual({
      'lapse-uid_request': {
        ...base,
        kind: 'lapse',
        amounts: [{ lotId: 'gone', source: 'bonus', amountMicros: -4 }],
        totalMicros: -4,
      },
      'repay-uid_request': expect.objectContaining({ totalMicros: -1 }),
    });
    const expired = activity({
      drawn: [drawn('just gone', 4, { expiresAtMs: NOW - HOUR_MS + 1 }), drawn('b', 6)],
    });
    expect(applied(settle(failed, expired)).account.lots.map(({ lotId }) => lotId)).toEqual([
      'just gone',
      'b',
    ]);
  });

  test('after part was delivered takes that part', () => {
    const decision = applied(settle(worked(4, { status: 'failed', failure })));
    expect(decision.activity).toMatchObject({ status: 'failed', capturedMicros: 4, failure });
    expect(decision.books['usage-uid_request']).toMatchObject({ totalMicros: -4 });
  });
});

describe('an end', () => {
  test('is for the owner of the work alone', () => {
    expect(settle(worked(10, { ownerNonce: 'another' }))).toEqual(noop);
    expect(settle(worked(0, { ownerNonce: 'another', status: 'failed', failure }))).toEqual(noop);
  });

  test.each<Activity['status']>(['completed', 'failed', 'expired'])(
    'comes once: after %s nothing moves',
    (status) => {
      const over = activity({
        status,
        leaseUntil: null,
        endedAt: NOW - 1,
        deliveredLate: status === 'expired',
      });
      for (const ending of [worked(10), failed, reported(0), swept, cancelled]) {
        expect(settle(ending, over)).toEqual(noop);
      }
    },
  );

  test('of what is not there is not found', () => {
    for (const decision of [settle(worked(10), null), settle(cancelled, null)]) {
      expect(decision).toMatchObject({ code: 'not-found', message: expect.stringMatching(/./) });
    }
  });

  test('is dated by the account’s clock when the caller’s runs behind', () => {
    const owner = account({ decidedAtMs: NOW + 9 });
    expect(applied(settle(worked(1), activity(), owner)).activity.endedAt).toBe(NOW + 9);
  });
});

describe('late success', () => {
  const expired = activity({ status: 'expired', leaseUntil: null, endedAt: NOW - 1, failure });

  test('after the sweep is delivered once and costs nothing', () => {
    const owner = account();
    const decision = applied(settle(worked(10), expired, owner));
    expect(decision.account).toBe(owner);
    expect(decision.entries).toEqual([]);
    expect(decision.result).toBe(result);
    expect(decision.activity).toEqual({
      ...{ ...expired, deliveredLate: true, costUsdMicros: 77 },
      ...{ lateRecordedAt: NOW, expiredCostUsdMicros: expired.costUsdMicros ?? 0 },
    });
    expect(settle(worked(10), decision.activity)).toEqual(noop);
  });

  test('is not for another’s work, nor for failures, nor for what had ended otherwise', () => {
    expect(settle(worked(10, { ownerNonce: 'another' }), expired)).toEqual(noop);
    expect(settle(failed, expired)).toEqual(noop);
    expect(settle(worked(10), { ...expired, status: 'failed' })).toEqual(noop);
    expect(settle(reported(10), expired)).toEqual(noop);
  });
});

describe('a client’s word', () => {
  const theirs = activity({ runBy: 'client', worker: null });

  test('for less gives back, and counts toward the day', () => {
    const { account: after, activity: ended } = applied(settle(reported(3), theirs));
    expect(ended).toMatchObject({ status: 'completed', capturedMicros: 3 });
    expect(after.clientReturns).toEqual({ dayStartMs: 20_000 * DAY_MS, returnedMicros: 7 });
  });

  test('is believed up to the daily limit and not beyond', () => {
    const soFar = (returnedMicros: number) =>
      account({ clientReturns: { dayStartMs: 20_000 * DAY_MS, returnedMicros } });
    expect(applied(settle(reported(3), theirs, soFar(3))).account.clientReturns.returnedMicros).toBe(10);
    expect(settle(reported(3), theirs, soFar(4))).toMatchObject({
      code: 'return-limit',
      message: expect.stringMatching(/./),
    });
    expect(applied(settle(reported(10), theirs, soFar(99))).activity.status).toBe('completed');
    expect(applied(settle(reported(11), theirs, soFar(99))).activity.capturedMicros).toBe(10);
  });

  test('counts anew each day', () => {
    const yesterday = account({ clientReturns: { dayStartMs: 19_999 * DAY_MS, returnedMicros: 99 } });
    const { account: after } = applied(settle(reported(3), theirs, yesterday));
    expect(after.clientReturns).toEqual({ dayStartMs: 20_000 * DAY_MS, returnedMicros: 7 });
  });

  test('keeps no result: its app has it', () => {
    expect(applied(settle(reported(10), theirs)).result).toBeNull();
  });
});

describe('the sweep', () => {
  test('records what the provider bills for a job that it has taken on', () => {
    const begun = activity({ leaseUntil: NOW, job: '"job"', costUsdMicros: 55 });
    expect(applied(settle(swept, begun)).activity).toMatchObject({ capturedMicros: 0, costUsdMicros: 55 });
  });

  const delivered = { micros: 3, ...usage };

  test('leaves alone what still has its lease, to the millisecond', () => {
    expect(settle(swept, activity({ leaseUntil: NOW + 1 }))).toEqual(noop);
    expect(applied(settle(swept, activity({ leaseUntil: NOW }))).activity.status).toBe('expired');
  });

  test('gives back what a lost worker had not delivered', () => {
    const owner = account({ lots: [lot('a')] });
    const decision = applied(settle(swept, activity({ leaseUntil: NOW }), owner));
    expect(decision.activity).toMatchObject({
      status: 'expired',
      capturedMicros: 0,
      failure: { code: 'worker-lost', message: expect.stringMatching(/./) },
      endedAt: NOW,
      leaseUntil: null,
    });
    expect(decision.entries).toEqual([]);
    expect(decision.account.lots[0]).toEqual(lot('a', { remainingMicros: 14 }));
    expect(decision.account.clientReturns.returnedMicros).toBe(0);
  });

  test('takes what a stream had delivered, by its own usage', () => {
    const { activity: ended, books } = applied(settle(swept, activity({ leaseUntil: NOW, delivered })));
    expect(ended).toMatchObject({ status: 'expired', capturedMicros: 3 });
    expect(books['usage-uid_request']).toMatchObject({ status: 'expired', totalMicros: -3 });
    expect(books['usage-uid_request']).toMatchObject({ totalMicros: -3, ...usage });
  });

  test('counts what an app never reported as its return, and past the limit charges it in full', () => {
    const theirs = activity({ runBy: 'client', leaseUntil: NOW });
    const once = applied(settle(swept, theirs));
    expect(once.activity).toMatchObject({
      status: 'expired',
      capturedMicros: 0,
      failure: { code: 'worker-lost' },
    });
    expect(once.account.clientReturns.returnedMicros).toBe(10);
    const twice = applied(settle(swept, theirs, once.account));
    expect(twice.activity).toMatchObject({
      status: 'expired',
      capturedMicros: 10,
      failure: { code: 'return-limit', message: expect.stringMatching(/./) },
    });
    expect(twice.books['usage-uid_request']).toMatchObject({ totalMicros: -10, quantity, costUsdMicros: 0 });
    expect(twice.account).toBe(once.account);
  });
});

test('a sweep of the server’s own work is never charged for what apps gave back', () => {
  const owner = account({ clientReturns: { dayStartMs: 20_000 * DAY_MS, returnedMicros: RETURN_LIMIT } });
  const decision = applied(settle(swept, activity({ leaseUntil: NOW }), owner));
  expect(decision.activity).toMatchObject({ capturedMicros: 0, failure: { code: 'worker-lost' } });
  expect(decision.account.clientReturns).toEqual(owner.clientReturns);
});

describe('a cancel', () => {
  const delivered = { micros: 3, ...usage };
  const marked = activity({ cancelFor: 'worker', failedAt: NOW });
  const ended = { status: 'failed', failure: { code: 'cancelled', message: expect.stringMatching(/./) } };
  const remaining = ({ account: { lots } }: ReturnType<typeof applied>) =>
    lots.map(({ remainingMicros }) => remainingMicros);

  test('of work that waits ends it and gives everything back', () => {
    const decision = applied(settle(cancelled, activity({ status: 'pending' })));
    expect(decision.activity).toMatchObject({ ...ended, capturedMicros: 0 });
    expect(decision.entries).toEqual([]);
    expect(remaining(decision)).toEqual([4, 6]);
  });

  test('of running work is stored on it, addressed to its worker, once, and moves no credits', () => {
    const decision = applied(settle(cancelled));
    expect(decision.activity).toEqual(marked);
    expect(decision.account).toEqual(account());
    expect(settle(cancelled, decision.activity)).toEqual(noop);
    expect(applied(settle(cancelled, activity({ worker: null }))).activity).toHaveProperty('cancelFor');
  });

  test('leaves the worker a minute to stop, which no report prolongs', () => {
    const leaseUntil = NOW + HOUR_MS;
    const decision = applied(settle(cancelled, activity({ leaseUntil })));
    expect(decision.activity.leaseUntil).toBe(NOW + MINUTE_MS);
    const report = { kind: 'report', ownerNonce: 'nonce', leaseMs: HOUR_MS, result: null } as const;
    const rich = account({ lots: [lot('c', { remainingMicros: 50 })] });
    const sliced = { ...decision.activity, priceMicros: 100 };
    const later = update({ ...report, changes: { delivered }, holdMicros: 50 }, sliced, { owner: rich });
    expect(applied(later).activity).toEqual({ ...sliced, delivered });
  });

  test('is not for work that an app does', () => {
    expect(settle(cancelled, activity({ status: 'pending', runBy: 'client' }))).toEqual(noop);
    expect(settle(cancelled, activity({ runBy: 'client', worker: null }))).toEqual(noop);
  });

  test('that was stored before the work ended captures nothing of what comes whole, and keeps no result', () => {
    const decision = applied(settle(worked(10), marked));
    expect(decision.activity).toMatchObject({ ...ended, capturedMicros: 0 });
    expect(decision.activity).not.toHaveProperty('cancelFor');
    expect(decision.result).toBeNull();
    expect(decision.entries).toEqual([]);
    expect(remaining(decision)).toEqual([4, 6]);
  });

  test('of a stream captures what its worker had delivered when it stopped', () => {
    const decision = applied(settle(worked(7, { delivery: 'streamed' }), marked));
    expect(decision.activity).toMatchObject({ status: 'completed', capturedMicros: 7, failure: null });
    expect(decision.activity).not.toHaveProperty('cancelFor');
    expect(decision.result).toBe(result);
  });

  test('of a stream whose worker is lost captures what it is known to have delivered', () => {
    for (const ending of [swept, failed]) {
      const decision = applied(settle(ending, { ...marked, delivered, leaseUntil: NOW }));
      expect(decision.activity).toMatchObject({ ...ended, capturedMicros: 3 });
      expect(decision.books['usage-uid_request']?.totalMicros).toBe(-3);
    }
  });

  test('of work whose worker is lost ends it at the sweep, and what comes after that is dropped', () => {
    const decision = applied(settle(swept, { ...marked, leaseUntil: NOW }));
    expect(decision.activity).toMatchObject({ ...ended, capturedMicros: 0 });
    expect(settle(worked(10), decision.activity)).toEqual(noop);
  });

  test('stays with the work when another worker takes it over', () => {
    const start = { kind: 'start', ownerNonce: 'new', worker: 'other', leaseMs: 60_000 } as const;
    const taken = applied(update({ ...start, goneNonce: null }, { ...marked, leaseUntil: NOW })).activity;
    expect(taken).toMatchObject({ ownerNonce: 'new', worker: 'other', cancelFor: 'other' });
    const decision = applied(settle(worked(10, { ownerNonce: 'new' }), taken));
    expect(decision.activity).toMatchObject({ ...ended, capturedMicros: 0 });
  });
});

describe('start', () => {
  const start = (change: Partial<Extract<ActivityUpdate, { kind: 'start' }>> = {}) =>
    ({
      kind: 'start',
      ownerNonce: 'new',
      worker: 'other',
      leaseMs: 60_000,
      goneNonce: null,
      ...change,
    }) as const;
  const begun = {
    status: 'processing',
    ownerNonce: 'new',
    worker: 'other',
    leaseUntil: NOW + 60_000,
  } as const;

  test('claims what waits', () => {
    const waiting = activity({ status: 'pending', startedAt: null, worker: null });
    const decision = applied(update(start(), waiting));
    expect(decision.activity).toEqual({ ...waiting, ...begun, startedAt: NOW });
    expect(decision.account).toEqual(account());
    expect(decision.entries).toEqual([]);
  });

  test('takes over what a lost worker left, and keeps when it first began', () => {
    const left = activity({ leaseUntil: NOW });
    expect(applied(update(start(), left)).activity).toEqual({ ...left, ...begun });
  });

  test('takes over from a run that is known to be gone', () => {
    expect(applied(update(start({ goneNonce: activity().ownerNonce }))).activity.ownerNonce).toBe('new');
    expect(update(start(), activity({ worker: null }))).toEqual(noop);
  });

  test('leaves work to a later run of the worker whose earlier run is known to be gone', () => {
    const later = activity({ ownerNonce: 'later' });
    expect(update(start({ goneNonce: 'earlier', worker: later.worker }), later)).toEqual(noop);
  });

  test('leaves work alone whose lease runs, and what has ended', () => {
    expect(update(start(), activity({ leaseUntil: NOW + 1 }))).toEqual(noop);
    expect(update(start(), activity({ status: 'failed', leaseUntil: null, endedAt: NOW }))).toEqual(noop);
  });

  test('a start repeated by its owner changes nothing, even if the last run is known to be gone', () => {
    const gone = start({ goneNonce: activity().ownerNonce });
    const { activity: taken } = applied(update(gone));
    expect(update(gone, taken)).toEqual(noop);
    expect(update(start(), { ...taken, leaseUntil: NOW })).toEqual(noop);
  });

  test('no lease is longer than an hour', () => {
    const decision = applied(update(start({ leaseMs: 2 * HOUR_MS }), activity({ status: 'pending' })));
    expect(decision.activity.leaseUntil).toBe(NOW + HOUR_MS);
  });
});

describe("the end of a guest's work", () => {
  const theirs = activity({
    guestAddress: 'address',
    heldMicros: 0,
    priceMicros: 0,
    drawn: [],
    createdAt: 70,
  });
  const owner = account({ windows: { guest: [60, 70, 70, 80], image: [70] } });
  const address = { schemaVersion: 1 as const, guestTurns: [70, 75] };
  const end = (ending: Ending, turns: Known['address'] = address, about = theirs) =>
    applied(
      decide(
        { ...known(owner, about), address: turns },
        { kind: 'settle', activityId: 'uid_request', ending, actor: person },
        NOW,
      ),
    );

  test('a success costs the turn and leaves the account and the address as they are', () => {
    const decision = end(worked(0));
    expect(decision.account).toBe(owner);
    expect(decision.address).toBeNull();
    expect(decision.books['usage-uid_request']?.totalMicros).toBe(0);
  });

  test.each([
    ['a failure', failed],
    ['a lost worker', swept],
    ['a cancel stored before it succeeded', worked(0)],
  ])('%s gives the turn back to both, once', (_, ending) => {
    const lost = { ...theirs, leaseUntil: NOW, ...(ending.kind === 'worked' && { cancelFor: 'worker' }) };
    const decision = end(ending, address, lost);
    expect(decision.account.windows).toEqual({ guest: [60, 70, 80], image: [70] });
    expect(decision.account.decidedAtMs).toBe(NOW);
    expect(decision.address).toEqual({ schemaVersion: 1, guestTurns: [75] });
    expect(decision.activity.endedAt).toBe(NOW);
  });

  test('a turn that has left a window is not given back to it', () => {
    const late = { ...theirs, createdAt: 10 };
    const decision = end(failed, { schemaVersion: 1, guestTurns: [75] }, late);
    expect(decision.account.windows).toEqual(owner.windows);
    expect(decision.address).toBeNull();
    expect(end(failed, null).address).toBeNull();
  });
});

describe('report', () => {
  const delivered = { micros: 3, ...usage };
  const nothing = { changes: {}, result: null, holdMicros: 0 };
  const report = { kind: 'report', ownerNonce: 'nonce', leaseMs: 1_000, ...nothing } as const;
  const leaseUntil = NOW + 1_000;

  test('what a stream delivered so far is its owner’s word, and keeps the lease', () => {
    const decision = applied(update({ ...report, changes: { delivered }, result }));
    expect(decision.activity).toEqual(activity({ delivered, leaseUntil }));
    expect(decision.result).toBe(result);
    expect(update({ ...report, changes: { delivered }, result, ownerNonce: 'another' })).toEqual(noop);
  });

  test('a report says what is new and leaves the rest', () => {
    const before = activity({ delivered, progress: 0.2, job: '"a"' });
    expect(applied(update({ ...report, changes: { progress: 0.5 } }, before)).activity).toEqual({
      ...before,
      leaseUntil,
      progress: 0.5,
    });
    expect(applied(update({ ...report, changes: { job: '"b"' } }, before)).activity.job).toBe('"b"');
    expect(applied(update({ ...report, leaseMs: 2 * HOUR_MS })).activity.leaseUntil).toBe(NOW + HOUR_MS);
  });

  const lotB = lot('b', { remainingMicros: 3, source: 'purchase' });
  const lotC = lot('c', { remainingMicros: 4 });
  const dearer = activity({ priceMicros: 100 });
  const holding = (holdMicros: number, owner: Partial<Account>) =>
    update({ ...report, holdMicros }, dearer, { owner: account(owner) });

  test('a report holds more as requested, each lot once, and the account has less by that', () => {
    const decision = applied(holding(15, { lots: [lotB, lotC] }));
    expect(decision.activity.heldMicros).toBe(15);
    expect(decision.activity.drawn).toEqual([
      drawn('a', 4),
      drawn('b', 9, { source: 'purchase' }),
      drawn('c', 2),
    ]);
    expect(decision.account.lots).toEqual([{ ...lotC, remainingMicros: 2 }]);
    expect(decision.account.decidedAtMs).toBe(NOW);
  });

  test('a report holds what is left when less than requested is there, and never more than the price', () => {
    expect(applied(holding(50, { lots: [lotB] })).activity.heldMicros).toBe(13);
    expect(
      applied(
        update({ ...report, holdMicros: 50 }, activity({ priceMicros: 12 }), {
          owner: account({ lots: [lotB] }),
        }),
      ).activity.heldMicros,
    ).toBe(12);
  });

  test.each([
    ['nothing is left', { lots: [] }],
    ['the account is suspended', { lots: [lotB], status: 'suspended' as const }],
    ['what is left has expired', { lots: [{ ...lotB, expiresAtMs: NOW }] }],
  ])('no more is held when %s, and the report is kept all the same', (_, owner) => {
    const decision = applied(
      update({ ...report, holdMicros: 20, changes: { delivered } }, dearer, { owner: account(owner) }),
    );
    expect(decision.activity).toEqual({ ...dearer, delivered, leaseUntil });
    expect(decision.account).toEqual(account(owner));
  });
});
