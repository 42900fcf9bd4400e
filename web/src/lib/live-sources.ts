import {
  AbuseSignal,
  Account,
  Activity,
  ALERT_RULES_CONFIG,
  Alert,
  AlertRules,
  AUDIT_VERIFICATION_CONFIG,
  AuditEntry,
  AuditVerification,
  Billing,
  BLOCKS_CONFIG,
  BlockList,
  CATALOG_CONFIG,
  DAY_MS,
  HEALTH_CONFIG,
  HealthReport,
  INSIGHT_CONFIG,
  InsightSettings,
  JobState,
  LedgerReport,
  MODERATION_CONFIG,
  metricsHourOf,
  Payment,
  PublishedCatalog,
  PublishedModeration,
  Reel,
  ServerMetrics,
  STAFF_SETTINGS_CONFIG,
  StaffMember,
  StaffSettings,
  UserProfile,
} from '@firemeter/functions/contract';
import { collection, doc, limit, orderBy, query, where } from 'firebase/firestore';
import { collections } from './collections.ts';
import type { LiveSource } from './live-store.ts';

/** As many as the rules let one query ask for. */
export const openActivitiesShown = 200;

export function accountSource(accountId: string): LiveSource<Account> {
  return {
    key: `account ${accountId}`,
    target: (firestore) => doc(firestore, collections.accounts, accountId),
    schema: Account,
  };
}

/** The role of somebody who works for the operator. */
export function staffSource(uid: string): LiveSource<StaffMember> {
  return {
    key: `staff ${uid}`,
    target: (firestore) => doc(firestore, collections.staff, uid),
    schema: StaffMember,
  };
}

/** A user as Auth last said. */
export function personSource(uid: string): LiveSource<UserProfile> {
  return {
    key: `person ${uid}`,
    target: (firestore) => doc(firestore, collections.people, uid),
    schema: UserProfile,
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

/** What the last look at the sealed audit log has found. */
export const auditVerificationSource: LiveSource<AuditVerification> = {
  key: 'audit verification',
  target: (firestore) => doc(firestore, collections.config, AUDIT_VERIFICATION_CONFIG),
  schema: AuditVerification,
};

export function reelSource(reelKey: string): LiveSource<Reel> {
  return {
    key: `reel ${reelKey}`,
    target: (firestore) => doc(firestore, collections.reels, reelKey),
    schema: Reel,
  };
}

export const blocksSource: LiveSource<BlockList> = {
  key: 'blocks',
  target: (firestore) => doc(firestore, collections.config, BLOCKS_CONFIG),
  schema: BlockList,
};

/** The settings of figures; absent: the defaults. */
export const insightSettingsSource: LiveSource<InsightSettings> = {
  key: 'insight settings',
  target: (firestore) => doc(firestore, collections.config, INSIGHT_CONFIG),
  schema: InsightSettings,
};

/** The limits of what staff may do, and who to call; absent: the defaults. */
export const staffSettingsSource: LiveSource<StaffSettings> = {
  key: 'staff settings',
  target: (firestore) => doc(firestore, collections.config, STAFF_SETTINGS_CONFIG),
  schema: StaffSettings,
};

export function paymentSource(paymentId: string): LiveSource<Payment> {
  return {
    key: `payment ${paymentId}`,
    target: (firestore) => doc(firestore, collections.payments, paymentId),
    schema: Payment,
  };
}

export function billingSource(accountId: string): LiveSource<Billing> {
  return {
    key: `billing ${accountId}`,
    target: (firestore) => doc(firestore, collections.billing, accountId),
    schema: Billing,
  };
}

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

/** Open alerts: of the product itself, and of rules. */
export const openAlertsSource: LiveSource<Alert> = {
  key: 'open alerts',
  target: (firestore) =>
    query(collection(firestore, collections.alerts), where('resolvedAt', '==', null), limit(100)),
  schema: Alert,
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
  schema: ServerMetrics,
};

export const alertRulesSource: LiveSource<AlertRules> = {
  key: 'alert rules',
  target: (firestore) => doc(firestore, collections.config, ALERT_RULES_CONFIG),
  schema: AlertRules,
};

/** What the verifier found in each part of the accounts, newest first: two passes and more. */
export const ledgerReportsSource: LiveSource<LedgerReport> = {
  key: 'ledger reports',
  target: (firestore) =>
    query(collection(firestore, collections.ledgerReports), orderBy('startedAt', 'desc'), limit(33)),
  schema: LedgerReport,
};

/** One request, wherever it stands in a list. */
export function activitySource(activityId: string): LiveSource<Activity> {
  return {
    key: `activity ${activityId}`,
    target: (firestore) => doc(firestore, collections.activities, activityId),
    schema: Activity,
  };
}

/** The requests of an account that have not ended, newest first. */
export function openActivitiesSource(accountId: string): LiveSource<Activity> {
  return {
    key: `open activities of ${accountId}`,
    target: (firestore) =>
      query(
        collection(firestore, collections.activities),
        where('accountId', '==', accountId),
        where('status', 'in', ['pending', 'processing']),
        orderBy('createdAt', 'desc'),
        limit(openActivitiesShown),
      ),
    schema: Activity,
  };
}

export function auditEntrySource(entryId: string): LiveSource<AuditEntry> {
  return {
    key: `audit entry ${entryId}`,
    target: (firestore) => doc(firestore, collections.audit, entryId),
    schema: AuditEntry,
  };
}

export function signalSource(signalId: string): LiveSource<AbuseSignal> {
  return {
    key: `signal ${signalId}`,
    target: (firestore) => doc(firestore, collections.abuse, signalId),
    schema: AbuseSignal,
  };
}
