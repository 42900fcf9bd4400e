import {
  type Account,
  type Activity,
  AppError,
  assertNever,
  balanceMicros,
  DAY_MS,
  isOpen,
  returnTurn,
  type Usage,
} from '../contract/index.ts';
import {
  applied,
  type Cause,
  changed,
  credit,
  hasLapsed,
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
import type { Amendment, Command, Decision, End, Ending, Known } from './commands.ts';
import { draw, join, restore, split } from './lots.ts';

const NOT_FOUND = 'There is no such request.';

/** Ends an activity, once: what was delivered is captured, the rest goes back to the lots it came from. */
export function settle(owner: Owner, known: Known, command: Command<'settle'>): Decision {
  const { activity: stored, address } = known;
  const { activityId, ending, actor } = command;
  if (!stored) return new AppError('not-found', NOT_FOUND);
  if (!isOpen(stored)) return deliverLate(owner, stored, command);
  const end = judge(owner, stored, ending);
  if (end instanceof AppError || 'kind' in end) return end;

  const { kept, returned } = split(stored.drawn, Math.min(end.captureMicros, stored.heldMicros));
  const lapsed = returned.filter(({ lot }) => hasLapsed(lot, owner.nowMs));
  const restored = returned.filter((drawn) => !lapsed.includes(drawn));
  const cause: Cause = { ...owner, actor, traceId: stored.traceId };
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
  const writes = saved(activityId, activity, ending.kind === 'worked' ? ending.result : null);
  if (end.status === 'completed' || kept.length > 0) {
    const { uid, operation, model, catalogVersion, priceMicros } = stored;
    const what = { activityId, uid, operation, model, catalogVersion, priceMicros };
    const usage = { ...movement(cause, out(kept)), kind: 'usage', ...what, ...end.usage } as const;
    writes.push(logged(`usage-${activityId}`, usage));
  }
  writes.push(...lapseEntry(`lapse-${activityId}`, cause, lapsed));
  if (stored.guestAddress !== null && end.status !== 'completed') {
    const back = returnTurn(stored.createdAt, { windows: owner.account.windows, address });
    return applied(changed(owner, { windows: back.windows }), [
      ...writes,
      ...turnsAt(stored.guestAddress, back),
    ]);
  }
  if (returned.length === 0) return applied(owner.account, writes);

  const lots = restore(owner.account.lots, restored);
  const { account, repayment } = credit(cause, lots, restored, `repay-${activityId}`);
  const isClientsWord = stored.runBy === 'client';
  const clientReturns = isClientsWord ? countReturn(owner, total(returned)) : account.clientReturns;
  return applied({ ...account, clientReturns }, [...writes, ...repayment]);
}

/** Work that succeeds after the sweep had given its credits back is delivered, and costs nothing. */
function deliverLate({ account }: Owner, stored: Activity, command: Command<'settle'>): Decision {
  const { activityId, ending } = command;
  const isLate =
    ending.kind === 'worked' &&
    ending.status === 'completed' &&
    ending.ownerNonce === stored.ownerNonce &&
    stored.status === 'expired' &&
    !stored.deliveredLate;
  return isLate
    ? applied(account, saved(activityId, { ...stored, deliveredLate: true }, ending.result))
    : STORED;
}

/** How an open activity ends by someone's word, or the decision that it does not. */
function judge(owner: Owner, stored: Activity, ending: Ending): End | Decision {
  const { heldMicros, leaseUntil, ownerNonce, runBy, status } = stored;
  switch (ending.kind) {
    case 'worked': {
      const { kind: _, ...end } = ending;
      return ending.ownerNonce === ownerNonce ? end : STORED;
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
      const { micros: deliveredMicros, ...usage } = stored.delivered ?? { micros: 0, ...unused(stored) };
      const end = { status: 'expired', usage } as const;
      if (runBy === 'client' && !mayReturn(owner, heldMicros, ending.returnLimitMicros)) {
        const message = 'Its end was never reported, after too many returns on one day: charged.';
        return { ...end, captureMicros: heldMicros, failure: { code: 'return-limit', message } };
      }
      const message = 'The work did not end in time. Credits for what was not delivered were given back.';
      return { ...end, captureMicros: deliveredMicros, failure: { code: 'worker-lost', message } };
    }
    case 'withdrawn': {
      if (status !== 'pending' || runBy !== 'server') return STORED;
      const failure = { code: 'cancelled', message: 'Cancelled before work began.' } as const;
      return { status: 'failed', captureMicros: 0, failure, usage: unused(stored) };
    }
    default:
      return assertNever(ending);
  }
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
      return applied(account, saved(activityId, { ...stored, ...started, ownerNonce, worker, leaseUntil }));
    }
    case 'report':
      return stored.ownerNonce === change.ownerNonce
        ? report(owner, stored, { activityId, ...change })
        : STORED;
    case 'cancel':
      if (stored.worker === null || stored.cancelFor !== undefined) return STORED;
      return applied(account, saved(activityId, { ...stored, cancelFor: stored.worker }));
    default:
      return assertNever(change);
  }
}

type Report = Extract<Amendment, { kind: 'report' }> & { readonly activityId: string };

/** What a worker says midway; what more it asks to hold is drawn as far as there is any. */
function report(owner: Owner, stored: Activity, said: Report): Decision {
  const { account, nowMs } = owner;
  const wantedMicros = Math.min(said.holdMicros, stored.priceMicros) - stored.heldMicros;
  const isAllowed = account.status === 'active' && !account.unlimited;
  const moreMicros = isAllowed ? Math.min(wantedMicros, balanceMicros(account, nowMs)) : 0;
  const paid = moreMicros > 0 ? draw(account.lots, moreMicros, nowMs) : null;
  const activity: Activity = { ...stored, ...said.news, leaseUntil: leaseOf(said, nowMs) };
  if (!paid) return applied(account, saved(said.activityId, activity, said.result));
  const heldMicros = stored.heldMicros + moreMicros;
  const more: Activity = { ...activity, heldMicros, drawn: join(stored.drawn, paid.drawn) };
  return applied(changed(owner, { lots: paid.lots }), saved(said.activityId, more, said.result));
}

function unused({ quantity }: Activity): Usage {
  return { quantity, costUsdMicros: 0 };
}

function mayReturn(owner: Owner, amountMicros: number, limitMicros: number): boolean {
  return amountMicros === 0 || countReturn(owner, amountMicros).returnedMicros <= limitMicros;
}

function countReturn({ account, nowMs }: Owner, amountMicros: number): Account['clientReturns'] {
  const dayStartMs = nowMs - (nowMs % DAY_MS);
  const { clientReturns } = account;
  const soFarMicros = clientReturns.dayStartMs === dayStartMs ? clientReturns.returnedMicros : 0;
  return { ...clientReturns, dayStartMs, returnedMicros: soFarMicros + amountMicros };
}
