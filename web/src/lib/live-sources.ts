import {
  AbuseSignal,
  ACTIVITY_SHARDS,
  Account,
  Activity,
  AuditEntry,
  Billing,
  BLOCKS_CONFIG,
  BlockList,
  CATALOG_CONFIG,
  CatalogVersion,
  collections,
  HEALTH_CONFIG,
  HealthReport,
  JobState,
  LedgerReport,
  MODERATION_CONFIG,
  Payment,
  PublishedCatalog,
  PublishedModeration,
  Reel,
  StripeEvent,
} from '@firemeter/functions/contract';
import { collection, doc, limit, orderBy, query, where } from 'firebase/firestore';
import type { LiveSource } from './live-store.ts';

export const ownActivitiesShown = 50;
export const allActivitiesShown = 100;
export const signalsShown = 100;
export const auditEntriesShown = 50;
export const catalogVersionsShown = 20;
export const ownReelsShown = 20;
export const paymentsShown = 100;
const parkedEventsShown = 100;

export function accountSource(uid: string): LiveSource<Account> {
  return {
    key: `account ${uid}`,
    target: (firestore) => doc(firestore, collections.accounts, uid),
    schema: Account,
  };
}

export const catalogSource: LiveSource<PublishedCatalog> = {
  key: 'catalog',
  target: (firestore) => doc(firestore, collections.config, CATALOG_CONFIG),
  schema: PublishedCatalog,
};

export const moderationSource: LiveSource<PublishedModeration> = {
  key: 'moderation',
  target: (firestore) => doc(firestore, collections.config, MODERATION_CONFIG),
  schema: PublishedModeration,
};

export function ownActivitiesSource(uid: string): LiveSource<Activity> {
  return {
    key: `activities of ${uid}`,
    target: (firestore) =>
      query(
        collection(firestore, collections.activities),
        where('uid', '==', uid),
        orderBy('createdAt', 'desc'),
        limit(ownActivitiesShown),
      ),
    schema: Activity,
  };
}

export function reelSource(reelKey: string): LiveSource<Reel> {
  return {
    key: `reel ${reelKey}`,
    target: (firestore) => doc(firestore, collections.reels, reelKey),
    schema: Reel,
  };
}

export function ownReelsSource(uid: string): LiveSource<Reel> {
  return {
    key: `reels of ${uid}`,
    target: (firestore) =>
      query(
        collection(firestore, collections.reels),
        where('uid', '==', uid),
        orderBy('createdAt', 'desc'),
        limit(ownReelsShown),
      ),
    schema: Reel,
  };
}

/** Everyone's: spread over shards so that no one index range takes every write. */
export const allActivitiesSource: LiveSource<Activity> = {
  key: 'all activities',
  target: (firestore) =>
    query(
      collection(firestore, collections.activities),
      where('shard', 'in', [...Array(ACTIVITY_SHARDS).keys()]),
      orderBy('createdAt', 'desc'),
      limit(allActivitiesShown),
    ),
  schema: Activity,
};

/** Signs of abuse, the latest first. */
export const signalsSource: LiveSource<AbuseSignal> = {
  key: 'signals',
  target: (firestore) =>
    query(collection(firestore, collections.abuse), orderBy('updatedAt', 'desc'), limit(signalsShown)),
  schema: AbuseSignal,
};

export const blocksSource: LiveSource<BlockList> = {
  key: 'blocks',
  target: (firestore) => doc(firestore, collections.config, BLOCKS_CONFIG),
  schema: BlockList,
};

/** What the team has done, the latest first. */
export const auditSource: LiveSource<AuditEntry> = {
  key: 'audit',
  target: (firestore) =>
    query(collection(firestore, collections.audit), orderBy('createdAt', 'desc'), limit(auditEntriesShown)),
  schema: AuditEntry,
};

/** What was published, newest first. */
export const catalogVersionsSource: LiveSource<CatalogVersion> = {
  key: 'catalog versions',
  target: (firestore) =>
    query(
      collection(firestore, collections.catalogVersions),
      orderBy('version', 'desc'),
      limit(catalogVersionsShown),
    ),
  schema: CatalogVersion,
};

export function paymentsSource(uid: string): LiveSource<Payment> {
  return {
    key: `payments of ${uid}`,
    target: (firestore) =>
      query(
        collection(firestore, collections.payments),
        where('uid', '==', uid),
        orderBy('createdAt', 'desc'),
        limit(paymentsShown),
      ),
    schema: Payment,
  };
}

export function paymentSource(paymentId: string): LiveSource<Payment> {
  return {
    key: `payment ${paymentId}`,
    target: (firestore) => doc(firestore, collections.payments, paymentId),
    schema: Payment,
  };
}

export function billingSource(uid: string): LiveSource<Billing> {
  return {
    key: `billing ${uid}`,
    target: (firestore) => doc(firestore, collections.billing, uid),
    schema: Billing,
  };
}

/** Stripe's events that nothing was done for: few, and each waits for an admin. */
export const parkedEventsSource: LiveSource<StripeEvent> = {
  key: 'parked events',
  target: (firestore) =>
    query(
      collection(firestore, collections.stripeEvents),
      where('state', '==', 'parked'),
      limit(parkedEventsShown),
    ),
  schema: StripeEvent,
};

/** How each scheduled job stands; the id is its name. */
export const jobsSource: LiveSource<JobState> = {
  key: 'jobs',
  target: (firestore) => query(collection(firestore, collections.jobs), limit(50)),
  schema: JobState,
};

export const healthSource: LiveSource<HealthReport> = {
  key: 'health',
  target: (firestore) => doc(firestore, collections.config, HEALTH_CONFIG),
  schema: HealthReport,
};

/** What the verifier found in each part of the accounts, newest first: two passes and more. */
export const ledgerReportsSource: LiveSource<LedgerReport> = {
  key: 'ledger reports',
  target: (firestore) =>
    query(collection(firestore, collections.ledgerReports), orderBy('startedAt', 'desc'), limit(33)),
  schema: LedgerReport,
};
