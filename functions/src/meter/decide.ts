import {
  type Account,
  type Activity,
  type Actor,
  assertNever,
  balanceMicros,
  DAY_MS,
  type DrawnLot,
  HOUR_MS,
  type LedgerEntry,
  type LotDescriptor,
  type Usage,
} from '../contract/index.ts';
import type {
  AmendCommand,
  Audit,
  Command,
  Decision,
  Ending,
  GrantCommand,
  HoldCommand,
  Known,
  LapseCommand,
  OpenCommand,
  Refusal,
  RevokeCommand,
  SettleCommand,
  SuspendCommand,
} from './commands.ts';
import { admit } from './limits.ts';
import { add, draw, isSpendable, restore, split, takeFrom } from './lots.ts';

/** No lease is longer; a lot lapses only this long after its expiry, when every hold on it has ended. */
export const MAX_LEASE_MS = HOUR_MS;

/**
 * Decides a command: what the account becomes and what is written with it, or why not. Pure: no clock, no I/O.
 * @param clockMs the caller's clock; an account's time never runs backwards, whatever the instances' clocks do
 */
export function decide(known: Known, command: Command, clockMs: number): Decision {
  const nowMs = Math.max(clockMs, known.account?.decidedAtMs ?? 0);
  if (command.kind === 'open') return open(known, command, nowMs);
  if (command.kind === 'hold' && known.activity) return repeatHold(known.activity, command);
  const { account, accountId } = known;
  if (!account) return refuse('not-found', 'This account is not open yet. Sign in again to open it.');
  switch (command.kind) {
    case 'hold':
      return hold(account, command, nowMs);
    case 'settle':
      return settle({ accountId, account }, known.activity, command, nowMs);
    case 'amend':
      return amend(account, known.activity, command, nowMs);
    case 'grant':
      return known.entry
        ? repeatGrant(known.entry, accountId, command)
        : grant({ accountId, account }, command, nowMs);
    case 'revoke':
      return known.entry
        ? { kind: 'stored', activity: null, entry: known.entry }
        : revoke({ accountId, account }, command, nowMs);
    case 'lapse':
      return lapse({ accountId, account }, command, nowMs);
    case 'suspend':
    case 'reinstate':
      return changeStatus(account, command, nowMs);
    default:
      return assertNever(command);
  }
}

function repeatHold(stored: Activity, { draft }: HoldCommand): Decision {
  if (stored.intentDigest === draft.intentDigest) return { kind: 'stored', activity: stored, entry: null };
  return refuse('idempotency-conflict', 'This request id was used for another request. Make a new one.');
}

function hold(account: Account, command: HoldCommand, nowMs: number): Decision {
  const { draft, limit, priceMicros, veto } = command;
  if (veto) return { kind: 'refused', refusal: veto };
  if (account.status === 'suspended') {
    return refuse('suspended', 'This account is suspended. Write to support to have it looked at.');
  }
  if (priceMicros > command.shownPriceMicros) {
    return refuse('price-changed', 'The price has gone up since it was shown. Look at it again.', {
      priceMicros,
      catalogVersion: draft.catalogVersion,
    });
  }
  const turn = limit ? admit(account.windows[draft.operation] ?? [], limit, nowMs) : null;
  if (turn?.kind === 'refused') {
    return refuse('rate-limited', 'You have reached the limit for this operation. Wait a little.', {
      retryAfterMs: turn.retryAfterMs,
    });
  }
  const heldMicros = account.unlimited ? 0 : priceMicros;
  const paid = draw(account.lots, heldMicros, nowMs);
  if (!paid) {
    return refuse(
      'insufficient-credits',
      'There are not enough credits for this. Get more, or choose less.',
      {
        priceMicros,
        balanceMicros: balanceMicros(account, nowMs),
      },
    );
  }
  const windows = turn ? { ...account.windows, [draft.operation]: turn.log } : account.windows;
  return applied(changed(account, { lots: paid.lots, windows }, nowMs), {
    activity: {
      ...draft,
      schemaVersion: 1,
      priceMicros,
      heldMicros,
      drawn: paid.drawn,
      delivered: null,
      capturedMicros: 0,
      leaseUntil: nowMs + Math.min(command.leaseMs, MAX_LEASE_MS),
      failure: null,
      deliveredLate: false,
      createdAt: nowMs,
      startedAt: draft.status === 'processing' ? nowMs : null,
      endedAt: null,
    },
  });
}

function settle(owner: Owner, stored: Activity | null, command: SettleCommand, nowMs: number): Decision {
  if (!stored) return refuse('not-found', 'There is no such request.');
  if (!isOpen(stored)) {
    return settleAgain(owner.account, stored, command.ending);
  }
  const end = judge(owner.account, stored, command.ending, nowMs);
  if (end.kind !== 'end') return end;

  const { kept, returned } = split(stored.drawn, Math.min(end.captureMicros, stored.heldMicros));
  const cause: Cause = { ...owner, actor: command.actor, traceId: stored.traceId, nowMs };
  const entries: Entries = [];
  if (end.status === 'completed' || kept.length > 0) {
    entries.push([
      `usage-${command.activityId}`,
      usageEntry(cause, stored, command.activityId, kept, end.usage),
    ]);
  }
  const account = giveBack(cause, returned, end.returnCounts, command.activityId, entries);
  const { cancelFor: _, ...open } = stored;
  return applied(account, {
    activity: {
      ...open,
      status: end.status,
      capturedMicros: total(kept),
      failure: end.failure,
      leaseUntil: null,
      endedAt: nowMs,
    },
    entries,
    result: command.ending.kind === 'worked' ? command.ending.result : null,
  });
}

function amend(account: Account, stored: Activity | null, { change }: AmendCommand, nowMs: number): Decision {
  if (!stored) return refuse('not-found', 'There is no such request.');
  const asIs: Decision = { kind: 'stored', activity: stored, entry: null };
  if (!isOpen(stored)) return asIs;
  switch (change.kind) {
    case 'start': {
      const { ownerNonce, worker, leaseMs, goneWorker } = change;
      const isFree =
        stored.status === 'pending' ||
        (stored.leaseUntil ?? 0) <= nowMs ||
        (goneWorker !== null && stored.worker === goneWorker);
      if (!isFree) return asIs;
      const leaseUntil = nowMs + Math.min(leaseMs, MAX_LEASE_MS);
      const startedAt = stored.startedAt ?? nowMs;
      return applied(account, {
        activity: { ...stored, status: 'processing', ownerNonce, worker, leaseUntil, startedAt },
      });
    }
    case 'deliver':
      if (stored.ownerNonce !== change.ownerNonce) return asIs;
      return applied(account, {
        activity: { ...stored, delivered: change.delivered },
        result: change.result,
      });
    case 'cancel':
      if (stored.worker === null || stored.cancelFor !== undefined) return asIs;
      return applied(account, { activity: { ...stored, cancelFor: stored.worker } });
    default:
      return assertNever(change);
  }
}

/** Work that succeeds after the sweep had given its credits back is delivered, and costs nothing. */
function settleAgain(account: Account, stored: Activity, ending: Ending): Decision {
  const isLateResult =
    ending.kind === 'worked' &&
    ending.result !== null &&
    ending.ownerNonce === stored.ownerNonce &&
    stored.status === 'expired' &&
    !stored.deliveredLate;
  if (!isLateResult) return { kind: 'stored', activity: stored, entry: null };
  return applied(account, { activity: { ...stored, deliveredLate: true }, result: ending.result });
}

interface End {
  readonly kind: 'end';
  readonly status: 'completed' | 'failed' | 'expired';
  readonly captureMicros: number;
  readonly failure: Activity['failure'];
  readonly usage: Usage;
  /** Whether what goes back counts against the daily bound on a client's word. */
  readonly returnCounts: boolean;
}

/** How an open activity ends by someone's word, or why it does not. */
function judge(account: Account, stored: Activity, ending: Ending, nowMs: number): End | Decision {
  const nothingUsed: Usage = { quantity: stored.quantity, costUsdMicros: 0 };
  switch (ending.kind) {
    case 'worked':
      if (ending.ownerNonce !== stored.ownerNonce) return { kind: 'stored', activity: stored, entry: null };
      return { ...ending, kind: 'end', returnCounts: false };
    case 'reported': {
      const returnedMicros = stored.heldMicros - Math.min(ending.captureMicros, stored.heldMicros);
      if (returnedMicros > 0 && !mayReturn(account, returnedMicros, ending.returnLimitMicros, nowMs)) {
        return refuse(
          'return-limit',
          'This app has given back all the credits it may today. Write to support.',
        );
      }
      return { ...ending, kind: 'end', returnCounts: true };
    }
    case 'swept': {
      if (stored.leaseUntil !== null && stored.leaseUntil > nowMs) {
        return { kind: 'stored', activity: stored, entry: null };
      }
      const returnCounts = stored.runBy === 'client';
      const end = {
        kind: 'end',
        status: 'expired',
        usage: stored.delivered ?? nothingUsed,
        returnCounts,
      } as const;
      if (returnCounts && !mayReturn(account, stored.heldMicros, ending.returnLimitMicros, nowMs)) {
        const message = 'Its end was never reported, after too many returns on one day: charged.';
        return { ...end, captureMicros: stored.heldMicros, failure: { code: 'return-limit', message } };
      }
      const message = 'The work did not end in time. Credits for what was not delivered were given back.';
      const captureMicros = stored.delivered?.micros ?? 0;
      return { ...end, captureMicros, failure: { code: 'worker-lost', message } };
    }
    case 'withdrawn': {
      if (stored.status !== 'pending' || stored.runBy !== 'server') {
        return { kind: 'stored', activity: stored, entry: null };
      }
      const failure = { code: 'cancelled', message: 'Cancelled before work began.' } as const;
      return {
        kind: 'end',
        status: 'failed',
        captureMicros: 0,
        failure,
        usage: nothingUsed,
        returnCounts: false,
      };
    }
    default:
      return assertNever(ending);
  }
}

/** Puts credits back into their lots; what expired long ago lapses, and a debt is repaid first. */
function giveBack(
  cause: Cause,
  returned: readonly DrawnLot[],
  counts: boolean,
  activityId: string,
  entries: Entries,
): Account {
  if (returned.length === 0) return cause.account;
  const { account, nowMs } = cause;
  const lapsed = returned.filter(({ lot }) => hasLapsed(lot, nowMs));
  const restored = returned.filter(({ lot }) => !hasLapsed(lot, nowMs));
  if (lapsed.length > 0) {
    entries.push([`lapse-${activityId}`, { ...movement(cause, outOf(lapsed)), kind: 'lapse' }]);
  }
  const credited = { ...account, lots: restore(account.lots, restored) };
  const repaid = repay(cause, credited, restored, `repay-${activityId}`, entries);
  const clientReturns = counts ? countReturn(account, total(returned), nowMs) : account.clientReturns;
  return changed(repaid, { clientReturns }, nowMs);
}

function open({ account, accountId, entry }: Known, command: OpenCommand, nowMs: number): Decision {
  const { welcome, traceId } = command;
  const base = account ?? { ...command.account, decidedAtMs: nowMs, createdAt: nowMs };
  if (!welcome || entry) return account ? { kind: 'stored', activity: null, entry } : applied(base, {});
  return grant(
    { accountId, account: base },
    {
      kind: 'grant',
      entryId: welcome.entryId,
      lot: { lotId: welcome.entryId, source: 'welcome', expiresAtMs: null, paymentId: null },
      amountMicros: welcome.amountMicros,
      reason: 'Welcome credits',
      actor: { kind: 'system', uid: null },
      traceId,
      audit: null,
    },
    nowMs,
  );
}

function grant(owner: Owner, command: GrantCommand, nowMs: number): Decision {
  const { account } = owner;
  const { amountMicros, actor, traceId, reason } = command;
  const lot: LotDescriptor = { ...command.lot, grantedAtMs: nowMs };
  const cause: Cause = { ...owner, actor, traceId, nowMs };
  const into: DrawnLot[] = [{ lot, amountMicros }];
  const entries: Entries = [[command.entryId, { ...movement(cause, into), kind: 'grant', lot, reason }]];
  const credited = { ...account, lots: add(account.lots, lot, amountMicros) };
  const repaid = repay(cause, credited, into, `repay-${command.entryId}`, entries);
  const granted = changed(repaid, {}, nowMs);
  return applied(granted, { entries, audit: auditEntry(command.audit, account, granted, nowMs) });
}

function repeatGrant(stored: LedgerEntry, accountId: string, { lot, amountMicros }: GrantCommand): Decision {
  const isSame =
    stored.kind === 'grant' &&
    stored.accountId === accountId &&
    stored.totalMicros === amountMicros &&
    stored.lot.source === lot.source &&
    stored.lot.expiresAtMs === lot.expiresAtMs;
  if (isSame) return { kind: 'stored', activity: null, entry: stored };
  return refuse('idempotency-conflict', 'This request id was used for another grant. Make a new one.');
}

/** Takes credits back: from the lot what it still has, the rest as debt that the next credits in repay. */
function revoke(owner: Owner, command: RevokeCommand, nowMs: number): Decision {
  const { account } = owner;
  const { lotId, source, amountMicros, actor, traceId, reason } = command;
  const { lots, takenMicros } = takeFrom(account.lots, lotId, amountMicros);
  const debtDeltaMicros = amountMicros - takenMicros;
  const base = movement({ ...owner, actor, traceId, nowMs }, []);
  const entry: LedgerEntry = {
    ...base,
    kind: 'revoke',
    amounts: [{ lotId, source, amountMicros: -takenMicros }],
    totalMicros: -takenMicros,
    debtDeltaMicros,
    reason,
  };
  const revoked = changed(account, { lots, debtMicros: account.debtMicros + debtDeltaMicros }, nowMs);
  return applied(revoked, {
    entries: [[command.entryId, entry]],
    audit: auditEntry(command.audit, account, revoked, nowMs),
  });
}

function lapse(owner: Owner, { traceId }: LapseCommand, nowMs: number): Decision {
  const { account, accountId } = owner;
  const lapsed = account.lots.filter((lot) => hasLapsed(lot, nowMs));
  if (lapsed.length === 0) return { kind: 'stored', activity: null, entry: null };
  const cause: Cause = { ...owner, actor: { kind: 'system', uid: null }, traceId, nowMs };
  const entries = lapsed.map((lot): Entries[number] => [
    `lapse-${accountId}-${lot.lotId}`,
    { ...movement(cause, outOf([{ lot, amountMicros: lot.remainingMicros }])), kind: 'lapse' },
  ]);
  const lots = account.lots.filter((lot) => !lapsed.includes(lot));
  return applied(changed(account, { lots }, nowMs), { entries });
}

function changeStatus(account: Account, command: SuspendCommand, nowMs: number): Decision {
  const status = command.kind === 'suspend' ? 'suspended' : 'active';
  const statusReason = command.kind === 'suspend' ? command.reason : null;
  const next = changed(account, { status, statusReason }, nowMs);
  return applied(next, { audit: auditEntry(command.audit, account, next, nowMs) });
}

function isOpen({ status }: Activity): boolean {
  return status === 'pending' || status === 'processing';
}

interface Owner {
  readonly accountId: string;
  readonly account: Account;
}

/** Who moves whose credits, when and why. */
interface Cause extends Owner {
  readonly actor: Actor;
  readonly traceId: string;
  readonly nowMs: number;
}

type Entries = [entryId: string, entry: LedgerEntry][];

/** Pays a debt out of credits that have just come in, as far as they can be spent. */
function repay(
  cause: Cause,
  account: Account,
  cameIn: readonly DrawnLot[],
  entryId: string,
  entries: Entries,
): Account {
  const paid: DrawnLot[] = [];
  let { lots, debtMicros } = account;
  for (const { lot, amountMicros } of cameIn) {
    const current = lots.find(({ lotId }) => lotId === lot.lotId);
    if (debtMicros === 0 || !current || !isSpendable(current, cause.nowMs)) continue;
    const taken = takeFrom(lots, lot.lotId, Math.min(amountMicros, debtMicros));
    paid.push({ lot, amountMicros: taken.takenMicros });
    lots = taken.lots;
    debtMicros -= taken.takenMicros;
  }
  if (paid.length === 0) return account;
  const debtDeltaMicros = debtMicros - account.debtMicros;
  entries.push([entryId, { ...movement(cause, outOf(paid)), kind: 'repay', debtDeltaMicros }]);
  return { ...account, lots, debtMicros };
}

function usageEntry(
  cause: Cause,
  stored: Activity,
  activityId: string,
  kept: readonly DrawnLot[],
  usage: Usage,
): LedgerEntry {
  const { uid, operation, model, catalogVersion, priceMicros } = stored;
  return {
    ...movement(cause, outOf(kept)),
    kind: 'usage',
    activityId,
    uid,
    operation,
    model,
    quantity: usage.quantity,
    costUsdMicros: usage.costUsdMicros,
    catalogVersion,
    priceMicros,
  };
}

function movement({ accountId, actor, traceId, nowMs }: Cause, moved: readonly DrawnLot[]) {
  return {
    schemaVersion: 1 as const,
    accountId,
    amounts: moved.map(({ lot, amountMicros }) => ({ lotId: lot.lotId, source: lot.source, amountMicros })),
    totalMicros: total(moved),
    debtDeltaMicros: 0,
    actor,
    traceId,
    createdAt: nowMs,
  };
}

function outOf(moved: readonly DrawnLot[]): DrawnLot[] {
  return moved.map(({ lot, amountMicros }) => ({ lot, amountMicros: -amountMicros }));
}

function total(moved: readonly DrawnLot[]): number {
  return moved.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
}

function hasLapsed({ expiresAtMs }: LotDescriptor, nowMs: number): boolean {
  return expiresAtMs !== null && nowMs >= expiresAtMs + MAX_LEASE_MS;
}

function mayReturn(account: Account, amountMicros: number, limitMicros: number, nowMs: number): boolean {
  return countReturn(account, amountMicros, nowMs).returnedMicros <= limitMicros;
}

function countReturn(
  { clientReturns }: Account,
  amountMicros: number,
  nowMs: number,
): Account['clientReturns'] {
  const dayStartMs = nowMs - (nowMs % DAY_MS);
  const soFarMicros = clientReturns.dayStartMs === dayStartMs ? clientReturns.returnedMicros : 0;
  return { dayStartMs, returnedMicros: soFarMicros + amountMicros };
}

function auditEntry(audit: Audit | null, before: Account, after: Account, nowMs: number): Applied['audit'] {
  if (!audit) return null;
  return [
    audit.auditId,
    {
      ...audit.entry,
      schemaVersion: 1,
      before: auditView(before, nowMs),
      after: auditView(after, nowMs),
      createdAt: nowMs,
    },
  ];
}

function auditView(account: Account, nowMs: number) {
  const { status, debtMicros } = account;
  return { status, balanceMicros: balanceMicros(account, nowMs), debtMicros };
}

function changed(account: Account, change: Partial<Account>, nowMs: number): Account {
  return { ...account, ...change, decidedAtMs: nowMs };
}

type Applied = Extract<Decision, { kind: 'applied' }>;

function applied(account: Account, writes: Partial<Omit<Applied, 'kind' | 'account'>>): Decision {
  return { kind: 'applied', account, activity: null, entries: [], result: null, audit: null, ...writes };
}

function refuse(code: Refusal['code'], message: string, details: Refusal['details'] = {}): Decision {
  return { kind: 'refused', refusal: { code, message, details } };
}
