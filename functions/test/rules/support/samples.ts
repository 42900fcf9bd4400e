import { Bytes } from 'firebase/firestore';
import {
  AbuseSignal,
  Account,
  Activity,
  Alert,
  Appeal,
  Approval,
  AuditEntry,
  AuditSalts,
  AuditSeal,
  activityIdOf,
  Billing,
  Delivery,
  defaultCatalog,
  Erasure,
  InsightHead,
  InsightMonthDocument,
  JobState,
  LedgerCheckpoint,
  LedgerEntry,
  LedgerReport,
  LedgerSeal,
  Milestones,
  MoneyFact,
  Notification,
  NotificationSettings,
  Payment,
  Prompt,
  PublishedCatalog,
  Reel,
  Rejections,
  Result,
  ServerMetrics,
  StaffAllowance,
  StaffNote,
  StripeEvent,
  UsageLog,
  UsageLogHead,
  UserProfile,
  WelcomeSalt,
} from '../../../src/contract/index.ts';
import { sampleOf } from './sample-of.ts';

export const accountOf = (uid: string) =>
  sampleOf(Account, { ownerUid: uid, searchPrefixes: [uid.slice(0, 2)] });

export const personOf = (uid: string) => sampleOf(UserProfile, { searchPrefixes: [uid.slice(0, 2)] });

export const staffAllowanceOf = () => sampleOf(StaffAllowance);

export const approvalOf = () => sampleOf(Approval);

export const appealOf = (uid: string) => sampleOf(Appeal, { accountId: uid, uid, state: 'open' });

export const staffNoteOf = (accountId: string) => sampleOf(StaffNote, { accountId });

export const activityOf = (uid: string, requestId: string) =>
  sampleOf(Activity, { accountId: uid, uid, requestId });

export const usageEntryOf = (uid: string, requestId: string) =>
  sampleOf(entryOfKind('usage'), {
    accountId: uid,
    uid,
    activityId: activityIdOf({ accountId: uid, requestId }),
  });

export const grantEntryOf = (uid: string) => sampleOf(entryOfKind('grant'), { accountId: uid });

export const resultOf = (accountId: string, uid = accountId) =>
  sampleOf(Result, {
    accountId,
    uid,
    output: {
      kind: 'image',
      mediaType: 'image/png',
      file: { where: 'here', base64: 'iVBORw==' },
      alt: 'A lighthouse',
    },
  });

export const promptOf = (accountId: string, uid = accountId) =>
  sampleOf(Prompt, { accountId, uid, prompt: 'A lighthouse' });

export const reelOf = (accountId: string, uid = accountId) =>
  sampleOf(Reel, {
    accountId,
    uid,
    wish: { prompt: 'a fox', scenes: 2, pictures: 1, music: false, polish: false },
    steps: [],
  });

export const notificationOf = (uid: string) =>
  sampleOf(Notification, { accountId: uid, uid, details: {}, readAt: null });

export const deliveryOf = (uid: string) => sampleOf(Delivery, { uid, details: {}, tries: [] });

export const notificationSettingsOf = () => sampleOf(NotificationSettings, { marketing: [] });

export const paymentOf = (uid: string) => sampleOf(Payment, { accountId: uid, uid, currency: 'usd' });
export const billingOf = (uid: string) =>
  sampleOf(Billing, { uid, topUp: { belowMicros: 1, pack: 'starter', currency: 'usd', monthlyMaxCents: 1 } });
export const stripeEvent = () => sampleOf(StripeEvent);

export const auditEntryOf = (uid: string) =>
  sampleOf(AuditEntry, {
    actor: { uid, email: null, role: 'admin' },
    before: { remainingMicros: 0 },
    after: { remainingMicros: 1 },
  });

const digest = 'd'.repeat(43);
const sealedEntry = { id: 'grant-1', atMs: 1, digest };

export const ledgerSealOf = (accountId: string) =>
  sampleOf(LedgerSeal, { accountId, number: 1, previousHash: digest, entries: [sealedEntry] });

export const auditSealOf = () =>
  sampleOf(AuditSeal, { number: 1, previousHash: digest, entries: [{ ...sealedEntry, texts: {} }] });

export const erasureOf = (accountId: string) => sampleOf(Erasure, { accountId });

export const welcomeSaltOf = () => sampleOf(WelcomeSalt);

export const auditSaltsOf = () => sampleOf(AuditSalts, { salts: { reason: 'salt' } });

export const usageLogOf = () => sampleOf(UsageLog, { bytes: Bytes.fromUint8Array(new Uint8Array([1, 2])) });

export const usageLogHeadOf = () => sampleOf(UsageLogHead, { cursors: {} });

export const moneyFactOf = () => sampleOf(MoneyFact.options[0], { paymentId: 'ann_1', currency: 'usd' });

export const insightHeadOf = () => sampleOf(InsightHead, { closed: [], logs: {}, timeZone: 'UTC' });

export const insightMonthOf = () =>
  sampleOf(InsightMonthDocument, { month: '2026-01', bytes: Bytes.fromUint8Array(new Uint8Array([1, 2])) });

export const milestonesOf = (accountId: string) => sampleOf(Milestones, { accountId });

export const ledgerReportOf = (pass: string) => sampleOf(LedgerReport, { pass, drifts: [] });

export const ledgerCheckpointOf = () => sampleOf(LedgerCheckpoint);

export const jobStateOf = (run: string) => sampleOf(JobState, { lease: { run, untilMs: 1 } });

export const alertOf = (accountId: string) => sampleOf(Alert, { accountId, details: {} });

export const serverMetricsOf = () => sampleOf(ServerMetrics, { callables: {} });

export const rejectionsOf = (accountId: string) =>
  sampleOf(Rejections, {
    entries: [
      { atMs: 1, accountId, uid: accountId, operation: 'image', model: 'nano-banana', code: 'moderated' },
    ],
  });

export const signalOf = (accountId: string) => sampleOf(AbuseSignal, { accountId });

export const publishedCatalog = () => sampleOf(PublishedCatalog, { catalog: defaultCatalog });

/** For collections that have no schema yet: what their rules read, and something to forge. */
export const sketchOf = (uid: string) => ({
  schemaVersion: 1,
  uid,
  accountId: uid,
  count: 1,
  createdAt: new Date(0),
});

function entryOfKind(kind: LedgerEntry['kind']) {
  const option = LedgerEntry.options.find(({ shape }) => shape.kind.value === kind);
  if (!option) throw new Error(`The ledger has no entries of the kind ${kind}`);
  return option;
}
