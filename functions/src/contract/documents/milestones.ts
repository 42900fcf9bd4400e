import { z } from 'zod';
import { decidedAt } from '../limits/caps.ts';
import { optionalSince, schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import type { Account } from './account.ts';

/**
 * `milestones/{accountId}`: when an account was first seen, when its user signed up, and where a guest's work went.
 * Each is written in the commit that makes it so. Contains ids only and is kept for good, so that conversion can be
 * counted.
 */
export const Milestones = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  firstVisitAt: Time,
  /** Null for a guest's account. */
  signedUpAt: Time.nullable(),
  /** The account that a guest has signed in to. */
  merged: z.strictObject({ into: z.string(), atMs: TimeMs }).nullable(),
  /** The store's time of the last change; absent: an earlier build recorded it. */
  recordedAt: optionalSince(3, Time),
});
export type Milestones = z.infer<typeof Milestones>;

/** Returns the milestones of an account after a change. @param into the account that its guest has signed in to */
export function milestonesOf(
  accountId: string,
  { kind, createdAt: firstVisitAt, decidedAtMs }: Account,
  into: string | null = null,
): { kind: 'milestones'; id: string; value: Milestones } {
  const signedUpAt = kind === 'guest' ? null : decidedAtMs;
  const merged = into === null ? null : { into, atMs: decidedAtMs };
  const value = { schemaVersion: 1, accountId, firstVisitAt, signedUpAt, merged, recordedAt: decidedAtMs };
  return { kind: 'milestones', id: accountId, value };
}

/** Opens an account. A guest who signs up keeps their credits and becomes a user. */
export function openedBy(wanted: Account, account: Account | null, nowMs: number): Account {
  if (!account) return { ...wanted, decidedAtMs: nowMs, createdAt: nowMs };
  if (account.kind === wanted.kind || wanted.kind === 'guest') return account;
  const { kind, email, name, searchPrefixes } = wanted;
  return { ...account, kind, email, name, searchPrefixes, ...decidedAt(account, nowMs) };
}
