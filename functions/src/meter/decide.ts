import {
  type Account,
  AppError,
  admit,
  assertNever,
  balanceMicros,
  type LedgerEntry,
  priceChanged,
  suspended,
  takeTurn,
} from '../contract/index.ts';
import {
  applied,
  type Cause,
  changed,
  credit,
  hasLapsed,
  MAX_LEASE_MS,
  movement,
  type Owner,
  out,
  STORED,
  total,
} from './books.ts';
import type {
  Applied,
  Audit,
  BookCommand,
  Command,
  Decision,
  FreezeCommand,
  GrantCommand,
  HoldCommand,
  Known,
  LapseCommand,
  OpenCommand,
  RevokeCommand,
  StatusCommand,
} from './commands.ts';
import { add, draw, isSpendable, setFrozen, split, takeFrom } from './lots.ts';
import { amend, settle } from './settle.ts';

/**
 * Decides a command: what the account becomes and what is written with it, or why not. Pure: no clock, no I/O.
 * @param clockMs the caller's clock; an account's time never runs backwards, whatever the instances' clocks do
 */
export function decide(known: Known, command: Command, clockMs: number): Decision {
  const { account, accountId, activity, entry, audit, address } = known;
  const nowMs = Math.max(clockMs, account?.decidedAtMs ?? 0, address?.guestTurns.at(-1) ?? 0);
  if (command.kind === 'open') return open(known, command, nowMs);
  if (command.kind === 'hold' && activity) return repeatHold(activity.intentDigest, command);
  if (!account) return new AppError('not-found', 'This account is not open yet. Sign in again to open it.');
  const owner = { accountId, account, nowMs };
  switch (command.kind) {
    case 'hold':
      return hold(owner, address, command);
    case 'settle':
      return settle(owner, known, command);
    case 'amend':
      return amend(owner, activity, command);
    case 'grant':
      return entry ? repeatGrant(accountId, entry, command) : grant(owner, command);
    case 'revoke':
      return entry ? STORED : revoke(owner, command);
    case 'freeze':
    case 'thaw':
      return freeze(owner, command);
    case 'book':
      return book(owner, known, command);
    case 'lapse':
      return lapse(owner, command);
    case 'watch':
      return account.topUpBelowMicros === command.belowMicros
        ? STORED
        : applied(changed(owner, { topUpBelowMicros: command.belowMicros }));
    case 'suspend':
    case 'reinstate':
      return audit ? STORED : changeStatus(owner, command);
    default:
      return assertNever(command);
  }
}

function repeatHold(intentDigest: string, { draft }: HoldCommand): Decision {
  if (intentDigest === draft.intentDigest) return STORED;
  return new AppError(
    'idempotency-conflict',
    'This request id was used for another request. Make a new one.',
  );
}

function hold(owner: Owner, address: Known['address'], command: HoldCommand): Decision {
  const { account, nowMs } = owner;
  const { draft, guest, limit, priceMicros, slice, isFree, veto } = command;
  if (veto) return veto;
  if (account.status === 'suspended') return suspended();
  if (priceMicros > command.shownPriceMicros) {
    return priceChanged({ priceMicros, catalogVersion: draft.catalogVersion });
  }
  const turn = limit ? admit(account.windows[draft.operation] ?? [], limit, nowMs) : null;
  if (turn?.kind === 'refused') {
    const { retryAfterMs } = turn;
    const message = 'You have reached the limit for this operation. Wait a little.';
    return new AppError('rate-limited', message, { retryAfterMs });
  }
  const taken = guest ? takeTurn(guest, { windows: account.windows, address }, nowMs) : null;
  if (taken instanceof AppError) return taken;
  const { leastMicros, firstMicros } = slice ?? { leastMicros: priceMicros, firstMicros: priceMicros };
  const spendableMicros = balanceMicros(account, nowMs);
  const heldMicros =
    guest || isFree || account.unlimited ? 0 : Math.max(leastMicros, Math.min(firstMicros, spendableMicros));
  const paid = draw(account.lots, heldMicros, nowMs);
  if (!paid) {
    const message = 'There are not enough credits for this. Get more, or choose less.';
    const { topUpBelowMicros } = account;
    const details = {
      priceMicros: leastMicros,
      balanceMicros: spendableMicros,
      ...(topUpBelowMicros !== null && { topUpBelowMicros }),
    };
    return new AppError('insufficient-credits', message, details);
  }
  const before = taken?.windows ?? account.windows;
  const windows = turn ? { ...before, [draft.operation]: turn.log } : before;
  return applied(changed(owner, { lots: paid.lots, windows }), {
    address: taken?.address ?? null,
    activity: {
      ...draft,
      schemaVersion: 1,
      priceMicros: guest || isFree ? 0 : priceMicros,
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
      rollUpAt: null,
    },
  });
}

function open({ account, accountId, entry }: Known, command: OpenCommand, nowMs: number): Decision {
  const { welcome, traceId } = command;
  const opened = openedBy(command, account, nowMs);
  if (!welcome || entry) return opened === account ? STORED : applied(opened);
  return grant(
    { accountId, account: opened, nowMs },
    {
      ...welcome,
      kind: 'grant',
      lot: { lotId: welcome.entryId, source: 'welcome', expiresAtMs: null, paymentId: null },
      reason: 'Welcome credits',
      actor: { kind: 'system', uid: null },
      traceId,
      audit: null,
    },
  );
}

/** A guest that has signed up since keeps what it had, and is a person from now on. */
function openedBy({ account: wanted }: OpenCommand, account: Account | null, nowMs: number): Account {
  if (!account) return { ...wanted, decidedAtMs: nowMs, createdAt: nowMs };
  if (account.kind === wanted.kind || wanted.kind === 'guest') return account;
  const { kind, email, name, searchPrefixes } = wanted;
  return { ...account, kind, email, name, searchPrefixes, decidedAtMs: nowMs };
}

function grant(owner: Owner, { entryId, amountMicros, reason, audit, ...command }: GrantCommand): Decision {
  const lot = { ...command.lot, grantedAtMs: owner.nowMs };
  const cause: Cause = { ...owner, actor: command.actor, traceId: command.traceId };
  const { left, carried, lapsed } = close(owner, command.follows ?? null);
  const into = [{ lot, amountMicros: amountMicros + total(carried) }];
  const lots = add(left, lot, total(into));
  const { account, repayment } = credit(cause, lots, into, `repay-${entryId}`);
  const entry: LedgerEntry = { ...movement(cause, [...into, ...out(carried)]), kind: 'grant', lot, reason };
  const lapse: LedgerEntry = { ...movement(cause, out(lapsed)), kind: 'lapse' };
  return applied(account, {
    entries: [
      [entryId, entry],
      ...(lapsed.length > 0 ? [[`lapse-${entryId}`, lapse] as const] : []),
      ...repayment,
    ],
    audit: audited(audit, owner, account),
  });
}

/** Empties a lot that another one follows; one that is frozen, or has expired, is left to its own end. */
function close({ account, nowMs }: Owner, follows: GrantCommand['follows'] | null) {
  const lot = account.lots.find(({ lotId }) => lotId === follows?.lotId);
  if (!follows || !lot || !isSpendable(lot, nowMs)) return { left: account.lots, carried: [], lapsed: [] };
  const { kept: carried, returned: lapsed } = split(
    [{ lot, amountMicros: lot.remainingMicros }],
    follows.rolloverMicros,
  );
  return { left: takeFrom(account.lots, lot.lotId, lot.remainingMicros).lots, carried, lapsed };
}

function repeatGrant(accountId: string, stored: LedgerEntry, { lot, amountMicros }: GrantCommand): Decision {
  const isSame =
    stored.kind === 'grant' &&
    stored.accountId === accountId &&
    stored.totalMicros === amountMicros &&
    stored.lot.source === lot.source &&
    stored.lot.expiresAtMs === lot.expiresAtMs;
  if (isSame) return STORED;
  return new AppError('idempotency-conflict', 'This request id was used for another grant. Make a new one.');
}

/** Takes from the lot what it still has; the rest is a debt that the next credits in repay. */
function revoke(
  owner: Owner,
  { entryId, lot, amountMicros, reason, audit, ...command }: RevokeCommand,
): Decision {
  const { account } = owner;
  const { lots, takenMicros } = takeFrom(account.lots, lot.lotId, amountMicros);
  const debtDeltaMicros = amountMicros - takenMicros;
  const cause: Cause = { ...owner, actor: command.actor, traceId: command.traceId };
  const taken = movement(cause, [{ lot, amountMicros: 0 - takenMicros }]);
  const entry: LedgerEntry = { ...taken, kind: 'revoke', debtDeltaMicros, reason };
  const revoked = changed(owner, { lots, debtMicros: account.debtMicros + debtDeltaMicros });
  return applied(revoked, { entries: [[entryId, entry]], audit: audited(audit, owner, revoked) });
}

/** A lot that is set aside remembers it even when it is empty; once it is free, its credits repay a debt like any that come in. */
function freeze(owner: Owner, { kind, lot, cause: id, ...command }: FreezeCommand): Decision {
  const { lots } = owner.account;
  const stored = lots.find(({ lotId }) => lotId === lot.lotId);
  if (kind === 'freeze') {
    if (stored?.frozen || hasLapsed(lot, owner.nowMs)) return STORED;
    return applied(changed(owner, { lots: setFrozen(add(lots, lot, 0), lot.lotId, true) }));
  }
  if (!stored?.frozen) return STORED;
  const thawed = setFrozen(lots, lot.lotId, false);
  const cause: Cause = { ...owner, actor: command.actor, traceId: command.traceId };
  const cameIn = [{ lot, amountMicros: stored.remainingMicros }];
  const { account, repayment } = credit(cause, thawed, cameIn, `repay-${id}`);
  return applied(account, { entries: repayment });
}

/** Decides each move on what those before it leave: all of them are written with the documents, or nothing is. */
function book(owner: Owner, known: Known, command: BookCommand): Decision {
  const booking = command.book(known, owner.nowMs);
  if (!booking) return STORED;
  if (booking instanceof AppError) return booking;
  const entries: Applied['entries'][number][] = [];
  let { account } = owner;
  let audit = audited(booking.audit ?? null, owner, account);
  for (const move of booking.moves) {
    const decision = decide({ ...known, account, entry: null, audit: null }, move, owner.nowMs);
    if (decision instanceof AppError) return decision;
    if (decision.kind === 'stored') continue;
    account = decision.account;
    entries.push(...decision.entries);
    audit ??= decision.audit;
  }
  return applied(account, { entries, audit, ...booking.documents });
}

function lapse(owner: Owner, { traceId }: LapseCommand): Decision {
  const { account, accountId, nowMs } = owner;
  const lapsed = account.lots.filter((lot) => hasLapsed(lot, nowMs));
  if (lapsed.length === 0) return STORED;
  const cause: Cause = { ...owner, actor: { kind: 'system', uid: null }, traceId };
  const entries = lapsed.map((lot): Applied['entries'][number] => [
    // With the time of its grant, since what has lapsed may be granted again.
    `lapse-${accountId}-${lot.lotId}-${lot.grantedAtMs}`,
    { ...movement(cause, out([{ lot, amountMicros: lot.remainingMicros }])), kind: 'lapse' },
  ]);
  const lots = account.lots.filter((lot) => !lapsed.includes(lot));
  return applied(changed(owner, { lots }), { entries });
}

function changeStatus(owner: Owner, { kind, reason, audit }: StatusCommand): Decision {
  const change =
    kind === 'suspend'
      ? { status: 'suspended' as const, statusReason: reason }
      : { status: 'active' as const, statusReason: null };
  const next = changed(owner, change);
  return applied(next, { audit: audited(audit, owner, next) });
}

function audited(audit: Audit | null, { account, nowMs }: Owner, after: Account): Applied['audit'] {
  if (!audit) return null;
  const view = (state: Account) => ({
    status: state.status,
    balanceMicros: balanceMicros(state, nowMs),
    debtMicros: state.debtMicros,
  });
  const dated = { schemaVersion: 1, before: view(account), after: view(after), createdAt: nowMs } as const;
  return [audit.auditId, { ...audit.entry, ...dated }];
}
