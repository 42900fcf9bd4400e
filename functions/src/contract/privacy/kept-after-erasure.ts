import { DAY_MS } from '../time.ts';
import {
  DISPUTE_EVIDENCE_MS,
  type HoldReason,
  PROOF_KEPT_MS,
  REVIEW_EVIDENCE_MS,
  WELCOME_KEPT_MS,
} from './erasure.ts';

/** Copies of data that expire automatically, outside of the store. `docs/privacy.md` lists them. */
export const expiringCopies = {
  /** Firestore keeps every version of a document for point-in-time recovery. */
  'point-in-time-recovery': 7 * DAY_MS,
  /** A scheduled backup of Firestore, as the deployment guide sets it up. */
  backup: 14 * DAY_MS,
  /** Log lines. They name accounts by their ids. */
  log: 30 * DAY_MS,
  /** Links to files that were made before. */
  link: DAY_MS / 12,
} as const;

/** Something that stays after an erasure. */
export interface KeptItem {
  readonly what:
    | 'books'
    | 'audit'
    | 'signals'
    | 'welcome-digest'
    | 'request'
    | 'agreements'
    | 'copies'
    | HoldReason;
  /** The latest time at which it is gone; null: it is kept for good, under the bare id. */
  readonly untilMs: number | null;
}

/** Returns what stays of somebody's data after it has been erased, and until when at the latest. */
export function keptAfterErasure(erasedMs: number, evidenceFor: readonly HoldReason[]): KeptItem[] {
  const evidence = evidenceFor.map((what) => ({ what, untilMs: evidenceUntilMs(what, erasedMs) }));
  return [
    { what: 'books', untilMs: null },
    { what: 'audit', untilMs: null },
    { what: 'signals', untilMs: null },
    { what: 'welcome-digest', untilMs: erasedMs + WELCOME_KEPT_MS },
    { what: 'request', untilMs: erasedMs + PROOF_KEPT_MS },
    { what: 'agreements', untilMs: erasedMs + PROOF_KEPT_MS },
    { what: 'copies', untilMs: erasedMs + Math.max(...Object.values(expiringCopies)) },
    ...evidence,
  ];
}

/** Returns until when evidence is kept at the latest; null: until staff end the legal hold. */
export function evidenceUntilMs(reason: HoldReason, erasedMs: number): number | null {
  switch (reason) {
    case 'dispute':
      return erasedMs + DISPUTE_EVIDENCE_MS;
    case 'review':
      return erasedMs + REVIEW_EVIDENCE_MS;
    case 'legal-hold':
      return null;
  }
}
