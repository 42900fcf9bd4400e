import { error, info, warn } from 'firebase-functions/logger';
import type { AbuseKind, ErrorCode, PageError, Quantity, Severity } from '../../contract/index.ts';
import { currentTraceId } from './trace.ts';

/** Adds the current trace to a line. A line about other work names its own trace. */
const traced = (write: typeof info) => (name: string, fields: object) => {
  const traceId = currentTraceId();
  write(name, traceId === undefined ? fields : { traceId, ...fields });
};
const logger = { info: traced(info), warn: traced(warn), error: traced(error) };

/** Every log line of the backend, by name. No field may contain a prompt, address, token or key. */
export const log = {
  callRefused(fields: { callable: string; code: ErrorCode; traceId: string; uid: string | null }) {
    logger.info('call-refused', fields);
  },
  callFailed(fields: { callable: string; traceId: string; uid: string | null; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('call-failed', { ...rest, cause: describe(cause) });
  },
  /** A page of the app failed in a user's browser. */
  pageFailed(fields: PageError & { traceId: string }) {
    logger.error('page-failed', fields);
  },
  userNotLookedUp(fields: { uid: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('user-not-looked-up', { ...rest, cause: describe(cause) });
  },
  userNotWritten(fields: { uid: string; traceId?: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.warn('person-not-written', { ...rest, cause: describe(cause) });
  },
  /** Waiting work was cancelled, or a charge was not made, because its user may not continue. */
  notBegun(fields: { what: 'work' | 'top-up'; accountId: string; code: ErrorCode; traceId: string | null }) {
    logger.info('not-begun', fields);
  },
  generationStarted(fields: { activityId: string; operation: string; model: string; traceId: string }) {
    logger.info('generation-started', fields);
  },
  generationEnded(fields: {
    activityId: string;
    status: string;
    failure: ErrorCode | null;
    heldMicros: number;
    capturedMicros: number;
    tookMs: number;
    traceId: string;
  }) {
    logger.info('generation-ended', fields);
  },
  /** A provider reported more than was requested, or an invalid count. The requested amount is charged. */
  usageBeyondRequest(fields: {
    activityId: string;
    operation: string;
    model: string;
    reported: Quantity;
    charged: Quantity;
    traceId: string;
  }) {
    logger.warn('usage-beyond-request', fields);
  },
  deliveryNotRecorded(fields: { activityId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.warn('delivery-not-recorded', { ...rest, cause: describe(cause) });
  },
  notQueued(fields: { activityId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('not-queued', { ...rest, cause: describe(cause) });
  },
  /** Some entries of a chain were not sealed. The next run tries again. */
  notSealed(fields: { chain: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('not-sealed', { ...rest, cause: describe(cause) });
  },
  /** The last seal of the audit log, recorded outside of the store so that it can be compared later. */
  auditVerified(fields: { seal: number; hash: string; findings: number; traceId: string }) {
    logger.info('audit-verified', fields);
  },
  workTaken(fields: { activityId: string; traceId: string }) {
    logger.info('work-taken', fields);
  },
  metricsNotWritten({ cause }: { cause: unknown }) {
    logger.warn('metrics-not-written', { cause: describe(cause) });
  },
  rejectionsNotWritten(fields: { count: number; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.warn('rejections-not-written', { ...rest, cause: describe(cause) });
  },
  reelStopped(fields: { reelId: string; step: string; code: string; traceId: string }) {
    logger.info('reel-stopped', fields);
  },
  creditsGranted(fields: { accountId: string; entryId: string; amountMicros: number; traceId: string }) {
    logger.info('credits-granted', fields);
  },
  checkoutStarted(fields: { paymentId: string | null; item: string; traceId: string }) {
    logger.info('checkout-started', fields);
  },
  paymentRefunded(fields: { paymentId: string; amountCents: number; currency: string; traceId: string }) {
    logger.info('payment-refunded', fields);
  },
  stripeEventHandled(fields: { eventId: string; type: string; state: string; why: string | null }) {
    logger.info('stripe-event-handled', fields);
  },
  stripeEventRefused(fields: { why: string }) {
    logger.warn('stripe-event-refused', fields);
  },
  stripeEventFailed({ cause }: { cause: unknown }) {
    logger.error('stripe-event-failed', { cause: describe(cause) });
  },
  /** Stripe rejected a call: the key lacks a permission, or the request was wrong. Someone must look at it. */
  stripeRejected({ cause }: { cause: unknown }) {
    logger.error('stripe-rejected', { cause: describe(cause) });
  },
  catalogPublished(fields: { version: number; action: string; changes: number; traceId: string }) {
    logger.info('catalog-published', fields);
  },
  sweepFailed(fields: { activityId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('sweep-failed', { ...rest, cause: describe(cause) });
  },
  accountErased(fields: { accountId: string; evidence: number; traceId: string }) {
    logger.info('account-erased', fields);
  },
  erasureFailed(fields: { accountId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('erasure-failed', { ...rest, cause: describe(cause) });
  },
  lapseFailed(fields: { accountId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('lapse-failed', { ...rest, cause: describe(cause) });
  },
  cleanupFailed(fields: { activityId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('cleanup-failed', { ...rest, cause: describe(cause) });
  },
  rollUpFailed(fields: { activityId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('roll-up-failed', { ...rest, cause: describe(cause) });
  },
  driftsFound(fields: { report: string; count: number; kinds: string[]; traceId: string }) {
    logger.error('drifts-found', fields);
  },
  notVerified(fields: { accountId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('not-verified', { ...rest, cause: describe(cause) });
  },
  jobEnded(fields: { job: string; tookMs: number; counts: Record<string, number>; traceId: string }) {
    logger.info('job-ended', fields);
  },
  jobEndNotReported(fields: { job: string; cause: unknown }) {
    logger.error('job-end-not-told', { ...fields, cause: describe(fields.cause) });
  },
  jobFailed(fields: { job: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('job-failed', { ...rest, cause: describe(cause) });
  },
  jobSkipped(fields: { job: string; traceId: string }) {
    logger.info('job-skipped', fields);
  },
  deliveryTried(fields: { deliveryId: string; kind: string; result: string; state: string }) {
    logger.info('delivery-tried', fields);
  },
  /** The sweep makes up for it. */
  /** The outside monitor did not take a heartbeat, so it may raise the alarm. */
  heartbeatNotTaken(fields: { result: string }) {
    logger.warn('heartbeat-not-taken', fields);
  },
  deliveryNotScheduled({ cause, ...fields }: { deliveryId: string; cause: unknown }) {
    logger.warn('delivery-not-scheduled', { ...fields, cause: describe(cause) });
  },
  deliveryFailed({ cause, ...fields }: { deliveryId: string; cause: unknown }) {
    logger.error('delivery-failed', { ...fields, cause: describe(cause) });
  },
  /** A sign of abuse is new or has become more severe. Build an alert on this event. */
  abuseSignal(fields: {
    signalId: string;
    accountId: string;
    kind: AbuseKind;
    severity: Severity;
    traceId: string;
  }) {
    const isGrave = fields.severity === 'high' || fields.severity === 'critical';
    (isGrave ? logger.error : logger.info)('abuse-signal', fields);
  },
  /** An alert was raised. `alerts` keeps it until it is resolved. */
  alertRaised(fields: {
    alertId: string;
    accountId: string | null;
    kind: string;
    severity: Severity;
    subject: string;
    code: string;
    details: object;
    traceId: string | null;
  }) {
    const isGrave = fields.severity === 'high' || fields.severity === 'critical';
    (isGrave ? logger.error : logger.warn)('alert-raised', fields);
  },
  alertNotRecorded(fields: { alertId: string; cause: unknown }) {
    logger.error('alert-not-recorded', { ...fields, cause: describe(fields.cause) });
  },
  blocksChanged(fields: { action: string; kind: string; traceId: string }) {
    logger.info('blocks-changed', fields);
  },
  addressNotCounted({ cause }: { cause: unknown }) {
    logger.warn('address-not-counted', { cause: describe(cause) });
  },
  signalNotRecorded(fields: { kind: AbuseKind; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('signal-not-recorded', { ...rest, cause: describe(cause) });
  },
  topUpNotRequested(fields: { accountId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('top-up-not-asked', { ...rest, cause: describe(cause) });
  },
  topUpCharged(fields: { accountId: string; paymentId: string }) {
    logger.info('top-up-charged', fields);
  },
  topUpStopped(fields: { accountId: string; why: string | null }) {
    logger.warn('top-up-stopped', fields);
  },
  paymentsPaused(fields: { accountId: string; to: 'pause' | 'resume' | 'end'; subscriptions: number }) {
    logger.info('payments-paused', fields);
  },
  pauseFailed(fields: { accountId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('pause-failed', { ...rest, cause: describe(cause) });
  },
  eventNotRetried(fields: { eventId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('event-not-retried', { ...rest, cause: describe(cause) });
  },
  stripeDiffers(fields: { kind: string; here: string | null; atStripe: string | null; traceId: string }) {
    logger.error('stripe-differs', fields);
  },
  allotmentFailed(fields: { accountId: string; traceId: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('allotment-failed', { ...rest, cause: describe(cause) });
  },
  moderationUnreadable(fields: { cause: unknown }) {
    logger.error('moderation-unreadable', { cause: describe(fields.cause) });
  },
  moderationUnreachable(fields: { cause: unknown; becomes: 'allow' | 'refuse' }) {
    logger.warn('moderation-unreachable', { ...fields, cause: describe(fields.cause) });
  },
  moderationPublished(fields: { version: number; changes: number; traceId: string }) {
    logger.info('moderation-published', fields);
  },
  /** Raise it: `npm run migrate`. */
  storeTooOld(fields: { version: number; needed: number }) {
    logger.error('store-too-old', fields);
  },
  /** Until `credits.publish` is called, what is published is sold. */
  codeCatalogDiffers(fields: { version: number; names: string[] }) {
    logger.warn('code-catalog-differs', fields);
  },
  valueNotKept(fields: { activityId: string; traceId: string; cause: unknown }) {
    logger.warn('value-not-kept', { ...fields, cause: describe(fields.cause) });
  },
  hostWorkFailed(fields: { activityId: string; traceId: string; cause: unknown }) {
    logger.error('host-work-failed', { ...fields, cause: describe(fields.cause) });
  },
  /** Tokens are never known before: work that reports none is charged for the most that it could use. */
  usageUnreported(fields: { activityId: string; traceId: string }) {
    logger.warn('usage-unreported', fields);
  },
  catalogUnreadable(fields: { version: string; cause: unknown }) {
    const { cause, ...rest } = fields;
    logger.error('catalog-unreadable', { ...rest, cause: describe(cause) });
  },
};

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const inner = cause.cause === undefined ? '' : `\ncaused by ${describe(cause.cause)}`;
  return `${cause.stack ?? cause.message}${inner}`;
}
