import {
  type AbuseKind,
  AbuseSignal,
  Activity,
  Alert,
  Approval,
  AuditEntry,
  CatalogVersion,
  isPlaceholder,
  LedgerEntry,
  Payment,
  Reel,
  Rejections,
  Severity,
  StaffNote,
  StripeEvent,
  type TriageState,
} from '@firemeter/functions/contract';
import { collection, orderBy, query, where } from 'firebase/firestore';
import { type ActivityFilter, activitiesMatching, between } from './activity-filter.ts';
import { collections } from './collections.ts';
import type { ListSource } from './lists/list-source.ts';

/** Requests that match a filter, newest first; without the placeholders of those cancelled before they came. */
export function activityList(
  filter: ActivityFilter,
  { windowSize, keep }: { windowSize: number; keep?: number },
): ListSource<Activity> {
  return {
    key: `activities ${JSON.stringify(filter)} ${windowSize}`,
    query: (firestore) => query(activitiesMatching(firestore, filter), orderBy('createdAt', 'desc')),
    orderedBy: 'createdAt',
    schema: Activity,
    windowSize,
    ...(keep !== undefined && { keep }),
    isShown: (activity) => !isPlaceholder(activity),
    happenedAt: ({ createdAt, startedAt, endedAt }) => endedAt ?? startedAt ?? createdAt,
  };
}

/** The requests that an account pays for, newest first. */
export function ownActivityList(
  accountId: string,
  filter: Omit<ActivityFilter, 'accountId' | 'uids'> = {},
): ListSource<Activity> {
  return activityList({ accountId, ...filter }, { windowSize: 50 });
}

/** What was turned away, by instance and moment, newest first. */
export const rejectionList: ListSource<Rejections> = {
  key: 'rejections',
  query: (firestore) => query(collection(firestore, collections.rejections), orderBy('createdAt', 'desc')),
  orderedBy: 'createdAt',
  schema: Rejections,
  windowSize: 50,
  keep: 200,
};

/** The reels of a user, newest first. */
export function ownReelList(uid: string): ListSource<Reel> {
  return {
    key: `reels of ${uid}`,
    query: (firestore) =>
      query(collection(firestore, collections.reels), where('uid', '==', uid), orderBy('createdAt', 'desc')),
    orderedBy: 'createdAt',
    schema: Reel,
    windowSize: 20,
  };
}

interface SignalFilter {
  least: Severity;
  state: TriageState | 'all';
  kind: AbuseKind | 'all';
}

/** Signals of abuse that match a filter, the latest first. The store narrows them by one of its parts, the page by the others. */
export function signalList({ least, state, kind }: SignalFilter): ListSource<AbuseSignal> {
  const severities = Severity.options.slice(Severity.options.indexOf(least));
  return {
    key: `signals ${least} ${state} ${kind}`,
    query: (firestore) => {
      const signals = collection(firestore, collections.abuse);
      const latest = orderBy('updatedAt', 'desc');
      if (state !== 'all' && state !== 'open')
        return query(signals, where('triage.state', '==', state), latest);
      if (kind !== 'all') return query(signals, where('kind', '==', kind), latest);
      if (least !== Severity.options[0]) return query(signals, where('severity', 'in', severities), latest);
      return query(signals, latest);
    },
    orderedBy: 'updatedAt',
    schema: AbuseSignal,
    windowSize: 50,
    isShown: (signal) =>
      severities.includes(signal.severity) &&
      (kind === 'all' || signal.kind === kind) &&
      (state === 'all' || (signal.triage?.state ?? 'open') === state),
  };
}

/** Every alert that was fired, the latest first. */
export const alertList: ListSource<Alert> = {
  key: 'alerts',
  query: (firestore) => query(collection(firestore, collections.alerts), orderBy('createdAt', 'desc')),
  orderedBy: 'createdAt',
  schema: Alert,
  windowSize: 50,
};

/** What staff have done, the latest first. */
export function auditList(filter: {
  action?: string;
  fromMs?: number;
  untilMs?: number;
}): ListSource<AuditEntry> {
  const { action } = filter;
  return {
    key: `audit ${JSON.stringify(filter)}`,
    query: (firestore) =>
      query(
        collection(firestore, collections.audit),
        ...(action === undefined ? [] : [where('action', '==', action)]),
        ...between(filter),
        orderBy('createdAt', 'desc'),
      ),
    orderedBy: 'createdAt',
    schema: AuditEntry,
    windowSize: 50,
  };
}

/** What moved the credits of an account, newest first. */
export function ledgerList(accountId: string): ListSource<LedgerEntry> {
  return {
    key: `ledger of ${accountId}`,
    query: (firestore) =>
      query(
        collection(firestore, collections.ledger),
        where('accountId', '==', accountId),
        orderBy('createdAt', 'desc'),
      ),
    orderedBy: 'createdAt',
    schema: LedgerEntry,
    windowSize: 50,
  };
}

/** What staff have done to somebody, the latest first. */
export function auditAboutList(uid: string): ListSource<AuditEntry> {
  const targets = [`accounts/${uid}`, `users/${uid}`];
  return {
    key: `audit about ${uid}`,
    query: (firestore) =>
      query(
        collection(firestore, collections.audit),
        where('target', 'in', targets),
        orderBy('createdAt', 'desc'),
      ),
    orderedBy: 'createdAt',
    schema: AuditEntry,
    windowSize: 50,
  };
}

/** The signs of abuse by an account, the latest first. */
export function signalsOfList(accountId: string): ListSource<AbuseSignal> {
  return {
    key: `signals of ${accountId}`,
    query: (firestore) =>
      query(
        collection(firestore, collections.abuse),
        where('accountId', '==', accountId),
        orderBy('updatedAt', 'desc'),
      ),
    orderedBy: 'updatedAt',
    schema: AbuseSignal,
    windowSize: 50,
  };
}

/** What admins have asked others to approve, newest first. */
export const approvalList: ListSource<Approval> = {
  key: 'approvals',
  query: (firestore) => query(collection(firestore, collections.approvals), orderBy('createdAt', 'desc')),
  orderedBy: 'createdAt',
  schema: Approval,
  windowSize: 50,
};

/** The notes about somebody, newest first. */
export function noteList(accountId: string): ListSource<StaffNote> {
  return {
    key: `notes about ${accountId}`,
    query: (firestore) =>
      query(
        collection(firestore, collections.staffNotes),
        where('accountId', '==', accountId),
        orderBy('createdAt', 'desc'),
      ),
    orderedBy: 'createdAt',
    schema: StaffNote,
    windowSize: 50,
  };
}

/** What was published, newest first. */
export const catalogVersionList: ListSource<CatalogVersion> = {
  key: 'catalog versions',
  query: (firestore) => query(collection(firestore, collections.catalogVersions), orderBy('version', 'desc')),
  orderedBy: 'version',
  schema: CatalogVersion,
  windowSize: 20,
};

/** What was bought for an account, newest first. */
export function paymentList(accountId: string): ListSource<Payment> {
  return {
    key: `payments of ${accountId}`,
    query: (firestore) =>
      query(
        collection(firestore, collections.payments),
        where('accountId', '==', accountId),
        orderBy('createdAt', 'desc'),
      ),
    orderedBy: 'createdAt',
    schema: Payment,
    windowSize: 50,
  };
}

/** Stripe's events that nothing was done for, the latest first: each waits for an admin. */
export const parkedEventList: ListSource<StripeEvent> = {
  key: 'parked events',
  query: (firestore) =>
    query(
      collection(firestore, collections.stripeEvents),
      where('state', '==', 'parked'),
      orderBy('receivedAt', 'desc'),
    ),
  orderedBy: 'receivedAt',
  schema: StripeEvent,
  windowSize: 50,
};
