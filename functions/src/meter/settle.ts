import {
  type Activity,
  AppError,
  assertNever,
  balanceMicros,
  capLeft,
  countCapUse,
  countReturn,
  delivered,
  isCancelled,
  isOpen,
  isShadow,
  LEASE_MS,
  leaseEnd,
  MINUTE_MS,
  mayReturn,
  newFailure,
  returnTurn,
} from '../contract/index.ts';
import {
  applied,
  type Cause,
  changed,
  credit,
  lapseEntry,
  logged,
  movement,
  type Owner,
  out,
  saved,
  total,
  turnsAt,
} from './books.ts';
import { type ActivityUpdate, type Command, type Decision, type End, type Known, NO_OP } from './commands.ts';
import { draw, join, split } from './lots.ts';
import { release } from './rollover.ts';

/** A worker that has not stopped this long after a cancel is assumed lost, so that every cancel ends. */
const STOP_WITHIN_MS = MINUTE_MS;

/**
 * Ends an activity, once. Captures what was delivered and releases the rest to the lots it came from. Worth beyond the
 * hold is drawn in the same commit.
 */
export function settle(owner: Owner, known: Known, command: Command<'settle'>): Decision {
  const { activity: stored, address } = known;
  const { activityId, actor } = command;
  if (!stored) return new AppError('not-found', { reason: 'activity' });
  if (!isOpen(stored)) return deliverLate(owner, stored, command);
  const end = judge(owner, stored, command);
  if (end instanceof AppError || 'kind' in end) return end;

  const { account: funded, hold, isShort } = holdMore(owner, stored, end.captureMicros);
  const { kept, returned } = split(hold.drawn, Math.min(end.captureMicros, hold.heldMicros));
  const cause: Cause = { ...owner, actor, traceId: stored.traceId };
  const { lots, closedLots, restored, lapsed, entries } = release(cause, activityId, returned);
  const { cancelFor: _, ...rest } = stored;
  // A worker that took over does not know the cost of the one before it.
  const costUsdMicros = Math.max(end.usage.costUsdMicros, stored.costUsdMicros ?? 0);
  const failedAt = stored.failedAt ?? end.failedAtMs;
  const activity: Activity = {
    ...rest,
    ...hold,
    status: end.status,
    capturedMicros: total(kept),
    ...(isShadow(stored) && { shadowMicros: billed(owner, stored, end.captureMicros) }),
    costUsdMicros,
    failure: end.failure,
    ...(failedAt !== undefined && { failedAt }),
    leaseUntil: null,
    used: end.usage.quantity,
    ...{ endedAt: owner.nowMs, recordedAt: owner.nowMs, rollUpAt: owner.nowMs },
  };
  const writes = saved(activityId, activity, end.result);
  if (!isShadow(stored) && (end.status === 'completed' || kept.length > 0)) {
    const { uid, operation, model, catalogVersion, priceMicros } = stored;
    const what = { activityId, uid, operation, model, catalogVersion, priceMicros, status: end.status };
    const usage = { ...movement(cause, out(kept)), ...what, ...end.usage, costUsdMicros };
    writes.push(logged(`usage-${activityId}`, { ...usage, kind: 'usage' }));
  }
  writes.push(...lapseEntry(`lapse-${activityId}`, cause, lapsed), ...entries);
  if (stored.guestAddress !== null && end.status !== 'completed') {
    const back = returnTurn(stored.createdAt, { windows: owner.account.windows, address });
    writes.push(...turnsAt(stored.guestAddress, back));
    return applied(changed(owner, { windows: back.windows }), writes);
  }
  if (returned.length === 0) return { ...applied(funded, writes), isShort };

  const { account, repayment } = credit(cause, lots, restored, `repay-${activityId}`);
  const isClientsWord = stored.runBy === 'client';
  const clientReturns = isClientsWord ? countReturn(owner, total(returned)) : account.clientReturns;
  const counted = countCapUse(funded, -total(returned), { request: stored, nowMs: owner.nowMs });
  return applied({ ...account, closedLots, clientReturns, ...counted }, [...writes, ...repayment]);
}

/** Returns the charge that shadow mode avoids, given enough credits. */
function billed({ account }: Owner, { priceMicros }: Activity, captureMicros: number): number {
  return account.unlimited ? 0 : Math.min(captureMicros, priceMicros);
}

/** Delivers work that succeeds after its lease has expired. It costs nothing. */
function deliverLate({ account, nowMs }: Owner, stored: Activity, command: Command<'settle'>): Decision {
  const { activityId, ending } = command;
  if (ending.kind !== 'worked' || ending.status !== 'completed') return NO_OP;
  const isLate = stored.status === 'expired' && stored.ownerNonce === ending.ownerNonce;
  if (!isLate || stored.deliveredLate) return NO_OP;
  const { costUsdMicros } = ending.usage;
  const costs = { costUsdMicros, expiredCostUsdMicros: stored.costUsdMicros ?? 0 };
  const activity = { ...stored, ...costs, deliveredLate: true, lateRecordedAt: nowMs };
  return applied(account, saved(activityId, activity, ending.result));
}

/** Returns how an open activity ends, or the decision that it does not. */
function judge(owner: Owner, stored: Activity, command: Command<'settle'>): End | Decision {
  const { heldMicros, leaseUntil, ownerNonce, runBy, status } = stored;
  const { activityId, ending } = command;
  switch (ending.kind) {
    case 'worked': {
      const { kind: _, ...end } = ending;
      if (ending.ownerNonce !== ownerNonce) return NO_OP;
      if (isCancelled(stored) && end.delivery === 'whole') {
        const { usage, ...stopped } = cancelled(stored);
        return { ...stopped, usage: { ...usage, costUsdMicros: end.usage.costUsdMicros } };
      }
      // What an earlier worker delivered is there, whatever this one has done.
      const isFruitless = end.status === 'failed' && end.captureMicros === 0;
      return isFruitless && stored.delivered ? { ...end, ...delivered(stored), result: end.result } : end;
    }
    case 'reported': {
      const { kind: _, ...end } = ending;
      const returnedMicros = heldMicros - Math.min(ending.captureMicros, heldMicros);
      if (mayReturn(owner, returnedMicros, ending.returnLimitMicros)) return end;
      return new AppError('return-limit', { reason: 'reported' });
    }
    case 'swept': {
      if (leaseUntil !== null && leaseUntil > owner.nowMs) return NO_OP;
      if (isCancelled(stored)) return cancelled(stored);
      const end = { ...delivered(stored), status: 'expired', failedAtMs: lastSeenMs(stored) } as const;
      if (runBy === 'client' && !mayReturn(owner, heldMicros, ending.returnLimitMicros)) {
        const failure = newFailure(new AppError('return-limit', { reason: 'never-reported' }));
        return { ...end, captureMicros: heldMicros, failure };
      }
      return { ...end, failure: newFailure(new AppError('worker-lost')) };
    }
    case 'cancelled': {
      if (runBy === 'client' || isCancelled(stored)) return NO_OP;
      if (status === 'pending') return { ...cancelled(stored), failedAtMs: owner.nowMs };
      const stopBy = Math.min(leaseUntil ?? 0, owner.nowMs + STOP_WITHIN_MS);
      const mark = { cancelFor: stored.worker ?? '', leaseUntil: stopBy, failedAt: owner.nowMs };
      const marked: Activity = { ...stored, ...mark };
      return applied(owner.account, saved(activityId, marked));
    }
    default:
      return assertNever(ending);
  }
}

/** Returns when a lost worker was last known to work: its lease began then. Work that none has started was lost at once. */
function lastSeenMs({ status, leaseUntil, createdAt }: Activity): number {
  return status === 'pending' ? createdAt : Math.max(createdAt, (leaseUntil ?? 0) - LEASE_MS);
}

/** Ends cancelled work. The user keeps what was delivered. */
function cancelled(stored: Activity): End {
  const failure = newFailure(new AppError('cancelled', { reason: 'released' }));
  return { ...delivered(stored), status: 'failed', failure };
}

/** Updates an open activity. Ignores updates that don't apply to its state. */
export function update(owner: Owner, stored: Activity | null, command: Command<'update'>): Decision {
  const { activityId, change } = command;
  const { account, nowMs } = owner;
  if (!stored) return new AppError('not-found', { reason: 'activity' });
  if (!isOpen(stored)) return NO_OP;
  switch (change.kind) {
    case 'start': {
      const { ownerNonce, worker, goneNonce } = change;
      if (stored.ownerNonce === ownerNonce) return NO_OP;
      const isLost =
        (stored.leaseUntil ?? 0) <= nowMs || (goneNonce !== null && stored.ownerNonce === goneNonce);
      if (stored.status !== 'pending' && !isLost) return NO_OP;
      const leaseUntil = leaseEnd(change, nowMs);
      const started = { status: 'processing', startedAt: stored.startedAt ?? nowMs } as const;
      const taken: Activity = { ...stored, ...started, ownerNonce, worker, leaseUntil };
      if (isCancelled(stored)) taken.cancelFor = worker ?? '';
      return applied(account, saved(activityId, taken));
    }
    case 'report':
      return stored.ownerNonce === change.ownerNonce
        ? report(owner, stored, { activityId, ...change })
        : NO_OP;
    default:
      return assertNever(change);
  }
}

type Report = Extract<ActivityUpdate, { kind: 'report' }> & { readonly activityId: string };

/** Applies a worker's report. Holds more if the report requests it, as far as there are credits. */
function report(owner: Owner, stored: Activity, sent: Report): Decision {
  const { account, hold, isShort } = holdMore(owner, stored, sent.holdMicros);
  const leaseUntil = isCancelled(stored) ? stored.leaseUntil : leaseEnd(sent, owner.nowMs);
  const activity: Activity = { ...stored, ...hold, ...sent.changes, leaseUntil };
  return { ...applied(account, saved(sent.activityId, activity, sent.result)), isShort };
}

/** Holds more for an activity, up to a total and to its price, as far as there are credits. Free work holds nothing. */
function holdMore(owner: Owner, stored: Activity, totalMicros: number) {
  const { account, nowMs } = owner;
  const { heldMicros, priceMicros, drawn } = stored;
  const mayGrow = heldMicros > 0 && !isCancelled(stored);
  const missingMicros = mayGrow ? Math.max(0, Math.min(totalMicros, priceMicros) - heldMicros) : 0;
  const isCharged = account.status === 'active' && !account.unlimited;
  const capped = { request: stored, nowMs };
  const mostMicros = Math.min(balanceMicros(account, nowMs), capLeft(account, capped).leftMicros);
  const moreMicros = isCharged ? Math.min(missingMicros, mostMicros) : 0;
  const paid = moreMicros > 0 ? draw(account.lots, moreMicros, nowMs) : null;
  const isShort = moreMicros < missingMicros;
  if (!paid) return { account, hold: { heldMicros, drawn }, isShort };
  const hold = { heldMicros: heldMicros + moreMicros, drawn: join(drawn, paid.drawn) };
  const counted = countCapUse(account, moreMicros, capped);
  return { account: changed(owner, { lots: paid.lots, ...counted }), hold, isShort };
}
