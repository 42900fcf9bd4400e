import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Account,
  type Activity,
  AppError,
  type Caps,
  capPeriods,
  capsCountedSinceMs,
  capUsedMicros,
  DAY_MS,
  isOpen,
} from '../contract/index.ts';
import { newAccount } from '../platform/store/new-account.ts';
import { type Command, NOTHING_KNOWN } from './commands.ts';
import { decide } from './decide.ts';

const START = Date.UTC(2027, 0, 30, 22);

const opened: Account = {
  ...newAccount({ uid: 'uid', email: null, name: null, kind: 'person' }),
  createdAt: 1,
  decidedAtMs: 1,
  lots: [
    {
      lotId: 'lot',
      source: 'bonus',
      grantedAtMs: 1,
      expiresAtMs: null,
      paymentId: null,
      frozen: false,
      remainingMicros: 1_000_000,
    },
  ],
};

type Step =
  | { kind: 'hold'; priceMicros: number; firstMicros: number | null; label?: string | undefined }
  | { kind: 'report'; which: number; holdMicros: number }
  | { kind: 'settle'; which: number; captureMicros: number; failed: boolean }
  | { kind: 'caps'; caps: Caps | null; label?: string | undefined }
  | { kind: 'wait'; ms: number };

const micros = fc.integer({ min: 0, max: 90 });
const cap = fc.option(fc.integer({ min: 0, max: 120 }));
const label = fc.constantFrom(undefined, 'film', 'book');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('hold'),
      priceMicros: micros,
      firstMicros: fc.option(micros),
      label,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('report'), which: fc.nat(20), holdMicros: micros }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('settle'),
      which: fc.nat(20),
      captureMicros: micros,
      failed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('caps'),
      caps: fc.option(fc.record({ dayMicros: cap, monthMicros: cap })),
      label,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.nat(DAY_MS) }) },
) as fc.Arbitrary<Step>;

/** Plays steps on one account. */
class Life {
  account = opened;
  nowMs = START;
  readonly activities = new Map<string, Activity>();
  /** How many requests there were when the cap of a label was set. They don't count. */
  readonly earlier = new Map<string, number>();
  lastRejection: AppError | null = null;

  play(next: Step): void {
    this.lastRejection = null;
    if (next.kind === 'wait') this.nowMs += next.ms;
    else if (next.kind === 'caps') this.#setCaps(next);
    else if (next.kind === 'hold') this.#hold(next);
    else {
      const ids = [...this.activities.keys()];
      const id = ids[next.which % Math.max(1, ids.length)];
      const activity = id === undefined ? undefined : this.activities.get(id);
      if (id !== undefined && activity)
        this.#decide(next.kind === 'report' ? report(id, next) : end(id, next), activity);
    }
  }

  /**
   * Returns the credits held by or charged to the requests admitted in the current period; with a label, to those of the
   * label since it has a cap.
   */
  spent(period: 'day' | 'month', ofLabel?: string): number {
    const isNow = ({ createdAt }: Activity) => periodOf(period, createdAt) === periodOf(period, this.nowMs);
    const earlier = ofLabel === undefined ? 0 : (this.earlier.get(ofLabel) ?? 0);
    return [...this.activities.values()]
      .slice(earlier)
      .filter((one) => isNow(one) && (ofLabel === undefined || one.label === ofLabel))
      .reduce((sum, one) => sum + (isOpen(one) ? one.heldMicros : one.capturedMicros), 0);
  }

  /** Returns the cap of a label, with its usage. */
  labelCap(ofLabel: string) {
    return this.account.labelCaps?.find((one) => one.label === ofLabel);
  }

  #setCaps({ caps, label: ofLabel }: Step & { kind: 'caps' }): void {
    const isNew = ofLabel !== undefined && !this.labelCap(ofLabel);
    if (isNew) this.earlier.set(ofLabel, this.activities.size);
    this.#decide({ kind: 'setCaps', caps, ...(ofLabel !== undefined && { label: ofLabel }) }, null);
  }

  #hold({ priceMicros, firstMicros, label: ofLabel }: Step & { kind: 'hold' }): void {
    const activityId = `uid_${this.activities.size}`;
    const slice = firstMicros === null ? null : { leastMicros: Math.min(5, firstMicros), firstMicros };
    const draft = { ...hold.draft, ...(ofLabel !== undefined && { label: ofLabel }) };
    this.#decide({ ...hold, draft, activityId, priceMicros, shownPriceMicros: priceMicros, slice }, null);
  }

  #decide(command: Command, activity: Activity | null): void {
    const known = { accountId: 'uid', ...NOTHING_KNOWN, account: this.account, activity };
    const decision = decide(known, command, this.nowMs);
    if (decision instanceof AppError) this.lastRejection = decision;
    else if (decision.kind === 'applied') {
      this.account = decision.account;
      for (const write of decision.writes) {
        if (write.kind === 'activity') this.activities.set(write.id, write.value);
      }
    }
  }
}

function periodOf(period: 'day' | 'month', ms: number): string {
  return new Date(ms).toISOString().slice(0, period === 'day' ? 10 : 7);
}

const hold: Command<'hold'> = {
  kind: 'hold',
  activityId: 'uid_request',
  draft: {
    accountId: 'uid',
    uid: 'uid',
    requestId: 'request',
    email: null,
    name: null,
    operation: 'chat',
    model: 'model',
    runBy: 'server',
    status: 'processing',
    intentDigest: 'intent',
    promptPreview: '',
    promptDigest: 'digest',
    catalogVersion: 1,
    quantity: {},
    ownerNonce: 'nonce',
    kind: 'chat',
    progress: null,
    job: null,
    guestAddress: null,
    reelId: null,
    worker: 'worker',
    client: { ip: null, country: null, device: null },
    shard: 0,
    traceId: 'trace',
  },
  priceMicros: 5,
  shownPriceMicros: 5,
  limit: null,
  leaseMs: 60_000,
  slice: null,
  isFree: false,
  guest: null,
  rejection: null,
};

function report(activityId: string, { holdMicros }: { holdMicros: number }): Command<'update'> {
  const change = { kind: 'report', ownerNonce: 'nonce', leaseMs: 60_000, changes: {}, result: null } as const;
  return { kind: 'update', activityId, change: { ...change, holdMicros } };
}

function end(
  activityId: string,
  { captureMicros, failed }: { captureMicros: number; failed: boolean },
): Command<'settle'> {
  const usage = { quantity: {}, costUsdMicros: 0 };
  const ending = {
    kind: 'worked',
    ownerNonce: 'nonce',
    delivery: 'partial',
    status: failed ? 'failed' : 'completed',
    captureMicros: failed ? 0 : captureMicros,
    usage,
    failure: null,
    result: null,
  } as unknown as Command<'settle'>['ending'];
  return { kind: 'settle', activityId, ending, actor: { kind: 'system', uid: null } };
}

test('what counts is always what the requests of the period hold or were charged, and no step passes a cap', () => {
  const seen = { rejected: 0, held: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 15, maxLength: 60 }), (steps) => {
      const life = new Life();
      for (const next of steps) {
        const before = { day: life.spent('day'), month: life.spent('month') };
        life.play(next);
        if (life.lastRejection?.code === 'cap-reached') seen.rejected++;
        if (next.kind === 'hold' && !life.lastRejection) seen.held++;
        for (const period of capPeriods) {
          const spent = life.spent(period);
          expect(capUsedMicros(life.account, period, life.nowMs)).toBe(spent);
          const max = life.account.caps?.[`${period}Micros`] ?? null;
          // A cap lowered below the spending rejects work that would add to it.
          if (max !== null && next.kind !== 'wait')
            expect(spent).toBeLessThanOrEqual(Math.max(max, before[period]));
        }
      }
    }),
  );
  expect(seen.rejected).toBeGreaterThan(20);
  expect(seen.held).toBeGreaterThan(200);
});

test('the usage of a label is what its requests hold or were charged since its cap was set, and no step passes it', () => {
  const seen = { rejected: 0, held: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 15, maxLength: 60 }), (steps) => {
      const life = new Life();
      for (const next of steps) {
        const before = ['film', 'book'].map((one) => ({
          day: life.spent('day', one),
          month: life.spent('month', one),
        }));
        life.play(next);
        if (life.lastRejection?.details.label !== undefined) seen.rejected++;
        for (const [index, one] of ['film', 'book'].entries()) {
          const stored = life.labelCap(one);
          if (!stored) continue;
          for (const period of capPeriods) {
            const spent = life.spent(period, one);
            expect(capUsedMicros({ capUse: stored.use }, period, life.nowMs)).toBe(spent);
            const max = stored[`${period}Micros`];
            const isBounded = max !== null && next.kind !== 'wait' && next.kind !== 'caps';
            if (isBounded) expect(spent).toBeLessThanOrEqual(Math.max(max, before[index]?.[period] ?? 0));
            if (spent > 0) seen.held++;
          }
        }
      }
    }),
  );
  expect(seen.rejected).toBeGreaterThan(20);
  expect(seen.held).toBeGreaterThan(200);
});

test('a cap of a label rejects its requests alone, and names the label and when a new period begins', () => {
  const life = new Life();
  life.play({ kind: 'caps', caps: { dayMicros: 12, monthMicros: null }, label: 'film' });
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null, label: 'film' });
  life.play({ kind: 'hold', priceMicros: 5, firstMicros: null, label: 'film' });
  expect(life.lastRejection?.toJSON()).toEqual({
    code: 'cap-reached',
    details: {
      reason: 'day',
      label: 'film',
      capMicros: 12,
      leftMicros: 2,
      priceMicros: 5,
      retryAfterMs: 2 * 3_600_000 - 1,
    },
  });
  for (const ofLabel of [undefined, 'book']) {
    life.play({ kind: 'hold', priceMicros: 50, firstMicros: null, label: ofLabel });
    expect(life.lastRejection).toBeNull();
  }
  life.play({ kind: 'settle', which: 0, captureMicros: 0, failed: true });
  life.play({ kind: 'hold', priceMicros: 12, firstMicros: null, label: 'film' });
  expect(life.lastRejection).toBeNull();
});

test('a request of before the cap of its label doesn’t count, even when it returns its credits in the same millisecond', () => {
  const life = new Life();
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null, label: 'film' });
  life.play({ kind: 'caps', caps: { dayMicros: 10, monthMicros: null }, label: 'film' });
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null, label: 'film' });
  expect(life.lastRejection).toBeNull();
  life.play({ kind: 'settle', which: 0, captureMicros: 0, failed: true });
  life.play({ kind: 'hold', priceMicros: 1, firstMicros: null, label: 'film' });
  expect(life.lastRejection?.details).toMatchObject({ label: 'film', leftMicros: 0 });
});

test('a cap of a label keeps its usage when it is changed, and loses it when it is removed', () => {
  const life = new Life();
  const caps = (dayMicros: number | null) =>
    life.play({ kind: 'caps', caps: { dayMicros, monthMicros: null }, label: 'film' });
  caps(10);
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null, label: 'film' });
  caps(12);
  life.play({ kind: 'hold', priceMicros: 5, firstMicros: null, label: 'film' });
  expect(life.lastRejection?.details).toMatchObject({ capMicros: 12, leftMicros: 2 });
  caps(null);
  expect(life.account.labelCaps).toEqual([]);
  life.play({ kind: 'hold', priceMicros: 50, firstMicros: null, label: 'film' });
  expect(life.lastRejection).toBeNull();
});

test('an account has caps of at most 20 labels', () => {
  const life = new Life();
  const play = (ofLabel: string) =>
    life.play({ kind: 'caps', caps: { dayMicros: 1, monthMicros: null }, label: ofLabel });
  for (let index = 0; index < 20; index++) play(`label ${index}`);
  expect(life.lastRejection).toBeNull();
  play('label 20');
  expect(life.lastRejection?.toJSON()).toEqual({
    code: 'invalid-argument',
    details: { reason: 'too-many-label-caps', max: 20 },
  });
  play('label 3');
  expect(life.lastRejection).toBeNull();
});

test('a request that would pass a cap is rejected with what is left and when a new period begins', () => {
  const life = new Life();
  life.play({ kind: 'caps', caps: { dayMicros: 12, monthMicros: 100 } });
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null });
  life.play({ kind: 'hold', priceMicros: 5, firstMicros: null });
  expect(life.lastRejection?.toJSON()).toEqual({
    code: 'cap-reached',
    details: { reason: 'day', capMicros: 12, leftMicros: 2, priceMicros: 5, retryAfterMs: 2 * 3_600_000 },
  });
  life.play({ kind: 'wait', ms: 2 * 3_600_000 });
  life.play({ kind: 'hold', priceMicros: 5, firstMicros: null });
  expect(life.lastRejection).toBeNull();
});

test('what a failed request held can be spent again', () => {
  const life = new Life();
  life.play({ kind: 'caps', caps: { dayMicros: 10, monthMicros: null } });
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null });
  life.play({ kind: 'settle', which: 0, captureMicros: 0, failed: true });
  life.play({ kind: 'hold', priceMicros: 10, firstMicros: null });
  expect(life.lastRejection).toBeNull();
  expect(life.spent('day')).toBe(10);
});

test('a stream begins with what a cap leaves, and grows no further', () => {
  const life = new Life();
  life.play({ kind: 'caps', caps: { dayMicros: 8, monthMicros: null } });
  life.play({ kind: 'hold', priceMicros: 50, firstMicros: 20 });
  expect(life.spent('day')).toBe(8);
  life.play({ kind: 'report', which: 0, holdMicros: 40 });
  expect(life.spent('day')).toBe(8);
});

test('spending counts also while there is no cap: one that is set later holds for the whole period', () => {
  const life = new Life();
  life.play({ kind: 'hold', priceMicros: 7, firstMicros: null });
  life.play({ kind: 'caps', caps: { dayMicros: 10, monthMicros: null } });
  life.play({ kind: 'hold', priceMicros: 5, firstMicros: null });
  expect(life.lastRejection?.details).toMatchObject({ leftMicros: 3 });
});

test('notices that an earlier build, which doesn’t count, has decided since, and counts on from there', () => {
  const noted = (account: Account, nowMs: number) => {
    const decision = decide(
      { ...NOTHING_KNOWN, accountId: 'uid', account },
      { kind: 'note', fields: { topUpBelowMicros: nowMs } },
      nowMs,
    );
    if (!('account' in decision) || !decision.account) throw new Error('The decision changed nothing.');
    return decision.account;
  };
  const counted = noted(noted(opened, START), START + 1);
  expect(capsCountedSinceMs(counted)).toBe(0);
  // The earlier build keeps the fields that it doesn't know.
  const missed = { ...counted, decidedAtMs: START + 2 };
  expect(capsCountedSinceMs(missed)).toBe(Number.POSITIVE_INFINITY);
  const noticed = noted(noted(missed, START + 3), START + 4);
  expect(capsCountedSinceMs(noticed)).toBe(START + 3);
});
