import {
  type Account,
  type Activity,
  AppError,
  assertNever,
  auditView,
  balanceMicros,
  changeCaps,
  type Document,
  hasFields,
  hasLapsed,
  holdWithinCaps,
  insufficientCredits,
  isPlaceholder,
  type LedgerEntry,
  leaseEnd,
  milestonesOf,
  NOT_ENDED,
  openedBy,
  resetLimit,
  takeTurns,
  toReinstated,
  toSuspended,
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
import {
  type Applied,
  type Audit,
  type Command,
  type Decision,
  type Known,
  listSideDocuments,
  NO_OP,
  type Reducers,
  type Written,
} from './commands.ts';
import { add, draw, setFrozen, takeFrom } from './lots.ts';
import { closeLot } from './rollover.ts';
import { settle, update } from './settle.ts';

/**
 * Decides a command: returns the account and the documents to write, or why it is rejected. Pure: no clock, no I/O.
 * @param clockMs the caller's clock; an account's time never runs backwards, whatever the clocks of the instances do
 * @param reducers those that `book` commands name
 */
export function decide(known: Known, command: Command, clockMs: number, reducers: Reducers = {}): Decision {
  const { account, accountId, activity, entry, audit, address } = known;
  const nowMs = Math.max(clockMs, account?.decidedAtMs ?? 0, address?.guestTurns.at(-1) ?? 0);
  if (command.kind === 'open') return open(known, command, nowMs);
  if (command.kind === 'hold' && activity) return repeatHold(account, activity, command);
  if (!account) return new AppError('not-found', { reason: 'account-closed' });
  const owner = { accountId, account, nowMs };
  switch (command.kind) {
    case 'hold':
      return hold(owner, address, command);
    case 'settle':
      return settle(owner, known, command);
    case 'update':
      return update(owner, activity, command);
    case 'grant':
      return entry ? repeatGrant(accountId, entry, command) : grant(owner, command);
    case 'revoke':
      return entry ? NO_OP : revoke(owner, command);
    case 'freeze':
    case 'unfreeze':
      return freeze(owner, command);
    case 'book':
      return book(owner, known, command, reducers);
    case 'lapse':
      return lapse(owner, command);
    case 'note':
      return hasFields(account, command.fields) ? NO_OP : applied(changed(owner, command.fields));
    case 'setCaps': {
      // What was decided before doesn't count towards the cap of a new label, so that is a millisecond later.
      const atMs = nowMs + Number(command.label !== undefined);
      const change = changeCaps(account, command, atMs);
      return change instanceof AppError ? change : applied(changed({ ...owner, nowMs: atMs }, change));
    }
    case 'pauseDone':
      return account.pauseDueAt === command.dueAtMs ? applied(changed(owner, { pauseDueAt: null })) : NO_OP;
    case 'suspend':
      return audit ? NO_OP : setByStaff(owner, command, toSuspended(account, command.reason, nowMs));
    case 'reinstate':
      return audit ? NO_OP : setByStaff(owner, command, toReinstated(account, nowMs));
    case 'setUnlimited':
      return audit ? NO_OP : setByStaff(owner, command, { unlimited: command.unlimited });
    case 'resetLimit':
      return audit ? NO_OP : setByStaff(owner, command, resetLimit(account, command.operation, nowMs));
    default:
      return assertNever(command);
  }
}

/**
 * Returns the outcome of an earlier call. A request that was cancelled before it arrived is recorded, and nothing is
 * held.
 */
function repeatHold(account: Account | null, stored: Activity, command: Command<'hold'>): Decision {
  const { activityId, draft } = command;
  const { status, ownerNonce, intentDigest, catalogVersion, endedAt } = stored;
  const times = { recordedAt: endedAt, rollUpAt: endedAt, createdAt: endedAt ?? stored.createdAt };
  const ended = { leaseUntil: null, used: {}, ...times };
  const recorded = { ...stored, ...draft, status, ownerNonce, catalogVersion, ...ended };
  if (account && isPlaceholder(stored)) return applied(account, saved(activityId, recorded));
  // Of the users whom one account pays for, each learns the outcome of their own requests alone.
  return intentDigest === draft.intentDigest && stored.uid === draft.uid ? NO_OP : conflict('request');
}

function hold(owner: Owner, address: Known['address'], command: Command<'hold'>): Decision {
  const { account, nowMs } = owner;
  const { activityId, draft, guest, limit, priceMicros, slice, isFree, rejection, prompts = [] } = command;
  const { isShadow = false, plans } = command;
  const { operation, catalogVersion } = draft;
  if (rejection) return AppError.of(rejection);
  if (account.status === 'suspended') return new AppError('suspended');
  if (priceMicros > command.shownPriceMicros)
    return new AppError('price-changed', { priceMicros, catalogVersion });
  const turns = takeTurns({ operation, limit, guest, plans }, { account, address }, nowMs);
  if (turns instanceof AppError) return turns;
  const { leastMicros, firstMicros } = slice ?? { leastMicros: priceMicros, firstMicros: priceMicros };
  const spendableMicros = balanceMicros(account, nowMs);
  const isUnpaid = guest !== null || isFree || isShadow || account.unlimited;
  const most = { leastMicros, mostMicros: Math.min(firstMicros, spendableMicros) };
  const wanted = { ...(isUnpaid ? { leastMicros: 0, mostMicros: 0 } : most), label: draft.label, nowMs };
  const capped = holdWithinCaps(account, wanted);
  if (capped instanceof AppError) return capped;
  const { heldMicros, counted } = capped;
  const paid = draw(account.lots, heldMicros, nowMs);
  if (!paid) {
    const there = { balanceMicros: spendableMicros, topUpBelowMicros: account.topUpBelowMicros };
    return insufficientCredits({ priceMicros: leastMicros, ...there });
  }
  const activity: Activity = {
    ...draft,
    schemaVersion: 1,
    priceMicros: guest || isFree ? 0 : priceMicros,
    heldMicros,
    drawn: paid.drawn,
    delivered: null,
    capturedMicros: 0,
    ...(isShadow && { shadowMicros: 0 }),
    ...(turns.plan !== null && { plan: turns.plan }),
    costUsdMicros: null,
    leaseUntil: leaseEnd(command, nowMs),
    failure: null,
    deliveredLate: false,
    createdAt: nowMs,
    startedAt: draft.status === 'processing' ? nowMs : null,
    ...NOT_ENDED,
  };
  const held = changed(owner, { lots: paid.lots, windows: turns.windows, ...counted });
  return applied(held, [...saved(activityId, activity), ...turnsAt(guest?.addressId, turns), ...prompts]);
}

function open({ account, accountId, entry }: Known, command: Command<'open'>, nowMs: number): Decision {
  const opened = openedBy(command.account, account, nowMs);
  const { welcome } = command;
  const steps = opened === account ? [] : [milestonesOf(accountId, opened)];
  if (!welcome || entry || opened.welcomeEntryId) return opened === account ? NO_OP : applied(opened, steps);
  const owner = { accountId, account: { ...opened, welcomeEntryId: welcome.entryId }, nowMs };
  const granted = grant(owner, welcome);
  return { ...granted, writes: [...steps, ...granted.writes] };
}

function grant(owner: Owner, command: Command<'grant'>): Applied {
  const { entryId, amountMicros, reason, actor, traceId, audit, follows = null } = command;
  const lot = { unitValue: null, ...command.lot, grantedAtMs: owner.nowMs, pausedMs: null };
  const cause: Cause = { ...owner, actor, traceId };
  const { left, carried, lapsed, closedLots } = closeLot(owner, follows, lot);
  const into = [{ lot, amountMicros: amountMicros + total(carried) }];
  const lots = add(left, lot, total(into));
  const credited = credit(cause, lots, into, `repay-${entryId}`);
  const account = { ...credited.account, closedLots };
  return applied(account, [
    logged(entryId, { ...movement(cause, [...into, ...out(carried)]), kind: 'grant', lot, reason }),
    ...lapseEntry(`lapse-${entryId}`, cause, lapsed),
    ...credited.repayment,
    ...audited(audit, owner, account, { amountMicros, source: lot.source, expiresAtMs: lot.expiresAtMs }),
  ]);
}

function repeatGrant(accountId: string, stored: LedgerEntry, command: Command<'grant'>): Decision {
  const { lot, amountMicros } = command;
  const isSame =
    stored.kind === 'grant' &&
    stored.accountId === accountId &&
    stored.totalMicros === amountMicros &&
    stored.lot.source === lot.source &&
    stored.lot.expiresAtMs === lot.expiresAtMs;
  return isSame ? NO_OP : conflict('grant');
}

function conflict(what: 'request' | 'grant'): AppError {
  return new AppError('idempotency-conflict', { reason: what });
}

/** Takes the rest of a lot. The amount that is missing becomes a debt, which the next credits repay. */
function revoke(owner: Owner, command: Command<'revoke'>): Decision {
  const { entryId, lot, amountMicros, reason, actor, traceId, audit } = command;
  const { lots, takenMicros } = takeFrom(owner.account.lots, lot.lotId, amountMicros);
  const debtDeltaMicros = amountMicros - takenMicros;
  const cause: Cause = { ...owner, actor, traceId };
  const taken = movement(cause, out([{ lot, amountMicros: takenMicros }]));
  const revoked = changed(owner, { lots, debtMicros: owner.account.debtMicros + debtDeltaMicros });
  return applied(revoked, [
    logged(entryId, { ...taken, kind: 'revoke', debtDeltaMicros, reason }),
    ...audited(audit, owner, revoked, { amountMicros: -amountMicros }),
  ]);
}

/**
 * Freezes or unfreezes a lot. A frozen lot stays even when it is empty; its credits repay a debt once it is unfrozen.
 */
function freeze(owner: Owner, command: Command<'freeze' | 'unfreeze'>): Decision {
  const { kind, lot, actor, traceId } = command;
  const { lots } = owner.account;
  const stored = lots.find(({ lotId }) => lotId === lot.lotId);
  if (kind === 'freeze') {
    if (stored?.frozen || hasLapsed(lot, owner)) return NO_OP;
    return applied(changed(owner, { lots: setFrozen(add(lots, lot, 0), lot.lotId, true) }));
  }
  if (!stored?.frozen) return NO_OP;
  const unfrozen = setFrozen(lots, lot.lotId, false);
  const cameIn = [{ lot, amountMicros: stored.remainingMicros }];
  const cause: Cause = { ...owner, actor, traceId };
  const { account, repayment } = credit(cause, unfrozen, cameIn, `repay-${command.cause}`);
  return applied(account, repayment);
}

/** Decides each move on the account that those before it leave. All moves are written with the documents, or none. */
function book(owner: Owner, known: Known, command: Command<'book'>, reducers: Reducers): Decision {
  const reduce = reducers[command.reducer];
  if (!reduce) throw new Error(`The meter was made without the reducer ${command.reducer}`);
  const booking = reduce(known, command.facts as never, owner.nowMs);
  if (!('moves' in booking)) return booking;
  let { account } = owner;
  const writes: Written[] = [...(booking.documents.facts ?? [])];
  for (const move of booking.moves) {
    const decision = decide({ ...known, account, entry: null, audit: null }, move, owner.nowMs);
    if (decision instanceof AppError) return decision;
    if (decision.kind === 'noop') continue;
    account = decision.account;
    writes.push(...decision.writes);
  }
  for (const key of listSideDocuments(command, null)) {
    const value = booking.documents[key.kind];
    if (value) writes.push({ ...key, value } as Written);
  }
  const audit = known.audit ? null : (command.audit ?? null);
  const { effect, result } = booking;
  return { ...applied(account, [...writes, ...audited(audit, owner, account, effect)]), result };
}

function lapse(owner: Owner, { traceId }: Command<'lapse'>): Decision {
  const { account, accountId } = owner;
  const lapsed = account.lots.filter((lot) => hasLapsed(lot, owner));
  // An account that an older build suspended still has its mark.
  const isLookedFor = account.status === 'suspended' && account.nextLapseAt !== null;
  if (lapsed.length === 0) return isLookedFor ? applied(changed(owner, {})) : NO_OP;
  const cause: Cause = { ...owner, actor: { kind: 'system', uid: null }, traceId };
  const entries = lapsed.flatMap((lot) => {
    // Includes the time of the grant, because a lapsed lot may be granted again.
    const id = `lapse-${accountId}-${lot.lotId}-${lot.grantedAtMs}`;
    return lapseEntry(id, cause, [{ lot, amountMicros: lot.remainingMicros }]);
  });
  const lots = account.lots.filter((lot) => !lapsed.includes(lot));
  return applied(changed(owner, { lots }), entries);
}

function setByStaff(
  owner: Owner,
  by: { audit: Audit | null; mergedInto?: string },
  to: Partial<Account> | AppError,
): Decision {
  if (to instanceof AppError) return to;
  const next = changed(owner, to);
  const merged = by.mergedInto ? [milestonesOf(owner.accountId, next, by.mergedInto)] : [];
  return applied(next, [...audited(by.audit, owner, next), ...merged]);
}

/** Returns the audit entry with the account before and after, and the amount moved. */
function audited(audit: Audit | null, by: Owner, next: Account, effect?: object): Document<'audit'>[] {
  if (!audit) return [];
  const [before, after] = [auditView(by.account, by.nowMs), { ...auditView(next, by.nowMs), ...effect }];
  const value = { ...audit.entry, schemaVersion: 1, before, after, createdAt: by.nowMs } as const;
  return [{ kind: 'audit', id: audit.auditId, value }];
}
