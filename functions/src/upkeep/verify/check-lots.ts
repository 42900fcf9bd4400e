import { isDeepStrictEqual } from 'node:util';
import {
  type Account,
  causedBy,
  compareBurnOrder,
  DAY_MS,
  type DriftCause,
  type DriftKind,
  type Lot,
  type LotDescriptor,
  nextLapseMs,
} from '../../contract/index.ts';
import type { Finding } from './finding.ts';

/** Much longer than lots need to lapse: the job runs every hour. */
const OVERDUE_AFTER_MS = DAY_MS;

/**
 * Checks the lots of an account by themselves and against the entries that granted them.
 * @param granted every lot as entries granted it, by its id
 */
export function checkLots(
  account: Account,
  granted: ReadonlyMap<string, readonly LotDescriptor[]>,
  nowMs: number,
): Finding[] {
  const findings: Finding[] = [];
  const found = (kind: DriftKind, subject: string, cause: DriftCause, lots: readonly string[] = []) =>
    findings.push({ kind, subject, cause, lots });
  if (!isDeepStrictEqual(account.lots.toSorted(compareBurnOrder), account.lots)) {
    found('lot-out-of-order', 'lots', causedBy('other-order'));
  }
  const seen = new Set<string>();
  for (const one of account.lots) {
    const { lotId, remainingMicros, frozen, expiresAtMs } = one;
    const expect = (isTrue: boolean, kind: DriftKind, cause: DriftCause) => {
      if (!isTrue) found(kind, lotId, cause, [lotId]);
    };
    expect(!seen.has(lotId), 'lot-doubled', causedBy('twice'));
    seen.add(lotId);
    expect(remainingMicros >= 0, 'lot-negative', causedBy('overdrawn'));
    expect(remainingMicros !== 0 || frozen, 'lot-empty', causedBy('empty-left'));
    const isOverdue = !frozen && expiresAtMs !== null && expiresAtMs < nowMs - OVERDUE_AFTER_MS;
    expect(account.status !== 'active' || !isOverdue, 'lot-overdue', causedBy('not-lapsed'));
    const grants = granted.get(lotId) ?? [];
    // A lot may be frozen before its credits are granted, and is empty until then.
    expect(grants.length > 0 || remainingMicros === 0, 'lot-unknown', causedBy('no-grant'));
    expect(isAsGranted(one, grants), 'lot-changed', causedBy('granted-otherwise'));
  }
  // An account that an older build suspended still has a mark, which no job uses.
  if (account.nextLapseAt !== nextLapseMs(account) && account.status === 'active') {
    found('lapse-mark-wrong', 'nextLapseAt', causedBy('other-lapse-time'));
  }
  return findings;
}

/**
 * Returns whether a lot is as one of its grants at its time describes it. Ignores `unitValue`: entries from before the schema was
 * raised have none, and the credits of an upgrade have their own.
 */
function isAsGranted(held: Lot, grants: readonly LotDescriptor[]): boolean {
  const { remainingMicros: _, frozen: __, pausedMs, unitValue: ___, ...lot } = held;
  const expiresAtMs = lot.expiresAtMs === null ? null : lot.expiresAtMs - (pausedMs ?? 0);
  const same = grants.filter(({ grantedAtMs }) => grantedAtMs === lot.grantedAtMs);
  return (
    same.length === 0 ||
    same.some(({ pausedMs: _, unitValue: __, ...known }) => isDeepStrictEqual(known, { ...lot, expiresAtMs }))
  );
}
