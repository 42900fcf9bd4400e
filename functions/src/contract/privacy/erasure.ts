import { z } from 'zod';
import { openEnum, schemaVersion } from '../store/stored-document.ts';
import { DAY_MS, Time, TimeMs } from '../time.ts';

/** How long a request for erasure can be undone. */
export const UNDO_ERASURE_MS = 7 * DAY_MS;
/** The time within which everything is erased. */
export const ERASE_WITHIN_MS = 30 * DAY_MS;
/** How long welcome credits stay granted once for the mailbox of somebody who was erased. */
export const WELCOME_KEPT_MS = 730 * DAY_MS;
/** How long the proof of a request is kept. */
export const PROOF_KEPT_MS = 3 * 365 * DAY_MS;
/** The longest time for which evidence is kept for a dispute, and for a review of signs of abuse. */
export const DISPUTE_EVIDENCE_MS = 540 * DAY_MS;
export const REVIEW_EVIDENCE_MS = 90 * DAY_MS;
/** A sign-in that is older than this must be repeated before an erasure is requested. */
export const FRESH_SIGN_IN_MS = 5 * 60_000;

/** What keeps evidence: an open dispute, signs of abuse that staff review, or a legal hold. */
export const HoldReason = z.enum(['dispute', 'review', 'legal-hold']);
export type HoldReason = z.infer<typeof HoldReason>;

/** `erasures/{accountId}`: a request to erase everything about a person, and the proof of it. Contains ids only. */
export const Erasure = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  /** `auth`: the user was deleted in Firebase Auth. */
  by: openEnum(['person', 'auth']),
  /** `erasing`: it can't be undone any more. */
  state: z.enum(['requested', 'undone', 'erasing', 'erased']),
  /** Whether the account was suspended when the request was made. */
  wasSuspended: z.boolean(),
  requestedAt: Time,
  undoUntil: Time,
  /** The time by which everything is erased. */
  eraseBy: Time,
  /** Since when nothing can charge the account any more; null: not yet, and the next run tries again. */
  stoppedAt: Time.nullable(),
  erasedAt: Time.nullable(),
  /** Why evidence is kept; empty: none is. */
  evidenceFor: z.array(HoldReason),
  /** The staff member who has set a legal hold; null: there is none. */
  legalHold: z.strictObject({ uid: z.string(), atMs: TimeMs }).nullable(),
  /** When the job looks at it next. */
  dueAt: Time,
});
export type Erasure = z.infer<typeof Erasure>;

/** The reason of a suspension until an erasure. */
export const ERASURE_REASON = 'Erasure requested';

/**
 * `welcome_salts/{digest of the mailbox}`: the salt from which the id of the entry of the welcome credits is made. The entry
 * is kept for good; without the salt it can't be linked to the mailbox any more.
 */
export const WelcomeSalt = z.strictObject({
  schemaVersion,
  salt: z.string(),
  /** The account for which it was made. */
  accountId: z.string(),
  createdAt: Time,
  /** Set when the account is erased: when the salt is deleted. */
  expiresAt: Time.nullable(),
});
export type WelcomeSalt = z.infer<typeof WelcomeSalt>;
