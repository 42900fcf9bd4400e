import { ACTIVITY_SHARDS, collections, type FoundBy, heldCollections } from '../../../src/contract/index.ts';

type Filter = readonly [
  field: string,
  operator: '==' | 'in' | 'array-contains' | '<' | '<=' | '>=',
  value: unknown,
];

/** A query without its limit. */
export interface AppQuery {
  collection: string;
  where?: readonly Filter[];
  orderBy?: Order;
  thenBy?: Order;
  /** What is added up over all that are found. */
  sums?: readonly string[];
}
type Order = readonly [field: string, direction: 'asc' | 'desc'];

const allShards = Array.from({ length: ACTIVITY_SHARDS }, (_, shard) => shard);

/** Those by which an export and an erasure find what is held about a person. */
const heldQueries = Object.fromEntries(
  heldCollections().flatMap(([name, { found }]) =>
    found.flatMap((by, index) =>
      heldQueriesFor(collections[name], by).map((query, part): [string, () => AppQuery] => [
        `held in ${name}, ${index}.${part}`,
        () => query,
      ]),
    ),
  ),
);

function heldQueriesFor(collection: string, by: FoundBy): AppQuery[] {
  switch (by.by) {
    case 'field': {
      const orderBy = by.newest === undefined ? null : ([by.newest, 'desc'] as const);
      return [{ collection, where: [[by.field, '==', 'mia']], ...(orderBy && { orderBy }) }];
    }
    case 'target':
      return [
        { collection, where: [['target', 'in', ['accounts/mia', 'users/mia', 'mia']]] },
        {
          ...{ collection, orderBy: ['target', 'asc'] },
          where: [
            ['target', '>=', 'payments/mia_'],
            ['target', '<', 'payments/mia`'],
          ],
        },
      ];
    default:
      // By the ids of documents.
      return [];
  }
}

/**
 * Every query the app makes, in the browser and on the server; those of the admin's pages to come too. A query needs an
 * index, and what no query needs is not indexed: indexes.test.ts holds the indexes to this list, and this list to the
 * source.
 */
export const appQueries = {
  ...heldQueries,
  /** Requests for erasure with something to do. */
  dueErasures: (): AppQuery => ({
    collection: collections.erasures,
    where: [['dueAt', '<', new Date()]],
    orderBy: ['dueAt', 'asc'],
  }),
  expiredSalts: (): AppQuery => ({
    collection: collections.welcomeSalts,
    where: [['expiresAt', '<', new Date()]],
  }),
  /** The guests who have signed in to an account. */
  guestsOf: (accountId: string): AppQuery => ({
    collection: collections.milestones,
    where: [['merged.into', '==', accountId]],
  }),
  /** What admins have asked others to approve. */
  approvals: (): AppQuery => ({ collection: collections.approvals, orderBy: ['createdAt', 'desc'] }),
  /** The appeals that wait for a decision, or have one, and those of a user. */
  appealsIn: (state: 'open' | 'decided'): AppQuery => ({
    collection: collections.appeals,
    where: [['state', '==', state]],
    orderBy: ['createdAt', 'desc'],
  }),
  appealsOf: (uid: string): AppQuery => ({
    collection: collections.appeals,
    where: [['uid', '==', uid]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The notes about a person. */
  notesAbout: (accountId: string): AppQuery => ({
    collection: collections.staffNotes,
    where: [['accountId', '==', accountId]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The people of the console, newest first. */
  newestPeople: (): AppQuery => ({
    collection: collections.accounts,
    where: [
      ['shard', 'in', allShards],
      ['createdAt', '>=', new Date(0)],
      ['createdAt', '<', new Date()],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What staff have done to somebody. */
  auditAbout: (uid: string): AppQuery => ({
    collection: collections.audit,
    where: [['target', 'in', [`accounts/${uid}`, `users/${uid}`]]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The suspensions of an account, and the decisions about them. */
  suspensionsOf: (accountId: string): AppQuery => ({
    collection: collections.audit,
    where: [
      ['target', '==', `accounts/${accountId}`],
      ['action', 'in', ['suspend-account', 'uphold-suspension']],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** Signs of abuse by one account. */
  signalsOf: (accountId: string): AppQuery => ({
    collection: collections.abuse,
    where: [['accountId', '==', accountId]],
    orderBy: ['updatedAt', 'desc'],
  }),
  /** Whether there is another owner. */
  owners: (): AppQuery => ({ collection: collections.staff, where: [['role', '==', 'owner']] }),
  /** The admin's live tab. */
  liveActivities: (): AppQuery => ({
    collection: collections.activities,
    where: [['shard', 'in', allShards]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What a user was notified of. */
  notificationsOf: (uid: string): AppQuery => ({
    collection: collections.notifications,
    where: [['uid', '==', uid]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What a user has not read. */
  unreadNotifications: (uid: string): AppQuery => ({
    collection: collections.notifications,
    where: [
      ['uid', '==', uid],
      ['readAt', '==', null],
    ],
  }),
  /** The notifications of a digest. */
  notificationsOfDigest: (uid: string): AppQuery => ({
    collection: collections.notifications,
    where: [
      ['uid', '==', uid],
      ['digest', '==', '2026-01-31'],
    ],
  }),
  /** Whose plan renews soon. */
  renewals: (now: Date): AppQuery => ({
    collection: collections.billing,
    where: [
      ['subscription.periodEndMs', '>=', now],
      ['subscription.periodEndMs', '<', now],
    ],
    orderBy: ['subscription.periodEndMs', 'asc'],
  }),
  /** What waits to be sent. */
  dueDeliveries: (now: Date): AppQuery => ({
    collection: collections.outbox,
    where: [['nextAttemptAt', '<=', now]],
    orderBy: ['nextAttemptAt', 'asc'],
  }),
  /** What was sent to an endpoint. */
  deliveriesToEndpoint: (): AppQuery => ({
    collection: collections.outbox,
    where: [['endpointId', '==', 'one']],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What was sent to a user, to erase it. */
  deliveriesTo: (uid: string): AppQuery => ({ collection: collections.outbox, where: [['uid', '==', uid]] }),
  /** What was sent, and is kept long enough. */
  oldDeliveries: (now: Date): AppQuery => ({
    collection: collections.outbox,
    where: [['createdAt', '<', now]],
    orderBy: ['createdAt', 'asc'],
  }),
  /** What users were notified of, and is kept long enough. */
  oldNotifications: (now: Date): AppQuery => ({
    collection: collections.notifications,
    where: [['createdAt', '<', now]],
    orderBy: ['createdAt', 'asc'],
  }),
  /** A creator's reels. */
  reelsOf: (uid: string): AppQuery => ({
    collection: collections.reels,
    where: [['uid', '==', uid]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The history of an account. */
  activitiesOf: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [['accountId', '==', accountId]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The live tab of one person, and the history on a page of the build before, which is open for days. */
  activitiesOfUser: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [['uid', '==', uid]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** Which accounts have activities. */
  activitiesByAccount: (): AppQuery => ({
    collection: collections.activities,
    orderBy: ['accountId', 'asc'],
    thenBy: ['createdAt', 'desc'],
  }),
  /** The studio's tabs, and the history of one operation. */
  activitiesOfOperation: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['operation', '==', 'image'],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The same of one person. */
  activitiesOfUsersOperation: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['uid', '==', uid],
      ['operation', '==', 'image'],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The history of one label. */
  activitiesOfLabel: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['label', '==', 'a project'],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The favorites of the library: a page for each kind. */
  favoritesOf: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['operation', 'in', ['image', 'edit']],
      ['isFavorite', '==', true],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  figuresOfLabel: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['label', '==', 'a project'],
    ],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  /** The history by status, and what is open. */
  activitiesOfStatus: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['status', 'in', ['pending', 'processing']],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The same of one person. */
  activitiesOfUsersStatus: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['uid', '==', uid],
      ['status', 'in', ['pending', 'processing']],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What some work can start from, and the history with every filter set. */
  sourcesOf: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['operation', 'in', ['image', 'edit']],
      ['status', '==', 'completed'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The same of one person. */
  sourcesOfUser: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['uid', '==', uid],
      ['operation', 'in', ['image', 'edit']],
      ['status', '==', 'completed'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The live tab of some people. */
  activitiesOfSome: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [['uid', 'in', [uid, 'another']]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The live tab with every filter set. */
  liveOfOperation: (): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['operation', '==', 'image'],
      ['status', 'in', ['failed', 'expired']],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What a trace is about. */
  activitiesOfTrace: (): AppQuery => ({
    collection: collections.activities,
    where: [['traceId', '==', 'trace']],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What a history comes to. */
  figuresOf: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [['accountId', '==', accountId]],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  /** The same of one person. */
  figuresOfUser: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [['uid', '==', uid]],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  figuresOfOperation: (accountId: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['accountId', '==', accountId],
      ['operation', '==', 'image'],
      ['status', 'in', ['pending', 'processing']],
    ],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  /** The same of one person. */
  figuresOfUsersOperation: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['uid', '==', uid],
      ['operation', '==', 'image'],
      ['status', 'in', ['pending', 'processing']],
    ],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  /** What the last half hour comes to. */
  liveFigures: (): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['createdAt', '>=', new Date(0)],
      ['createdAt', '<', new Date()],
    ],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  liveFiguresOfStatus: (): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['status', 'in', ['pending', 'processing']],
    ],
    orderBy: ['createdAt', 'desc'],
    sums: ['capturedMicros', 'heldMicros'],
  }),
  /** What was turned away. */
  latestRejections: (): AppQuery => ({
    collection: collections.rejections,
    orderBy: ['createdAt', 'desc'],
  }),
  /** How much was turned away of late. */
  rejectionFigures: (since: Date): AppQuery => ({
    collection: collections.rejections,
    where: [['createdAt', '>=', since]],
    orderBy: ['createdAt', 'desc'],
    sums: ['count'],
  }),
  /** What was turned away, and is kept long enough. */
  oldRejections: (now: Date): AppQuery => ({
    collection: collections.rejections,
    where: [['createdAt', '<', now]],
    orderBy: ['createdAt', 'asc'],
  }),
  /** What the sweep settles. */
  expiredHolds: (now: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['leaseUntil', '<', now],
    ],
    orderBy: ['leaseUntil', 'asc'],
  }),
  /** Accounts some of whose credits have lapsed. */
  lapsedLots: (now: Date): AppQuery => ({
    collection: collections.accounts,
    where: [
      ['shard', 'in', allShards],
      ['nextLapseAt', '<', now],
    ],
    orderBy: ['nextLapseAt', 'asc'],
  }),
  /** Usage that the build before this one has not added to its statistics: it may be rolled back to. */
  usageToRollUp: (now: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['rollUpAt', '<', now],
    ],
    orderBy: ['rollUpAt', 'asc'],
  }),
  /** Usage that is not logged yet, in the order in which the store took it. */
  usageToLog: (until: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', '==', 0],
      ['recordedAt', '<', until],
    ],
    orderBy: ['recordedAt', 'asc'],
  }),
  /** Failures whose refunds are measured. Activities without `failedAt` are not in its index. */
  failuresToMeasure: (until: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['recordedAt', '>=', new Date(0)],
      ['recordedAt', '<', until],
    ],
    orderBy: ['recordedAt', 'asc'],
    thenBy: ['failedAt', 'asc'],
  }),
  /** The goodwill credits of an account in a month. */
  goodwillOfMonth: (from: Date): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', 'mia'],
      ['kind', '==', 'grant'],
      ['lot.source', '==', 'bonus'],
      ['createdAt', '>=', from],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  lateDeliveriesToLog: (until: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', '==', 0],
      ['lateRecordedAt', '<', until],
    ],
    orderBy: ['lateRecordedAt', 'asc'],
  }),
  rejectionsToLog: (until: Date): AppQuery => ({
    collection: collections.rejections,
    where: [['createdAt', '<', until]],
    orderBy: ['createdAt', 'asc'],
  }),
  /** What ended on a day, and the documents of a log that may have it. */
  endedOnDay: (day: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', '==', 0],
      ['endedAt', '>=', day],
      ['endedAt', '<', new Date()],
    ],
    orderBy: ['endedAt', 'asc'],
  }),
  logsOfDay: (from: Date): AppQuery => ({
    collection: collections.usageLogs,
    where: [
      ['log', '==', '0'],
      ['lastEndedAt', '>=', from],
    ],
    orderBy: ['lastEndedAt', 'asc'],
  }),
  guestMerges: (): AppQuery => ({ collection: collections.audit, where: [['action', '==', 'merge-guest']] }),
  /** What is kept long enough. */
  oldActivities: (now: Date): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['endedAt', '<', now],
    ],
    orderBy: ['endedAt', 'asc'],
  }),
  /** The accounts of one part of the verifier's work. */
  accountsOfShard: (): AppQuery => ({ collection: collections.accounts, where: [['shard', '==', 1]] }),
  /** Accounts whose payments have not followed their status yet. */
  changedStatuses: (now: Date): AppQuery => ({
    collection: collections.accounts,
    where: [
      ['shard', 'in', allShards],
      ['pauseDueAt', '<', now],
    ],
    orderBy: ['pauseDueAt', 'asc'],
  }),
  /** Events that may be handled once what they are about is here. */
  eventsToRetry: (now: Date): AppQuery => ({
    collection: collections.stripeEvents,
    where: [['retryAt', '<', now]],
    orderBy: ['retryAt', 'asc'],
  }),
  /** The same, however lately they were tried. */
  eventsToRetryNow: (): AppQuery => ({
    collection: collections.stripeEvents,
    where: [['why', 'in', ['no-payment', 'no-account', 'no-plan']]],
  }),
  /** Events about money that wait for somebody. */
  eventsAboutMoney: (): AppQuery => ({
    collection: collections.stripeEvents,
    where: [['why', 'in', ['no-payment', 'no-account', 'no-plan', 'other-currency', 'unreadable']]],
  }),
  /** What is wrong and nobody has dealt with. */
  openAlerts: (): AppQuery => ({ collection: collections.alerts, where: [['resolvedAt', '==', null]] }),
  /** What an instance is to stop. */
  cancelsFor: (instance: string): AppQuery => ({
    collection: collections.activities,
    where: [['cancelFor', '==', instance]],
  }),
  /** The transactions of an account. */
  ledgerOf: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [['accountId', '==', accountId]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The credits view of the history, by each of its filters. */
  ledgerOfType: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['kind', '==', 'usage'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  ledgerOfSource: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['kind', '==', 'grant'],
      ['lot.source', 'in', ['welcome', 'bonus']],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  ledgerOfOperation: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['operation', '==', 'image'],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  ledgerOfModel: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['operation', '==', 'image'],
      ['model', '==', 'nano-banana'],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  ledgerOfStatus: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['status', 'in', ['failed', 'expired']],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The running balance: what all entries below one come to. */
  ledgerSum: (accountId: string): AppQuery => ({
    ...appQueries.ledgerOf(accountId),
    sums: ['debtDeltaMicros', 'totalMicros'],
  }),
  /** What the filtered entries come to. */
  ledgerSumOfType: (accountId: string): AppQuery => ({
    ...appQueries.ledgerOfType(accountId),
    sums: ['debtDeltaMicros', 'totalMicros'],
  }),
  ledgerSumOfSource: (accountId: string): AppQuery => ({
    ...appQueries.ledgerOfSource(accountId),
    sums: ['debtDeltaMicros', 'totalMicros'],
  }),
  ledgerSumOfOperation: (accountId: string): AppQuery => ({
    ...appQueries.ledgerOfOperation(accountId),
    sums: ['debtDeltaMicros', 'totalMicros'],
  }),
  ledgerSumOfStatus: (accountId: string): AppQuery => ({
    ...appQueries.ledgerOfStatus(accountId),
    sums: ['debtDeltaMicros', 'totalMicros'],
  }),
  ledgerSumOfModel: (accountId: string): AppQuery => ({
    ...appQueries.ledgerOfModel(accountId),
    sums: ['debtDeltaMicros', 'totalMicros'],
  }),
  /** Which accounts have a ledger. */
  ledgers: (): AppQuery => ({
    collection: collections.ledger,
    orderBy: ['accountId', 'asc'],
    thenBy: ['createdAt', 'desc'],
  }),
  /** The lifetime totals of an account: a sum needs the index that an order by its field does. */
  ledgerTotalsOf: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['kind', '==', 'usage'],
    ],
    orderBy: ['totalMicros', 'asc'],
  }),
  /** The live tab of one model, at some status, of everyone and of some. */
  liveOfModel: (): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['operation', '==', 'image'],
      ['model', '==', 'nano-banana'],
      ['status', 'in', ['failed']],
      ['createdAt', '>=', new Date(0)],
      ['createdAt', '<', new Date()],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  liveOfUsersModel: (uid: string): AppQuery => ({
    collection: collections.activities,
    where: [
      ['uid', 'in', [uid]],
      ['operation', '==', 'image'],
      ['model', '==', 'nano-banana'],
      ['status', 'in', ['failed']],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** Everyone's payments. */
  allPayments: (): AppQuery => ({ collection: collections.payments, orderBy: ['createdAt', 'desc'] }),
  allPaymentsOfKind: (): AppQuery => ({
    collection: collections.payments,
    where: [
      ['state', '==', 'paid'],
      ['currency', '==', 'usd'],
      ['bought.kind', '==', 'pack'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  allPaymentsWithWarnings: (): AppQuery => ({
    collection: collections.payments,
    where: [
      ['bought.kind', '==', 'pack'],
      ['fraudWarning.isActionable', 'in', [true, false]],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What members of staff did, and what was done to somebody. */
  auditOfActors: (uid: string): AppQuery => ({
    collection: collections.audit,
    where: [
      ['actor.uid', 'in', [uid]],
      ['action', '==', 'block'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  auditOfTargets: (uid: string): AppQuery => ({
    collection: collections.audit,
    where: [
      ['target', 'in', [uid]],
      ['action', '==', 'block'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  /** What somebody has bought. */
  paymentsOf: (accountId: string): AppQuery => ({
    collection: collections.payments,
    where: [['accountId', '==', accountId]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The same of one person. */
  paymentsOfUser: (uid: string): AppQuery => ({
    collection: collections.payments,
    where: [['uid', '==', uid]],
    orderBy: ['createdAt', 'desc'],
  }),
  /** The payment that an event of Stripe's is about. */
  paymentOfIntent: (paymentIntentId: string): AppQuery => ({
    collection: collections.payments,
    where: [['paymentIntentId', '==', paymentIntentId]],
  }),
  /** What was paid lately. */
  latestPaid: (before: Date): AppQuery => ({
    collection: collections.payments,
    where: [['paidAt', '<', before]],
    orderBy: ['paidAt', 'desc'],
  }),
  /** The payments behind what Stripe names. */
  paymentsOfIntents: (paymentIntentIds: string[]): AppQuery => ({
    collection: collections.payments,
    where: [['paymentIntentId', 'in', paymentIntentIds]],
  }),
  /** All that was granted to an account, or taken back. */
  ledgerOfKind: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['kind', 'in', ['grant', 'revoke']],
    ],
    orderBy: ['totalMicros', 'asc'],
  }),
  /** Plans of which another month is due. */
  dueAllotments: (now: Date): AppQuery => ({
    collection: collections.billing,
    where: [['nextAllotmentAt', '<', now]],
    orderBy: ['nextAllotmentAt', 'asc'],
  }),
  /** Who has a plan that an admin is about to remove. */
  holdersOfPlan: (plan: string): AppQuery => ({
    collection: collections.billing,
    where: [['subscription.plan', '==', plan]],
  }),
  /** Who has several plans at once. */
  holdersOfSeveralPlans: (): AppQuery => ({
    collection: collections.billing,
    where: [['otherSubscriptions', '>=', []]],
  }),
  /** Stripe's events that were put aside. */
  parkedEvents: (): AppQuery => ({
    collection: collections.stripeEvents,
    where: [['state', '==', 'parked']],
    orderBy: ['receivedAt', 'desc'],
  }),
  /** The admin's search for people. */
  peopleNamed: (prefix: string): AppQuery => ({
    collection: collections.people,
    where: [['searchPrefixes', 'array-contains', prefix]],
  }),
  /** The same of a page of the build before, which is open for days. */
  accountsNamed: (prefix: string): AppQuery => ({
    collection: collections.accounts,
    where: [['searchPrefixes', 'array-contains', prefix]],
  }),
  /** What an account was welcomed with, by an earlier build. */
  grantsOf: (accountId: string): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['accountId', '==', accountId],
      ['kind', '==', 'grant'],
    ],
    orderBy: ['totalMicros', 'asc'],
  }),
  /** Of the ledger, what is to be added to the figures. */
  entriesToFigure: (): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['shard', 'in', allShards],
      ['recordedAt', '>=', new Date(0)],
      ['recordedAt', '<', new Date(0)],
    ],
    orderBy: ['recordedAt', 'asc'],
  }),
  /** Whether anything was delivered late since. */
  lateSince: (): AppQuery => ({
    collection: collections.activities,
    where: [
      ['shard', 'in', allShards],
      ['lateRecordedAt', '>=', new Date(0)],
    ],
    orderBy: ['lateRecordedAt', 'asc'],
  }),
  moneyToFigure: (): AppQuery => ({
    collection: collections.moneyFacts,
    where: [
      ['recordedAt', '>=', new Date(0)],
      ['recordedAt', '<', new Date(0)],
    ],
    orderBy: ['recordedAt', 'asc'],
  }),
  /** The milestones to be added to the cohorts, by the store's time. */
  milestonesToFigure: (): AppQuery => ({
    collection: collections.milestones,
    where: [
      ['recordedAt', '>=', new Date(0)],
      ['recordedAt', '<', new Date(0)],
    ],
    orderBy: ['recordedAt', 'asc'],
  }),
  /** The milestones that earlier builds recorded, by the first visit. */
  datedMilestones: (): AppQuery => ({
    collection: collections.milestones,
    where: [
      ['firstVisitAt', '>=', new Date(0)],
      ['firstVisitAt', '<', new Date(0)],
    ],
    orderBy: ['firstVisitAt', 'asc'],
  }),
  /** The signs of abuse of some hours. */
  signalsToFigure: (): AppQuery => ({
    collection: collections.abuse,
    where: [
      ['createdAt', '>=', new Date(0)],
      ['createdAt', '<', new Date(0)],
    ],
    orderBy: ['createdAt', 'asc'],
  }),
  /** The staff actions of some hours. */
  actionsToFigure: (): AppQuery => ({
    collection: collections.audit,
    where: [
      ['createdAt', '>=', new Date(0)],
      ['createdAt', '<', new Date(0)],
    ],
    orderBy: ['createdAt', 'asc'],
  }),
  /** The calls of some hours. */
  callsToFigure: (): AppQuery => ({
    collection: collections.serverMetrics,
    where: [
      ['hour', '>=', '2026-01-01T00'],
      ['hour', '<', '2026-01-01T01'],
    ],
    orderBy: ['hour', 'asc'],
  }),
  /** What the verifier has found of late. */
  latestLedgerReports: (): AppQuery => ({
    collection: collections.ledgerReports,
    orderBy: ['startedAt', 'desc'],
  }),
  latestAuditEntries: (): AppQuery => ({ collection: collections.audit, orderBy: ['createdAt', 'desc'] }),
  auditEntriesOfAction: (): AppQuery => ({
    collection: collections.audit,
    where: [
      ['action', '==', 'block'],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'desc'],
  }),
  graveSignals: (): AppQuery => ({
    collection: collections.abuse,
    where: [['severity', 'in', ['high', 'critical']]],
    orderBy: ['updatedAt', 'desc'],
  }),
  /** Those that nobody may have looked at: the rule about signs of abuse counts them. */
  recentGraveSignals: (): AppQuery => ({
    collection: collections.abuse,
    where: [
      ['severity', 'in', ['high', 'critical']],
      ['updatedAt', '>=', new Date(0)],
    ],
    orderBy: ['updatedAt', 'desc'],
  }),
  recentRefunds: (): AppQuery => ({
    collection: collections.stripeEvents,
    where: [
      ['type', '==', 'refund.created'],
      ['receivedAt', '>=', new Date(0)],
    ],
    orderBy: ['receivedAt', 'desc'],
  }),
  openDisputes: (): AppQuery => ({
    collection: collections.payments,
    where: [['state', '==', 'disputed']],
  }),
  openFraudWarnings: (): AppQuery => ({
    collection: collections.payments,
    where: [['fraudWarning.isActionable', '==', true]],
  }),
  recentMetrics: (): AppQuery => ({
    collection: collections.serverMetrics,
    where: [['hour', '>=', '2026-01-01T00']],
    orderBy: ['hour', 'desc'],
  }),
  latestAlerts: (): AppQuery => ({ collection: collections.alerts, orderBy: ['createdAt', 'desc'] }),
  signalsOfState: (): AppQuery => ({
    collection: collections.abuse,
    where: [['triage.state', '==', 'watching']],
    orderBy: ['updatedAt', 'desc'],
  }),
  signalsOfKind: (): AppQuery => ({
    collection: collections.abuse,
    where: [['kind', '==', 'many-accounts']],
    orderBy: ['updatedAt', 'desc'],
  }),
  latestSignals: (): AppQuery => ({ collection: collections.abuse, orderBy: ['updatedAt', 'desc'] }),
  /** What may have to be sealed. */
  recentLedger: (): AppQuery => ({
    collection: collections.ledger,
    where: [
      ['shard', 'in', allShards],
      ['createdAt', '>=', new Date(0)],
    ],
    orderBy: ['createdAt', 'asc'],
  }),
  /** The seals of an account, the latest first. */
  ledgerSealsOf: (accountId: string): AppQuery => ({
    collection: collections.ledgerSeals,
    where: [['accountId', '==', accountId]],
    orderBy: ['number', 'desc'],
  }),
  /** The seals that may name an entry. */
  ledgerSealsSince: (accountId: string): AppQuery => ({
    collection: collections.ledgerSeals,
    where: [
      ['accountId', '==', accountId],
      ['lastEntryAt', '>=', new Date(0)],
    ],
  }),
  auditSeals: (): AppQuery => ({ collection: collections.auditSeals, orderBy: ['number', 'desc'] }),
  auditSealsSince: (): AppQuery => ({
    collection: collections.auditSeals,
    where: [['lastEntryAt', '>=', new Date(0)]],
  }),
  recentAuditEntries: (): AppQuery => ({
    collection: collections.audit,
    where: [['createdAt', '>=', new Date(0)]],
  }),
  pastCatalogs: (): AppQuery => ({ collection: collections.catalogVersions, orderBy: ['version', 'desc'] }),
};
