import type { CollectionName } from '../store/collections.ts';

/** How the documents about a person are found in a collection. */
export type FoundBy =
  /** They are named after the account. */
  | { readonly by: 'id' }
  /** A field names the account. `newest` completes the index by which they are found. */
  | { readonly by: 'field'; readonly field: string; readonly newest?: string }
  /** They are named after the activities of the account, and of the user. */
  | { readonly by: 'work' }
  /** A path in `target` leads to the account, its user or one of its payments. */
  | { readonly by: 'target' };

/** Why something is kept after a person's data has been erased. */
export type KeptFor =
  /** Accounting and tax law asks for the books: ledger, payments, usage. */
  | 'books'
  /** Proves what staff and the system did, and that nothing was rewritten. */
  | 'proof'
  /** Protects others from the same abuse. */
  | 'security'
  /** Keeps a person from collecting welcome credits again and again. */
  | 'welcome'
  /** Needed as evidence while a dispute, a review or a legal hold is open. */
  | 'evidence';

/** What is held about a person in a collection, and what erasure does with it. */
export interface HeldData {
  readonly found: readonly FoundBy[];
  /** `cleared`: its personal fields are emptied. `kept`: it has none, and only names the account. */
  readonly erased: 'deleted' | 'cleared' | 'kept';
  /** Absent: nothing of it stays. */
  readonly keptFor?: KeptFor;
  /** Fields that say something about somebody else: an export leaves them out. */
  readonly others?: readonly string[];
  /** The personal fields that stay as evidence until no dispute, review or legal hold is open. */
  readonly evidence?: readonly string[];
}

const byAccount = (newest?: string): FoundBy => ({
  by: 'field',
  field: 'accountId',
  ...(newest !== undefined && { newest }),
});

/** Collections without a document about a single person, and why they have none. */
type NotHeld = 'figures' | 'settings' | 'staff-only' | 'digests' | 'expires';

/**
 * Where data about a person is, for every collection. An export and an erasure follow from this table and from the fields
 * that the schemas mark as personal. A collection without a row does not compile, and a test fails when a collection with
 * personal fields is not found by person.
 */
export const heldData = {
  people: { found: [{ by: 'id' }], erased: 'deleted', evidence: ['email', 'name'] },
  accounts: { found: [{ by: 'id' }], erased: 'cleared', keptFor: 'books' },
  billing: { found: [{ by: 'id' }], erased: 'deleted', evidence: ['card.brand', 'card.last4'] },
  activities: {
    found: [byAccount('createdAt'), { by: 'field', field: 'uid', newest: 'createdAt' }],
    erased: 'deleted',
    evidence: ['client.ip', 'client.country', 'client.device'],
  },
  prompts: { found: [{ by: 'work' }], erased: 'deleted' },
  results: { found: [{ by: 'work' }], erased: 'deleted' },
  notifications: { found: [{ by: 'field', field: 'uid', newest: 'createdAt' }], erased: 'deleted' },
  outbox: {
    found: [{ by: 'field', field: 'uid' }, byAccount()],
    erased: 'deleted',
    others: ['details.resolvedBy'],
  },
  notificationSettings: { found: [{ by: 'id' }], erased: 'deleted' },
  reels: { found: [{ by: 'field', field: 'uid', newest: 'createdAt' }], erased: 'deleted' },
  ledger: {
    found: [byAccount('createdAt')],
    erased: 'kept',
    keptFor: 'books',
    others: ['actor.uid'],
  },
  payments: { found: [byAccount('createdAt')], erased: 'kept', keptFor: 'books' },
  moneyFacts: { found: [byAccount()], erased: 'kept', keptFor: 'books' },
  stripeEvents: { found: [byAccount()], erased: 'kept', keptFor: 'books' },
  milestones: { found: [{ by: 'id' }], erased: 'kept', keptFor: 'books', others: ['merged'] },
  ledgerCheckpoints: { found: [{ by: 'id' }], erased: 'kept', keptFor: 'books' },
  ledgerSeals: { found: [byAccount('number')], erased: 'kept', keptFor: 'proof' },
  audit: { found: [{ by: 'target' }], erased: 'cleared', keptFor: 'proof', others: ['actor', 'ip'] },
  abuse: {
    found: [byAccount('updatedAt')],
    erased: 'cleared',
    keptFor: 'security',
    others: ['triage.uid'],
    evidence: ['evidence[].text', 'triage.note'],
  },
  alerts: {
    found: [byAccount()],
    erased: 'kept',
    keptFor: 'proof',
    others: ['acknowledged', 'resolvedBy'],
  },
  staff: { found: [{ by: 'id' }], erased: 'deleted' },
  staffAllowances: { found: [{ by: 'id' }], erased: 'deleted' },
  staffNotes: { found: [byAccount('createdAt')], erased: 'deleted', others: ['authorUid'] },
  approvals: { found: [{ by: 'target' }], erased: 'deleted', others: ['requestedBy', 'decidedBy'] },
  // The country is emptied. The rest is deleted with the proof of the request.
  agreements: { found: [{ by: 'id' }], erased: 'cleared', keptFor: 'proof' },
  appeals: {
    found: [{ by: 'field', field: 'uid', newest: 'createdAt' }],
    erased: 'deleted',
    others: ['decision.uid'],
    evidence: ['text', 'decision.reason'],
  },
  erasures: { found: [{ by: 'id' }], erased: 'kept', keptFor: 'proof', others: ['legalHold'] },
  // Shows when the first account of a mailbox got its welcome credits.
  welcomeSalts: { found: [byAccount()], erased: 'kept', keptFor: 'welcome', others: ['salt'] },
  rateLimits: 'digests',
  rejections: 'expires',
  config: 'settings',
  catalogVersions: 'settings',
  jobs: 'figures',
  ledgerReports: 'figures',
  usageLogs: 'figures',
  usageLogHeads: 'figures',
  insights: 'figures',
  serverMetrics: 'figures',
  auditSeals: 'staff-only',
  auditSalts: 'staff-only',
} as const satisfies Record<CollectionName, HeldData | NotHeld>;

/** A collection with documents about single persons. */
export type HeldCollection = {
  [N in CollectionName]: (typeof heldData)[N] extends string ? never : N;
}[CollectionName];

/** Returns the collections that hold something about single persons, with what is held. */
export function heldCollections(): [HeldCollection, HeldData][] {
  return Object.entries(heldData).flatMap(([name, held]): [HeldCollection, HeldData][] =>
    typeof held === 'string' ? [] : [[name as HeldCollection, held]],
  );
}
