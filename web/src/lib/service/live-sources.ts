import {
  AbuseSignal,
  ALERT_RULES_CONFIG,
  Alert,
  AlertRules,
  AUDIT_VERIFICATION_CONFIG,
  AuditEntry,
  AuditVerification,
  Billing,
  BLOCKS_CONFIG,
  BlockList,
  DAY_MS,
  ENDPOINTS_CONFIG,
  Endpoints,
  Erasure,
  HEALTH_CONFIG,
  HealthReport,
  INSIGHT_CONFIG,
  InsightSettings,
  JobState,
  LedgerReport,
  MODERATION_CONFIG,
  metricsHourOf,
  NotificationSettings,
  Payment,
  POLICIES_CONFIG,
  Policies,
  PublishedModeration,
  REFUND_TIMES_CONFIG,
  Reel,
  RefundTimes,
  ServerMetrics,
  STAFF_SETTINGS_CONFIG,
  StaffMember,
  StaffSettings,
  storedReader,
  UserProfile,
} from '@firemeter/functions/contract';
import { collection, doc, limit, orderBy, query, where } from 'firebase/firestore';
import { accountSources } from '#kit/live/account-sources.ts';
import type { LiveSource } from '#kit/live/live-store.ts';
import { collections } from './collections.ts';

export const { accountSource, catalogSource, activitySource, openActivitiesSource } =
  accountSources(collections);

/** The role of somebody who works for the operator. */
export function staffSource(uid: string): LiveSource<StaffMember> {
  return {
    key: `staff ${uid}`,
    target: (firestore) => doc(firestore, collections.staff, uid),
    read: storedReader(StaffMember),
  };
}

/** Returns the source of a user's profile, as Auth last reported it. */
export function personSource(uid: string): LiveSource<UserProfile> {
  return {
    key: `person ${uid}`,
    target: (firestore) => doc(firestore, collections.people, uid),
    read: storedReader(UserProfile),
  };
}

export const moderationSource: LiveSource<PublishedModeration> = {
  key: 'moderation',
  target: (firestore) => doc(firestore, collections.config, MODERATION_CONFIG),
  read: storedReader(PublishedModeration),
};

/** The result of the last verification of the sealed audit log. */
export const auditVerificationSource: LiveSource<AuditVerification> = {
  key: 'audit verification',
  target: (firestore) => doc(firestore, collections.config, AUDIT_VERIFICATION_CONFIG),
  read: storedReader(AuditVerification),
};

export function reelSource(reelKey: string): LiveSource<Reel> {
  return {
    key: `reel ${reelKey}`,
    target: (firestore) => doc(firestore, collections.reels, reelKey),
    read: storedReader(Reel),
  };
}

export const blocksSource: LiveSource<BlockList> = {
  key: 'blocks',
  target: (firestore) => doc(firestore, collections.config, BLOCKS_CONFIG),
  read: storedReader(BlockList),
};

/** The settings of figures; absent: the defaults. */
export const insightSettingsSource: LiveSource<InsightSettings> = {
  key: 'insight settings',
  target: (firestore) => doc(firestore, collections.config, INSIGHT_CONFIG),
  read: storedReader(InsightSettings),
};

/** What the operator promises; absent: the defaults. */
export const policiesSource: LiveSource<Policies> = {
  key: 'policies',
  target: (firestore) => doc(firestore, collections.config, POLICIES_CONFIG),
  read: storedReader(Policies),
};

/** How long credits of failed work took to come back. */
export const refundTimesSource: LiveSource<RefundTimes> = {
  key: 'refund times',
  target: (firestore) => doc(firestore, collections.config, REFUND_TIMES_CONFIG),
  read: storedReader(RefundTimes),
};

/** The limits of what staff may do, and who to call; absent: the defaults. */
export const staffSettingsSource: LiveSource<StaffSettings> = {
  key: 'staff settings',
  target: (firestore) => doc(firestore, collections.config, STAFF_SETTINGS_CONFIG),
  read: storedReader(StaffSettings),
};

export function paymentSource(paymentId: string): LiveSource<Payment> {
  return {
    key: `payment ${paymentId}`,
    target: (firestore) => doc(firestore, collections.payments, paymentId),
    read: storedReader(Payment),
  };
}

export function billingSource(accountId: string): LiveSource<Billing> {
  return {
    key: `billing ${accountId}`,
    target: (firestore) => doc(firestore, collections.billing, accountId),
    read: storedReader(Billing),
  };
}

/** The request to erase an account. */
export function erasureSource(accountId: string): LiveSource<Erasure> {
  return {
    key: `erasure ${accountId}`,
    target: (firestore) => doc(firestore, collections.erasures, accountId),
    read: storedReader(Erasure),
  };
}

/** How each scheduled job stands; the id is its name. */
export const jobsSource: LiveSource<JobState> = {
  key: 'jobs',
  target: (firestore) => query(collection(firestore, collections.jobs), limit(50)),
  read: storedReader(JobState),
};

export const healthSource: LiveSource<HealthReport> = {
  key: 'health',
  target: (firestore) => doc(firestore, collections.config, HEALTH_CONFIG),
  read: storedReader(HealthReport),
};

/** Open alerts: of the product itself, and of rules. */
export const openAlertsSource: LiveSource<Alert> = {
  key: 'open alerts',
  target: (firestore) =>
    query(collection(firestore, collections.alerts), where('resolvedAt', '==', null), limit(100)),
  read: storedReader(Alert),
};

/** Metrics of calls in the last 24 hours that had any. */
export const serverMetricsSource: LiveSource<ServerMetrics> = {
  key: 'server metrics',
  target: (firestore) =>
    query(
      collection(firestore, collections.serverMetrics),
      where('hour', '>=', metricsHourOf(Date.now() - DAY_MS)),
      orderBy('hour', 'desc'),
      limit(25),
    ),
  read: storedReader(ServerMetrics),
};

export const alertRulesSource: LiveSource<AlertRules> = {
  key: 'alert rules',
  target: (firestore) => doc(firestore, collections.config, ALERT_RULES_CONFIG),
  read: storedReader(AlertRules),
};

/** Where the operator is notified. */
export const endpointsSource: LiveSource<Endpoints> = {
  key: 'endpoints',
  target: (firestore) => doc(firestore, collections.config, ENDPOINTS_CONFIG),
  read: storedReader(Endpoints),
};

/** What the verifier found in each part of the accounts, newest first: two passes and more. */
export const ledgerReportsSource: LiveSource<LedgerReport> = {
  key: 'ledger reports',
  target: (firestore) =>
    query(collection(firestore, collections.ledgerReports), orderBy('startedAt', 'desc'), limit(33)),
  read: storedReader(LedgerReport),
};

export function auditEntrySource(entryId: string): LiveSource<AuditEntry> {
  return {
    key: `audit entry ${entryId}`,
    target: (firestore) => doc(firestore, collections.audit, entryId),
    read: storedReader(AuditEntry),
  };
}

export function signalSource(signalId: string): LiveSource<AbuseSignal> {
  return {
    key: `signal ${signalId}`,
    target: (firestore) => doc(firestore, collections.abuse, signalId),
    read: storedReader(AbuseSignal),
  };
}

/** Returns the source of a user's notification settings. */
export function notificationSettingsSource(uid: string): LiveSource<NotificationSettings> {
  return {
    key: `notification settings of ${uid}`,
    target: (firestore) => doc(firestore, collections.notificationSettings, uid),
    read: storedReader(NotificationSettings),
  };
}
