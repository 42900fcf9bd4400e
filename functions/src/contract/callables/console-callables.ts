import { z } from 'zod';
import { AlertConditionName } from '../alerts/alert-conditions.ts';
import { AlertRule } from '../alerts/alert-rules.ts';
import { LotSource } from '../documents/lot.ts';
import { JobName } from '../health/jobs.ts';
import { InsightSettings } from '../insight/insight-documents.ts';
import { TriageState } from '../limits/abuse.ts';
import { RequestedBlockTarget } from '../limits/block-target.ts';
import { Micros } from '../money/micros.ts';
import { leastRole } from '../staff/staff-permissions.ts';
import { AccountId, DocumentId, Reason, RequestId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { RequestedTimeMs, TimeMs } from '../time.ts';

const CatalogVersionNumber = z.int().min(0);

/** The calls of staff about accounts, blocks, jobs, figures and alerts. Each writes its audit entry. */
export const consoleCallables = {
  /** Grants credits to an account, found by its owner's uid or e-mail address. Audited. */
  grantCreditsToUser: {
    caller: leastRole('grant-credits'),
    tokenOnce: true,
    request: z.strictObject({
      requestId: RequestId,
      to: z.union([z.strictObject({ uid: AccountId }), z.strictObject({ email: z.email().max(254) })]),
      amountMicros: z.int().min(1).max(1_000_000_000_000),
      source: LotSource.extract(['bonus', 'referral', 'promo']),
      expiresAtMs: RequestedTimeMs.nullable(),
      reason: Reason,
    }),
    response: z.strictObject({ accountId: z.string(), entryId: z.string(), remainingMicros: Micros }),
  },
  /** Suspends an account, or reinstates it. Audited. */
  changeAccountStatus: {
    caller: leastRole('change-account-status'),
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      status: z.enum(['active', 'suspended']),
      reason: Reason,
    }),
    response: z.strictObject({ status: z.enum(['active', 'suspended']) }),
  },
  /** Makes an account unlimited, so that its work is recorded but not charged, or undoes that. Audited. */
  setUnlimited: {
    caller: leastRole('set-unlimited'),
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      unlimited: z.boolean(),
      reason: Reason,
    }),
    response: z.strictObject({ unlimited: z.boolean() }),
  },
  /** Adds or removes a block, which takes effect everywhere within five seconds. Audited. */
  changeBlocks: {
    caller: leastRole('change-blocks'),
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('block'),
        requestId: RequestId,
        target: RequestedBlockTarget,
        reason: Reason,
        /** Null: until it is removed. */
        expiresAtMs: RequestedTimeMs.nullable(),
      }),
      z.strictObject({
        action: z.literal('unblock'),
        requestId: RequestId,
        blockId: RequestId,
        reason: Reason,
      }),
    ]),
    response: z.strictObject({ blockId: RequestId }),
  },
  /** Records the staff's triage of a signal of abuse. Audited. */
  triageSignal: {
    caller: leastRole('change-blocks'),
    request: z.strictObject({
      requestId: RequestId,
      signalId: DocumentId,
      state: TriageState,
      note: wellFormedText({ max: 300 }),
    }),
    response: z.strictObject({ state: TriageState }),
  },
  /** Runs a scheduled job now and waits until it ends. `busy` if it is already running. Audited. */
  runJob: {
    caller: leastRole('run-job'),
    request: z.strictObject({ requestId: RequestId, job: JobName, reason: Reason }),
    response: z.strictObject({ counts: z.record(z.string(), z.int()) }),
  },
  /** Sets the time zone of figures, which recomputes them, and infrastructure costs. Audited. */
  updateInsightSettings: {
    caller: leastRole('set-figures'),
    request: z.strictObject({
      requestId: RequestId,
      ...InsightSettings.pick({ timeZone: true, infrastructure: true }).shape,
      reason: Reason,
    }),
    response: z.strictObject({}),
  },
  /** Acknowledges an alert for the staff; the first acknowledgement stays. Audited. */
  acknowledgeAlert: {
    caller: leastRole('acknowledge-alert'),
    request: z.strictObject({ requestId: RequestId, alertId: DocumentId }),
    response: z.strictObject({ uid: z.string(), atMs: TimeMs }),
  },
  /** Changes when an alert is fired, or puts the rule back to its usual one. Audited. */
  changeAlertRule: {
    caller: leastRole('resolve-alert'),
    request: z.strictObject({
      requestId: RequestId,
      condition: AlertConditionName,
      /** The version of the rules that this was made from; 0 where none was ever changed. */
      baseVersion: CatalogVersionNumber,
      /** Null: as it is usually. */
      rule: AlertRule.nullable(),
      reason: Reason,
    }),
    response: z.strictObject({ version: z.int().min(1) }),
  },
  /** Resolves an alert that does not resolve automatically. Audited. */
  resolveAlert: {
    caller: leastRole('resolve-alert'),
    request: z.strictObject({ requestId: RequestId, alertId: DocumentId, reason: Reason }),
    response: z.strictObject({ resolvedAtMs: TimeMs }),
  },
} as const;
