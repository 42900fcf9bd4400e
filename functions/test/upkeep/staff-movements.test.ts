import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adminReducers } from '../../src/admin/admin-reducers.ts';
import type { Account, Activity, AuditEntry, LedgerEntry, StaffAllowance } from '../../src/contract/index.ts';
import { balanceMicros } from '../../src/contract/index.ts';
import { assertBalanced } from '../../src/meter/assert-balanced.ts';
import { type Command, NOTHING_KNOWN } from '../../src/meter/commands.ts';
import { decide } from '../../src/meter/decide.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { AccountAudit } from '../../src/upkeep/verify/account-audit.ts';

const START_MS = Date.UTC(2026, 0, 5);
const DAILY_MICROS = 30;
const accountId = 'ann';
const entry: Omit<AuditEntry, 'schemaVersion' | 'before' | 'after' | 'createdAt'> = {
  action: 'take-back-credits',
  target: `accounts/${accountId}`,
  reason: 'test',
  ip: null,
  traceId: 't',
  actor: { uid: 'staff', email: null, role: 'admin' },
};

/** An account with all that was written about it, in memory. */
function books() {
  let account: Account | null = null;
  let nowMs = START_MS;
  let allowance: StaffAllowance | null = null;
  const activities = new Map<string, Activity>();
  const entries = new Map<string, LedgerEntry>();
  const audit = new Map<string, AuditEntry>();

  function submit(command: Command): boolean {
    nowMs += 1_000;
    const auditId = 'audit' in command ? (command.audit?.auditId ?? '') : '';
    const known = {
      ...{ ...NOTHING_KNOWN, accountId, account, allowance },
      activity: 'activityId' in command ? (activities.get(command.activityId) ?? null) : null,
      entry: 'entryId' in command ? (entries.get(command.entryId) ?? null) : null,
      audit: audit.get(auditId) ?? null,
    };
    const decision = decide(known, command, nowMs, adminReducers);
    if (!('kind' in decision) || decision.kind !== 'applied') return false;
    assertBalanced(known, decision);
    account = decision.account;
    for (const { kind, id, value } of decision.writes) {
      if (kind === 'activity') activities.set(id, value);
      if (kind === 'allowance') allowance = value;
      if (kind === 'audit') audit.set(id, value);
      if (kind !== 'entry') continue;
      if (entries.has(id)) throw new Error(`The entry ${id} would be written twice`);
      entries.set(id, value);
    }
    return true;
  }

  function drifts() {
    if (!account) throw new Error('The account is not open');
    const verifier = new AccountAudit({ accountId, account, nowMs, checkpoint: null });
    for (const [id, activity] of activities) verifier.addActivity(id, activity, null);
    for (const [id, one] of entries) verifier.addEntry(id, one);
    return verifier.finish();
  }

  return {
    ...{ submit, drifts, activities, entries, audit },
    account: () => account as Account,
    allowance: () => allowance,
    now: () => nowMs,
  };
}

const common = { reason: 'test', uid: 'staff', traceId: 't' };
const book = (reducer: string, auditId: string, facts: object, isLimited = false): Command => ({
  ...{ kind: 'book', reducer, facts: { ...common, ...facts } },
  documents: isLimited ? { allowance: 'staff' } : {},
  audit: { auditId, entry },
});

function holdOf(requestId: string, priceMicros: number): Command {
  return {
    ...{ kind: 'hold', activityId: `ann_${requestId}`, priceMicros, shownPriceMicros: priceMicros },
    ...{ slice: null, isFree: false, limit: null, guest: null, leaseMs: 60_000, rejection: null },
    draft: {
      ...{ accountId, uid: 'ann', requestId, email: null, name: null, operation: 'image', kind: 'image' },
      ...{ model: 'm', runBy: 'client', status: 'processing', intentDigest: 'i', promptPreview: '' },
      ...{ promptDigest: 'd', catalogVersion: 1, quantity: { images: 1 }, ownerNonce: 'n', worker: null },
      ...{ progress: null, job: null, guestAddress: null, reelId: null, shard: 0, traceId: 't' },
      client: { ip: null, country: null, device: null },
    },
  } as Command<'hold'>;
}

const settleOf = (requestId: string, captureMicros: number): Command => ({
  ...{ kind: 'settle', activityId: `ann_${requestId}`, actor: { kind: 'system', uid: null } },
  ending: {
    ...{ kind: 'reported', status: 'completed', captureMicros, failure: null, result: null },
    ...{ usage: { quantity: { images: 1 }, costUsdMicros: 0 }, returnLimitMicros: 1_000_000 },
  },
});

const request = fc.nat({ max: 4 }).map(String);
const micros = fc.integer({ min: 1, max: 40 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant('grant' as const),
    request,
    micros,
    source: fc.constantFrom('bonus' as const, 'purchase' as const, 'promo' as const),
    expiresInMs: fc.constantFrom(null, 5_000, 3_600_000),
  }),
  fc.record({ kind: fc.constant('hold' as const), request, micros }),
  fc.record({ kind: fc.constant('settle' as const), request, micros }),
  fc.record({ kind: fc.constant('take-back' as const), request, micros, lot: fc.option(request) }),
  fc.record({ kind: fc.constant('give-back' as const), request, of: request }),
  fc.record({ kind: fc.constant('return' as const), request, activity: request, isLimited: fc.boolean() }),
);

test('whatever staff take back, give back and return, the books balance and the verifier finds no drift', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { submit, account, activities, entries, audit, allowance, now, drifts } = books();
      const user = { uid: 'ann', email: null, name: null, kind: 'person' } as const;
      submit({ kind: 'open', account: newAccount(user), welcome: null });
      for (const one of steps) {
        const { request: id } = one;
        if (one.kind === 'grant') {
          const expiresAtMs = one.expiresInMs === null ? null : now() + one.expiresInMs;
          const lot = { lotId: `grant-${id}`, source: one.source, expiresAtMs, paymentId: null };
          const actor = { kind: 'system', uid: null } as const;
          const grant = { lot, amountMicros: one.micros, reason: 'test', actor, traceId: 't', audit: null };
          submit({ kind: 'grant', entryId: `grant-${id}`, ...grant });
        } else if (one.kind === 'hold') {
          submit(holdOf(id, one.micros));
        } else if (one.kind === 'settle') {
          submit(settleOf(id, one.micros));
        } else if (one.kind === 'take-back') {
          const before = account();
          const paidMicros = (of: Account) =>
            of.lots.reduce((sum, lot) => sum + (lot.source === 'purchase' ? lot.remainingMicros : 0), 0);
          const facts = { requestId: id, amountMicros: one.micros, lotId: one.lot && `grant-${one.lot}` };
          if (!submit(book('takeBack', `take-back-${id}`, facts))) continue;
          const spent = balanceMicros(before, now()) - balanceMicros(account(), now());
          expect(spent).toBe(one.micros);
          expect(paidMicros(account())).toBe(paidMicros(before));
          expect(account().debtMicros).toBe(before.debtMicros);
        } else if (one.kind === 'give-back') {
          const taken = audit.get(`take-back-${one.of}`);
          if (!taken) continue;
          const facts = { requestId: `undo-${id}-${one.of}`, lots: taken.after?.lots };
          submit(book('giveBack', `give-back-take-back-${one.of}`, facts));
        } else {
          const activityId = `ann_${one.activity}`;
          const { capturedMicros = 0 } = activities.get(activityId) ?? {};
          if (capturedMicros === 0) continue;
          const dailyLimitMicros = one.isLimited ? DAILY_MICROS : null;
          const facts = { requestId: id, activityId, amountMicros: capturedMicros, dailyLimitMicros };
          submit(book('returnCharge', `return-${activityId}`, facts, one.isLimited));
        }
      }
      expect(drifts()).toEqual([]);
      expect(allowance()?.returnedMicros ?? 0).toBeLessThanOrEqual(DAILY_MICROS);
      for (const [activityId, { capturedMicros }] of activities) {
        const returned = entries.get(`return-${activityId}`)?.totalMicros ?? 0;
        expect(returned).toBeLessThanOrEqual(capturedMicros);
      }
    }),
    { numRuns: 300 },
  );
});
