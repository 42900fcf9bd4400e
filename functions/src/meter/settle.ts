import {
  type Activity,
  AppError,
  assertNever,
  balanceMicros,
  countReturn,
  isCancelled,
  isOpen,
  MINUTE_MS,
  returnTurn,
} from '../contract/index.ts';
import {
  applied,
  type Cause,
  changed,
  credit,
  lapseEntry,
  leaseOf,
  logged,
  movement,
  type Owner,
  out,
  STORED,
  saved,
  total,
  turnsAt,
} from './books.ts';
import type { Amendment, Command, Decision, End, Known } from './commands.ts';
import { draw, join, split } from './lots.ts';
import { release } from './rollover.ts';

const NOT_FOUND = 'There is no such request.';
/** A worker that has not stopped this long after a cancel is taken for lost: every cancel ends. */
const STOP_WITHIN_MS = MINUTE_MS;

/** Ends an activity, once: what was delivered is captured, the rest goes back to the lots it came from. */
export function settle(owner: Owner, known: Known, command: Command<'settle'>): Decision {
  const { activity: stored, address } = known;
  const { activityId, actor } = command;
  if (!stored) return new AppError('not-found', NOT_FOUND);
  if (!isOpen(stored)) return deliverLate(owner, stored, command);
  const end = judge(owner, stored, command);
  if (end instanceof AppError || 'kind' in end) return end;

  const { kept, returned } = split(stored.drawn, Math.min(end.captureMicros, stored.heldMicros));
  const cause: Cause = { ...owner, actor, traceId: stored.traceId };
  const { lots, closedLots, restored, lapsed, entries } = release(cause, activityId, returned);
  const { cancelFor: _, ...rest } = stored;
  const activity: Activity = {
    ...rest,
    status: end.status,
    capturedMicros: total(kept),
    failure: end.failure,
    leaseUntil: null,
    endedAt: owner.nowMs,
    rollUpAt: owner.nowMs,
  };
  const writes = saved(activityId, activity, end.result);
  if (end.status === 'completed' || kept.length > 0) {
    const { uid, operation, model, catalogVersion, priceMicros } = stored;
    const what = { activityId, uid, operation, model, catalogVersion, priceMicros };
    const usage = { ...movement(cause, out(kept)), kind: 'usage', ...what, ...end.usage } as const;
    writes.push(logged(`usage-${activityId}`, usage));
  }
  writes.push(...lapseEntry(`lapse-${activityId}`, cause, lapsed), ...entries);
  if (stored.guestAddress !== null && end.status !== 'completed') {
    const back = returnTurn(stored.createdAt, { windows: owner.account.windows, address });
    return applied(changed(owner, { windows: back.windows }), [
      ...writes,
      ...turnsAt(stored.guestAddress, back),
    ]);
  }
  if (returned.length === 0) return applied(owner.account, writes);

  const { account, repayment } = credit(cause, lots, restored, `repay-${activityId}`);
  const isClientsWord = stored.runBy === 'client';
  const clientReturns = isClientsWord ? countReturn(owner, total(returned)) : account.clientReturns;
  return applied({ ...account, closedLots, clientReturns }, [...writes, ...repayment]);
}

/** Work that succeeds after the sweep had given its credits back is delivered, and costs nothing. */
function deliverLate({ account }: Owner, stored: Activity, command: Command<'settle'>): Decision {
  const { activityId, ending } = command;
  if (ending.kind !== 'worked' || ending.status !== 'completed') return STORED;
  const isLate = stored.status === 'expired' && stored.ownerNonce === ending.ownerNonce;
  if (!isLate || stored.deliveredLate) return STORED;
  return applied(account, saved(activityId, { ...stored, deliveredLate: true }, ending.result));
}

/** How an open activity ends by someone's word, or the decision that it does not. */
function judge(owner: Owner, stored: Activity, command: Command<'settle'>): End | Decision {
  const { heldMicros, leaseUntil, ownerNonce, runBy, status } = stored;
  const { activityId, ending } = command;
  switch (ending.kind) {
    case 'worked': {
      const { kind: _, ...end } = ending;
      if (ending.ownerNonce !== ownerNonce) return STORED;
      return isCancelled(stored) && end.delivery === 'whole' ? cancelled(stored) : end;
    }
    case 'reported': {
      const { kind: _, ...end } = ending;
      const returnedMicros = heldMicros - Math.min(ending.captureMicros, heldMicros);
      if (mayReturn(owner, returnedMicros, ending.returnLimitMicros)) return end;
      const message = 'This app has given back all the credits it may today. Write to support.';
      return new AppError('return-limit', message);
    }
    case 'swept': {
      if (leaseUntil !== null && leaseUntil > owner.nowMs) return STORED;
      if (isCancelled(stored)) return cancelled(stored);
      const end = { ...delivered(stored), status: 'expired' } as const;
      if (runBy === 'client' && !mayReturn(owner, heldMicros, ending.returnLimitMicros)) {
        const message = 'Its end was never reported, after too many returns on one day: charged.';
        return { ...end, captureMicros: heldMicros, failure: { code: 'return-limit', message } };
      }
      const message = 'The work did not end in time. Credits for what was not delivered were given back.';
      return { ...end, failure: { code: 'worker-lost', message } };
    }
    case 'cancelled': {
      if (runBy === 'client' || isCancelled(stored)) return STORED;
      if (status === 'pending') return cancelled(stored);
      const stopBy = Math.min(leaseUntil ?? 0, owner.nowMs + STOP_WITHIN_MS);
      const marked: Activity = { ...stored, cancelFor: stored.worker ?? '', leaseUntil: stopBy };
      return applied(owner.account, saved(activityId, marked));
    }
    default:
      return assertNever(ending);
  }
}

/** Ends cancelled work with what its person has of it. */
function cancelled(stored: Activity): End {
  const message = 'Cancelled. Credits for what was not delivered were given back.';
  return { ...delivered(stored), status: 'failed', failure: { code: 'cancelled', message } };
}

/** Captures what a stream is known to have delivered. */
function delivered({ delivered: known, quantity }: Activity) {
  const { micros: captureMicros, ...usage } = known ?? { micros: 0, quantity, costUsdMicros: 0 };
  return { captureMicros, usage, result: null };
}

/** Changes an open activity; what does not apply to it leaves it as it is. */
export function amend(owner: Owner, stored: Activity | null, command: Command<'amend'>): Decision {
  const { activityId, change } = command;
  const { account, nowMs } = owner;
  if (!stored) return new AppError('not-found', NOT_FOUND);
  if (!isOpen(stored)) return STORED;
  switch (change.kind) {
    case 'start': {
      const { ownerNonce, worker, goneWorker } = change;
      if (stored.ownerNonce === ownerNonce) return STORED;
      const isLost =
        (stored.leaseUntil ?? 0) <= nowMs || (goneWorker !== null && stored.worker === goneWorker);
      if (stored.status !== 'pending' && !isLost) return STORED;
      const leaseUntil = leaseOf(change, nowMs);
      const started = { status: 'processing', startedAt: stored.startedAt ?? nowMs } as const;
      const taken: Activity = { ...stored, ...started, ownerNonce, worker, leaseUntil };
      if (isCancelled(stored)) taken.cancelFor = worker ?? '';
      return applied(account, saved(activityId, taken));
    }
    case 'report':
      return stored.ownerNonce === change.ownerNonce
        ? report(owner, stored, { activityId, ...change })
        : STORED;
    default:
      return assertNever(change);
  }
}

type Report = Extract<Amendment, { kind: 'report' }> & { readonly activityId: string };

/** What a worker says midway; what more it asks to hold is drawn as far as there is any. */
function report(owner: Owner, stored: Activity, said: Report): Decision {
  const { account, nowMs } = owner;
  const wantedMicros = Math.min(said.holdMicros, stored.priceMicros) - stored.heldMicros;
  const isAllowed = account.status === 'active' && !account.unlimited && !isCancelled(stored);
  const moreMicros = isAllowed ? Math.min(wantedMicros, balanceMicros(account, nowMs)) : 0;
  const paid = moreMicros > 0 ? draw(account.lots, moreMicros, nowMs) : null;
  const leaseUntil = isCancelled(stored) ? stored.leaseUntil : leaseOf(said, nowMs);
  const activity: Activity = { ...stored, ...said.news, leaseUntil };
  if (!paid) return applied(account, saved(said.activityId, activity, said.result));
  const heldMicros = stored.heldMicros + moreMicros;
  const more: Activity = { ...activity, heldMicros, drawn: join(stored.drawn, paid.drawn) };
  return applied(changed(owner, { lots: paid.lots }), saved(said.activityId, more, said.result));
}

function mayReturn(owner: Owner, amountMicros: number, limitMicros: number): boolean {
  return amountMicros === 0 || countReturn(owner, amountMicros).returnedMicros <= limitMicros;
}
