import type { Auth } from 'firebase-admin/auth';
import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { ErasableText } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';

/** What erasing needs of other features. Each step is safe to repeat. */
export interface ErasureServices {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly now: () => number;
  readonly auth: Pick<Auth, 'getUser' | 'setCustomUserClaims' | 'deleteUser'>;
  readonly outputs: { readonly remove: (activityId: string) => Promise<void> };
  /** Cancels the running work and reels of a user and their account. */
  readonly endWork: (uid: string) => Promise<void>;
  /** Ends plans and top-ups of an account, and removes its cards. */
  readonly endPayments: (accountId: string) => Promise<void>;
  /** Deletes an account's customer at Stripe. */
  readonly deleteCustomer: (accountId: string) => Promise<void>;
  /** Returns whether an ended activity is in the usage logs for good. */
  readonly loggedActivities: () => Promise<(activity: QueryDocumentSnapshot) => boolean>;
  /** Tells receivers of the operator that everything about an account was erased. */
  readonly announceErased: (accountId: string) => Promise<void>;
  readonly eraseAuditTexts: (
    db: Firestore,
    entry: { readonly entryId: string; readonly texts: readonly ErasableText[] },
  ) => Promise<boolean>;
}
