import { z } from 'zod';
import { TriageState } from './abuse.ts';
import { AlertConditionName } from './alerts/alert-conditions.ts';
import { AlertRule } from './alerts/alert-rules.ts';
import { RequestedBlockTarget } from './block-target.ts';
import { Caps, WantedCaps } from './caps.ts';
import { CatalogChange } from './catalog-diff.ts';
import { ActivityStatus, LotSource, Reel } from './documents.ts';
import { GenerationChunk, GenerationOutput } from './generation.ts';
import { GenerationInput } from './generation-input.ts';
import { AccountId, DocumentId, Name, Reason, RequestId, RequestLabel } from './identifiers.ts';
import { InsightSettings } from './insight/insight-documents.ts';
import { WhatIfResult } from './insight/what-if-result.ts';
import { JobName } from './jobs.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { Micros } from './micros.ts';
import { ModerationSettings } from './moderation/moderation-settings.ts';
import { notificationCallables } from './notifications/notification-callables.ts';
import { MAX_PROMPT_LENGTH } from './operations/fields.ts';
import { PageError } from './page-error.ts';
import { paymentCallables } from './payment-callables.ts';
import { privacyCallables } from './privacy/privacy-callables.ts';
import { Quantity, RequestedQuantity } from './quantity.ts';
import { ReelBrief } from './reel.ts';
import { staffCallables } from './staff-callables.ts';
import { leastRole } from './staff-permissions.ts';
import { wellFormedText } from './text.ts';
import { RequestedTimeMs, TimeMs } from './time.ts';
import { userCallables } from './user-callables.ts';

/** The roles that may call, from least to most rights. Each includes those to its right. */
export const callers = ['guest', 'person', 'analyst', 'support', 'admin', 'owner'] as const;
export type Caller = (typeof callers)[number];

/** The price as shown, and the version of its catalog. A request is never charged more than this. */
const shownPrice = { shownPriceMicros: Micros, catalogVersion: z.int().min(0) };

/**
 * One id (32 hex digits, the trace-id of W3C Trace Context) for client, function, activity and log. A client may add it
 * to any request as `traceId`; otherwise the server makes one.
 */
export const TraceId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'trace-format' satisfies IssueCode });

/** The most results that one call removes. */
export const MAX_REMOVED = 100;

/** The state of a hold. */
const HoldState = z.strictObject({
  activityId: z.string(),
  status: ActivityStatus,
  heldMicros: Micros,
  capturedMicros: Micros,
  /** The time at which the lease of an open hold expires. */
  leaseUntilMs: TimeMs.nullable(),
  remainingMicros: Micros,
});
export type HoldState = z.infer<typeof HoldState>;

/** An id that a browser makes for itself and keeps. Advisory only, because anyone can make another. */
export const DeviceId = z
  .string()
  .regex(/^[0-9A-Za-z-]{8,64}$/, { error: 'device-format' satisfies IssueCode });
const CatalogVersionNumber = z.int().min(0);

/** The targets of a kill switch. */
export const SwitchTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('operation'), operation: Name }),
  z.strictObject({ kind: z.literal('model'), operation: Name, model: Name }),
  z.strictObject({ kind: z.literal('provider'), provider: Name }),
]);
export type SwitchTarget = z.infer<typeof SwitchTarget>;

/** A client follows a reel at `reels/{accountId_reelId}`. The reel's id is that of the request that started it. */
const ReelState = z.strictObject({ reelId: RequestId, status: Reel.shape.status });

/** The functions that clients can call. The server's handlers and the web's client are both made from this table. */
export const callables = {
  ...paymentCallables,
  ...userCallables,
  ...notificationCallables,
  ...staffCallables,
  ...privacyCallables,
  /** Creates the caller's account on first sign-in, and grants the welcome credits, once per identity. */
  openAccount: {
    caller: 'guest',
    request: z.strictObject({}),
    response: z.strictObject({
      accountId: z.string(),
      remainingMicros: Micros,
      /** The credits that this call granted; 0 if they were granted before. */
      welcomeMicros: Micros,
    }),
  },
  /** Copies the work of a guest to the existing account that they have signed in to. */
  mergeGuest: {
    caller: 'person',
    request: z.strictObject({ guestToken: wellFormedText({ min: 1, max: 4_000 }) }),
    response: z.strictObject({ movedActivities: z.int().min(0) }),
  },
  /** Holds credits, runs the work and settles. Streams progress and text. Queues long work and returns at once. */
  generate: {
    caller: 'guest',
    asksForWork: true,
    request: z.strictObject({
      requestId: RequestId,
      operation: Name,
      model: Name,
      input: GenerationInput,
      label: RequestLabel.optional(),
      ...shownPrice,
    }),
    response: z.strictObject({
      activityId: z.string(),
      status: ActivityStatus,
      capturedMicros: Micros,
      remainingMicros: Micros,
      /** Null while long work is queued or running; its activity shows the progress. */
      output: GenerationOutput.nullable(),
    }),
    chunk: GenerationChunk,
  },
  /** Sets the most that the caller's account lets itself spend in a day and in a month; null: as much as it has. */
  setCaps: {
    caller: 'person',
    request: z.strictObject({ caps: WantedCaps.nullable() }),
    response: z.strictObject({ caps: Caps.nullable() }),
  },
  /** Reports that a page failed in the browser. What exceeds the limits of reports is dropped without an error. */
  reportPageError: {
    caller: 'guest',
    request: PageError,
    response: z.strictObject({}),
  },
  /** Deletes results of the caller's ended requests, and dismisses failed ones. The history keeps what they cost. */
  removeResults: {
    caller: 'guest',
    request: z.strictObject({ requestIds: z.array(RequestId).min(1).max(MAX_REMOVED) }),
    response: z.strictObject({ removed: z.int().min(0) }),
  },
  /** Stops a running request. Delivered parts of a stream are kept and charged, and the rest is released. */
  cancelGeneration: {
    caller: 'guest',
    request: z.strictObject({ requestId: RequestId }),
    response: z.strictObject({ activityId: z.string(), status: ActivityStatus }),
  },
  /**
   * Starts a reel, whose steps run one after the other and are paid for separately. `shownPriceMicros` is the most for
   * all.
   */
  startReel: {
    caller: 'person',
    asksForWork: true,
    request: z.strictObject({ requestId: RequestId, wish: ReelBrief, ...shownPrice }),
    response: ReelState,
  },
  /** Continues from the step that failed, at the price shown for the remaining steps. */
  resumeReel: {
    caller: 'person',
    request: z.strictObject({ reelId: RequestId, ...shownPrice }),
    response: ReelState,
  },
  /** Stops a reel. Finished steps stay charged, and the remaining ones are never charged. */
  cancelReel: {
    caller: 'person',
    request: z.strictObject({ reelId: RequestId }),
    response: ReelState,
  },
  /** Returns a URL at which anyone who has it can view or save a generated file. */
  linkToResult: {
    caller: 'guest',
    request: z.strictObject({ requestId: RequestId }),
    response: z.strictObject({
      /** Absolute, or a path from the root of the app's own site, or a `data:` URL for a file inside a document. */
      url: z.string(),
      /** Null: the URL never expires. */
      expiresAtMs: TimeMs.nullable(),
    }),
  },
  /** Holds credits for work that the app runs elsewhere. */
  validateAndDeductCredits: {
    caller: 'person',
    asksForWork: true,
    request: z.strictObject({
      requestId: RequestId,
      operation: Name,
      model: Name,
      quantity: RequestedQuantity,
      prompt: wellFormedText({ max: MAX_PROMPT_LENGTH }),
      label: RequestLabel.optional(),
      ...shownPrice,
    }),
    response: HoldState,
  },
  /** Reports the progress and the end of work that `validateAndDeductCredits` held credits for. */
  updateAIActivityStatus: {
    caller: 'person',
    request: z.discriminatedUnion('status', [
      z.strictObject({ requestId: RequestId, status: z.literal('processing') }),
      z.strictObject({
        requestId: RequestId,
        status: z.literal('completed'),
        /** The quantity used; absent: the quantity held. */
        quantity: Quantity.optional(),
      }),
      z.strictObject({
        requestId: RequestId,
        status: z.literal('failed'),
        reason: Reason,
      }),
    ]),
    response: HoldState,
  },
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
  /**
   * Publishes word lists and the action for texts that they don't match. `version-conflict` if others were published
   * since the version that these are based on. Audited.
   */
  updateModeration: {
    caller: leastRole('update-moderation'),
    request: z.strictObject({
      requestId: RequestId,
      /** The version that these are based on; 0 if none is published. */
      baseVersion: CatalogVersionNumber,
      settings: ModerationSettings,
      reason: Reason,
    }),
    response: z.strictObject({ version: z.int().min(1) }),
  },
  /**
   * Publishes a version of the catalog. `version-conflict` if another was published since the version that this is
   * based on. A switch applies to whatever version is newest. Audited.
   */
  updateCreditConfiguration: {
    caller: leastRole('publish-prices'),
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('publish'),
        requestId: RequestId,
        /** The version that the draft is based on; 0 if none is published. */
        baseVersion: CatalogVersionNumber,
        /** A `Catalog`. Each fault in it is returned with its path. */
        draft: z.unknown(),
        reason: Reason,
      }),
      z.strictObject({
        action: z.literal('rollBack'),
        requestId: RequestId,
        baseVersion: CatalogVersionNumber,
        toVersion: z.int().min(1),
        reason: Reason,
      }),
      z.strictObject({
        action: z.literal('switch'),
        requestId: RequestId,
        target: SwitchTarget,
        enabled: z.boolean(),
        reason: Reason,
      }),
    ]),
    response: z.strictObject({ version: z.int().min(1), changes: z.array(CatalogChange) }),
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
  /**
   * Replays the last 30 days under the published catalog and under a draft: revenue, margin, who pays more, what becomes
   * unaffordable. Assumes unchanged behavior. Changes nothing. `busy` while figures are recomputed.
   */
  previewPrices: {
    caller: leastRole('publish-prices'),
    request: z.strictObject({
      /** A `Catalog`. Each fault in it is returned with its path. */
      draft: z.unknown(),
    }),
    response: WhatIfResult,
  },
  /** Runs a scheduled job now and waits until it ends. `busy` if it is already running. Audited. */
  runJob: {
    caller: leastRole('run-job'),
    request: z.strictObject({ requestId: RequestId, job: JobName, reason: Reason }),
    response: z.strictObject({ counts: z.record(z.string(), z.int()) }),
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
} as const satisfies Record<string, CallableShape>;

export interface CallableShape {
  readonly caller: Caller;
  /**
   * Counts towards the address limit. If the guard rejects the request, the engine may still know its stored outcome.
   */
  readonly asksForWork?: boolean;
  /** Needs an unused App Check token and consumes it, so a recorded call can't be replayed. */
  readonly tokenOnce?: boolean;
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  readonly chunk?: z.ZodType;
}

export type CallableName = keyof typeof callables;
export type RequestOf<N extends CallableName> = z.infer<(typeof callables)[N]['request']>;
export type ResponseOf<N extends CallableName> = z.infer<(typeof callables)[N]['response']>;
export type ChunkOf<N extends CallableName> = (typeof callables)[N] extends {
  chunk: infer C extends z.ZodType;
}
  ? z.infer<C>
  : never;
