import {
  type AbuseKind,
  AbuseSignal,
  type Activity,
  Alert,
  Appeal,
  Approval,
  AuditEntry,
  CatalogVersion,
  Delivery,
  LedgerEntry,
  Notification,
  Payment,
  type PaymentState,
  Reel,
  Rejections,
  Severity,
  StaffNote,
  StripeEvent,
  storedReader,
  type TriageState,
} from '@firemeter/functions/contract';
import { collection, orderBy, type QueryConstraint, query, where } from 'firebase/firestore';
import type { ListSource } from '#kit/lists/list-source.ts';
import { activityList as activities } from '#kit/live/account-sources.ts';
import { type ActivityFilter, activitiesMatching, between } from '../../work/activity-filter.ts';
import { collections } from '../firebase/collections.ts';

interface NewestFirst<T> extends Pick<ListSource<T>, 'key' | 'read'> {
  collection: keyof typeof collections;
  /** Absent: all documents. */
  where?: QueryConstraint[];
  /** When it came or last changed. */
  orderedBy?: 'createdAt' | 'updatedAt' | 'receivedAt' | 'version';
  windowSize?: number;
}

/** Makes a list of the documents of a collection that match, the newest first. */
function newestFirst<T>(options: NewestFirst<T>): ListSource<T> {
  const { key, read, collection: name, where: only = [], orderedBy = 'createdAt', windowSize = 50 } = options;
  return {
    ...{ key, read, orderedBy, windowSize },
    query: (firestore) =>
      query(collection(firestore, collections[name]), ...only, orderBy(orderedBy, 'desc')),
  };
}

/** Requests that match a filter, newest first; without the placeholders of those cancelled before they came. */
export function activityList(
  filter: ActivityFilter,
  { windowSize, keep }: { windowSize: number; keep?: number },
): ListSource<Activity> {
  return activities({
    key: `activities ${JSON.stringify(filter)} ${windowSize}`,
    query: (firestore) => query(activitiesMatching(firestore, filter), orderBy('createdAt', 'desc')),
    windowSize,
    ...(keep !== undefined && { keep }),
  });
}

/** The requests that an account pays for, newest first. */
export function ownActivityList(
  accountId: string,
  filter: Omit<ActivityFilter, 'accountId' | 'uids'> = {},
): ListSource<Activity> {
  return activityList({ accountId, ...filter }, { windowSize: 50 });
}

/** The results of an account that are still kept, newest first: without those that were deleted or dismissed. */
export function ownResultList(
  accountId: string,
  filter: Pick<ActivityFilter, 'operation' | 'operations' | 'statuses' | 'isFavorite'>,
): ListSource<Activity> {
  const list = ownActivityList(accountId, filter);
  return {
    ...list,
    key: `results ${list.key}`,
    isShown: (activity) => list.isShown?.(activity) === true && activity.removedAt === undefined,
  };
}

/** What was turned away, by instance and moment, newest first. */
export function rejectionList(range: { fromMs?: number; untilMs?: number } = {}): ListSource<Rejections> {
  return {
    ...newestFirst({
      key: `rejections ${JSON.stringify(range)}`,
      collection: 'rejections',
      read: storedReader(Rejections),
      where: between(range),
    }),
    keep: 200,
  };
}

/** Lists a user's notifications, newest first. */
export function notificationList(uid: string): ListSource<Notification> {
  return newestFirst({
    key: `notifications of ${uid}`,
    collection: 'notifications',
    read: storedReader(Notification),
    where: [where('uid', '==', uid)],
  });
}

/** The reels of a user, newest first. */
export function ownReelList(uid: string): ListSource<Reel> {
  return newestFirst({
    key: `reels of ${uid}`,
    collection: 'reels',
    read: storedReader(Reel),
    where: [where('uid', '==', uid)],
    windowSize: 20,
  });
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
    read: storedReader(AbuseSignal),
    windowSize: 50,
    isShown: (signal) =>
      severities.includes(signal.severity) &&
      (kind === 'all' || signal.kind === kind) &&
      (state === 'all' || (signal.triage?.state ?? 'open') === state),
  };
}

/** Every alert that was fired, the latest first. */
export const alertList = newestFirst({
  key: 'alerts',
  collection: 'alerts',
  read: storedReader(Alert),
});

/** Lists the actions of staff, latest first. @param filter.actors who acted; `targets`: on what, as entries name it; 30 at most */
export function auditList(filter: {
  action?: string;
  actors?: readonly string[];
  targets?: readonly string[];
  fromMs?: number;
  untilMs?: number;
}): ListSource<AuditEntry> {
  const { action, actors, targets } = filter;
  return newestFirst({
    key: `audit ${JSON.stringify(filter)}`,
    collection: 'audit',
    read: storedReader(AuditEntry),
    where: [
      ...(action === undefined ? [] : [where('action', '==', action)]),
      ...(actors ? [where('actor.uid', 'in', actors)] : []),
      ...(targets ? [where('target', 'in', targets)] : []),
      ...between(filter),
    ],
  });
}

/** Lists the movements of an account's credits, newest first. */
export function ledgerList(accountId: string): ListSource<LedgerEntry> {
  return newestFirst({
    key: `ledger of ${accountId}`,
    collection: 'ledger',
    read: storedReader(LedgerEntry),
    where: [where('accountId', '==', accountId)],
  });
}

/** Lists the actions of staff that concern a user, latest first. */
export function auditAboutList(uid: string): ListSource<AuditEntry> {
  return newestFirst({
    key: `audit about ${uid}`,
    collection: 'audit',
    read: storedReader(AuditEntry),
    where: [where('target', 'in', [`accounts/${uid}`, `users/${uid}`])],
  });
}

/** The suspensions of an account, and what was decided about them, latest first. */
export function suspensionList(accountId: string): ListSource<AuditEntry> {
  const actions: AuditEntry['action'][] = [
    'suspend-account',
    'suspend',
    'reinstate-account',
    'uphold-suspension',
  ];
  return newestFirst({
    key: `suspensions of ${accountId}`,
    collection: 'audit',
    read: storedReader(AuditEntry),
    where: [where('target', '==', `accounts/${accountId}`), where('action', 'in', actions)],
  });
}

/** The signs of abuse by an account, the latest first. */
export function signalsOfList(accountId: string): ListSource<AbuseSignal> {
  return newestFirst({
    key: `signals of ${accountId}`,
    collection: 'abuse',
    read: storedReader(AbuseSignal),
    where: [where('accountId', '==', accountId)],
    orderedBy: 'updatedAt',
  });
}

/** The requests for approval, newest first. */
export const approvalList = newestFirst({
  key: 'approvals',
  collection: 'approvals',
  read: storedReader(Approval),
});

/** The appeals that wait for a decision, or have one, newest first. */
export function appealList(state: Appeal['state']): ListSource<Appeal> {
  return newestFirst({
    key: `${state} appeals`,
    collection: 'appeals',
    read: storedReader(Appeal),
    where: [where('state', '==', state)],
  });
}

/** The appeals of a user, newest first. */
export function ownAppealList(uid: string): ListSource<Appeal> {
  return newestFirst({
    key: `appeals of ${uid}`,
    collection: 'appeals',
    read: storedReader(Appeal),
    where: [where('uid', '==', uid)],
    windowSize: 5,
  });
}

/** The notes about somebody, newest first. */
export function noteList(accountId: string): ListSource<StaffNote> {
  return newestFirst({
    key: `notes about ${accountId}`,
    collection: 'staffNotes',
    read: storedReader(StaffNote),
    where: [where('accountId', '==', accountId)],
  });
}

/** Lists the deliveries to an endpoint, newest first. */
export function deliveryList(endpointId: string): ListSource<Delivery> {
  return newestFirst({
    key: `deliveries to ${endpointId}`,
    collection: 'outbox',
    read: storedReader(Delivery),
    where: [where('endpointId', '==', endpointId)],
    windowSize: 20,
  });
}

/** What was published, newest first. */
export const catalogVersionList = newestFirst({
  key: 'catalog versions',
  collection: 'catalogVersions',
  read: storedReader(CatalogVersion),
  orderedBy: 'version',
  windowSize: 20,
});

/** Lists the payments of an account, newest first. */
export function paymentList(accountId: string): ListSource<Payment> {
  return newestFirst({
    key: `payments of ${accountId}`,
    collection: 'payments',
    read: storedReader(Payment),
    where: [where('accountId', '==', accountId)],
  });
}

export interface PaymentFilter {
  state?: PaymentState;
  currency?: string;
  kind?: 'pack' | 'plan';
  /** Those with a warning of fraud: any, or one that a refund still helps against. */
  fraudWarning?: 'any' | 'open';
  fromMs?: number;
  /** Not included. */
  untilMs?: number;
}

/** Returns the conditions of a filter; the store merges the indexes of what is compared. */
export function paymentConditions(filter: PaymentFilter): QueryConstraint[] {
  const { state, currency, kind, fraudWarning } = filter;
  const isActionable = fraudWarning === 'open' ? [true] : [true, false];
  return [
    ...(state === undefined ? [] : [where('state', '==', state)]),
    ...(currency === undefined ? [] : [where('currency', '==', currency)]),
    ...(kind === undefined ? [] : [where('bought.kind', '==', kind)]),
    ...(fraudWarning === undefined ? [] : [where('fraudWarning.isActionable', 'in', isActionable)]),
    ...between(filter),
  ];
}

/** Everyone's payments that match a filter, newest first. */
export function allPaymentList(filter: PaymentFilter): ListSource<Payment> {
  return newestFirst({
    key: `all payments ${JSON.stringify(filter)}`,
    collection: 'payments',
    read: storedReader(Payment),
    where: paymentConditions(filter),
  });
}

/** Stripe's events that nothing was done for, the latest first: each waits for an admin. */
export const parkedEventList = newestFirst({
  key: 'parked events',
  collection: 'stripeEvents',
  read: storedReader(StripeEvent),
  where: [where('state', '==', 'parked')],
  orderedBy: 'receivedAt',
});
