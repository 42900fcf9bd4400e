import { z } from 'zod';
import { RequestedBlockTarget } from './block-target.ts';
import { CatalogChange } from './catalog-diff.ts';
import { ActivityStatus, LotSource, Reel } from './documents.ts';
import { GenerationChunk, GenerationOutput } from './generation.ts';
import { GenerationInput } from './generation-input.ts';
import { AccountId, DocumentId, Name, Reason, RequestId } from './identifiers.ts';
import { JobName } from './jobs.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { Micros } from './micros.ts';
import { ModerationSettings } from './moderation/moderation-settings.ts';
import { MAX_PROMPT_LENGTH } from './operations/fields.ts';
import { paymentCallables } from './payment-callables.ts';
import { Quantity, RequestedQuantity } from './quantity.ts';
import { ReelBrief } from './reel.ts';
import { wellFormedText } from './text.ts';
import { RequestedTimeMs, TimeMs } from './time.ts';

/** Who may call: each also lets in those to its right. */
export const callers = ['guest', 'person', 'analyst', 'support', 'admin', 'owner'] as const;
export type Caller = (typeof callers)[number];

/** The price as it was shown, and the catalog it came from: nobody pays more than this. */
const shownPrice = { shownPriceMicros: Micros, catalogVersion: z.int().min(0) };

/**
 * One id through client, function, activity and log: 32 hex digits (the trace-id of W3C Trace Context). A client may
 * add it to any request as `traceId`; the server makes one where it is missing.
 */
export const TraceId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'trace-format' satisfies IssueCode });

/** How a hold stands. */
const HoldState = z.strictObject({
  activityId: z.string(),
  status: ActivityStatus,
  heldMicros: Micros,
  capturedMicros: Micros,
  /** When an open hold is given back by itself. */
  leaseUntilMs: TimeMs.nullable(),
  remainingMicros: Micros,
});
export type HoldState = z.infer<typeof HoldState>;

/** What a browser calls itself, made by it and kept there: advisory, since whoever likes can make another. */
export const DeviceId = z
  .string()
  .regex(/^[0-9A-Za-z-]{8,64}$/, { error: 'device-format' satisfies IssueCode });
const CatalogVersionNumber = z.int().min(0);

/** What can be switched off at once, and on again. */
export const SwitchTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('operation'), operation: Name }),
  z.strictObject({ kind: z.literal('model'), operation: Name, model: Name }),
  z.strictObject({ kind: z.literal('provider'), provider: Name }),
]);
export type SwitchTarget = z.infer<typeof SwitchTarget>;

/** A reel is watched at `reels/{accountId_reelId}`; its id is that of the request which began it. */
const ReelState = z.strictObject({ reelId: RequestId, status: Reel.shape.status });

/** The functions a client can call: the server's handlers and the web's client are both made from this table. */
export const callables = {
  ...paymentCallables,
  /** Makes the caller's account on first sign-in and grants the welcome credits, once per identity. */
  openAccount: {
    caller: 'guest',
    request: z.strictObject({}),
    response: z.strictObject({
      accountId: z.string(),
      remainingMicros: Micros,
      /** What this very call granted: 0 when they had come before. */
      welcomeMicros: Micros,
    }),
  },
  /** Brings what the caller made as a guest, before signing in to an account that existed. */
  mergeGuest: {
    caller: 'person',
    request: z.strictObject({ guestToken: wellFormedText({ min: 1, max: 4_000 }) }),
    response: z.strictObject({ movedActivities: z.int().min(0) }),
  },
  /** Holds credits, runs the work and settles. Streams progress and text. Long work is queued and answered at once. */
  generate: {
    caller: 'guest',
    asksForWork: true,
    request: z.strictObject({
      requestId: RequestId,
      operation: Name,
      model: Name,
      input: GenerationInput,
      ...shownPrice,
    }),
    response: z.strictObject({
      activityId: z.string(),
      status: ActivityStatus,
      capturedMicros: Micros,
      remainingMicros: Micros,
      /** Null while long work is queued or under way: its activity tells how it goes. */
      output: GenerationOutput.nullable(),
    }),
    chunk: GenerationChunk,
  },
  /** Stops a running request; what a stream has delivered is kept and charged, the rest comes back. */
  cancelGeneration: {
    caller: 'guest',
    request: z.strictObject({ requestId: RequestId }),
    response: z.strictObject({ activityId: z.string(), status: ActivityStatus }),
  },
  /** Begins a reel: its steps run one after the other, each paid for on its own. `shownPriceMicros`: all of it at most. */
  startReel: {
    caller: 'person',
    asksForWork: true,
    request: z.strictObject({ requestId: RequestId, wish: ReelBrief, ...shownPrice }),
    response: ReelState,
  },
  /** Goes on from the step that failed, at the price shown for what is left. */
  resumeReel: {
    caller: 'person',
    request: z.strictObject({ reelId: RequestId, ...shownPrice }),
    response: ReelState,
  },
  /** Stops a reel: what is done stays charged, the rest is never charged. */
  cancelReel: {
    caller: 'person',
    request: z.strictObject({ reelId: RequestId }),
    response: ReelState,
  },
  /** An address at which a file that was made can be seen or saved by whoever has it. */
  linkToResult: {
    caller: 'guest',
    request: z.strictObject({ requestId: RequestId }),
    response: z.strictObject({
      /** Absolute, beginning at the root of the app's own site, or, for what lies in a document, a `data:` URL. */
      url: z.string(),
      /** Null: never. */
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
      ...shownPrice,
    }),
    response: HoldState,
  },
  /** Reports how work held by `validateAndDeductCredits` goes and ends. */
  updateAIActivityStatus: {
    caller: 'person',
    request: z.discriminatedUnion('status', [
      z.strictObject({ requestId: RequestId, status: z.literal('processing') }),
      z.strictObject({
        requestId: RequestId,
        status: z.literal('completed'),
        /** What was used; absent: what was held for. */
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
  /** Gives credits to an account by its owner's uid or e-mail. Audited. */
  grantCreditsToUser: {
    caller: 'admin',
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
   * Publishes the words that moderation looks for and what becomes of the rest. `version-conflict` when others were
   * published since those this is based on. Audited.
   */
  updateModeration: {
    caller: 'admin',
    request: z.strictObject({
      requestId: RequestId,
      /** The version that these were made from; 0 where none is published. */
      baseVersion: CatalogVersionNumber,
      settings: ModerationSettings,
      reason: Reason,
    }),
    response: z.strictObject({ version: z.int().min(1) }),
  },
  /**
   * Publishes a version of the catalog. `version-conflict` when another was published since the one this is based on;
   * a switch is applied to whatever is newest. Audited.
   */
  updateCreditConfiguration: {
    caller: 'admin',
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('publish'),
        requestId: RequestId,
        /** The version that the draft was made from; 0 where none is published. */
        baseVersion: CatalogVersionNumber,
        /** A `Catalog`; each of its faults comes back with its path. */
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
  /** Keeps someone out, or lets them in again; holds everywhere within five seconds. Audited. */
  changeBlocks: {
    caller: 'admin',
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('block'),
        requestId: RequestId,
        target: RequestedBlockTarget,
        reason: Reason,
        /** Null: until it is undone. */
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
  /** Suspends an account, or lets it go on. Audited. */
  changeAccountStatus: {
    caller: 'admin',
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      status: z.enum(['active', 'suspended']),
      reason: Reason,
    }),
    response: z.strictObject({ status: z.enum(['active', 'suspended']) }),
  },
  /** Charges an account nothing for its work, which is recorded all the same; or charges it again. Audited. */
  setUnlimited: {
    caller: 'admin',
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      unlimited: z.boolean(),
      reason: Reason,
    }),
    response: z.strictObject({ unlimited: z.boolean() }),
  },
  /** Runs a scheduled job now and waits for its end. `busy` while it is running. Audited. */
  runJob: {
    caller: 'admin',
    request: z.strictObject({ requestId: RequestId, job: JobName, reason: Reason }),
    response: z.strictObject({ counts: z.record(z.string(), z.int()) }),
  },
  /** Says that what an alert was about has been dealt with. Audited. */
  resolveAlert: {
    caller: 'admin',
    request: z.strictObject({ requestId: RequestId, alertId: DocumentId, reason: Reason }),
    response: z.strictObject({ resolvedAtMs: TimeMs }),
  },
} as const satisfies Record<string, CallableShape>;

export interface CallableShape {
  readonly caller: Caller;
  /** Counts for its address. If the guard rejects it, it may have been held before, and then it has an outcome. */
  readonly asksForWork?: boolean;
  /** Takes an App Check token that was never used before, and uses it up: a recorded call cannot be played again. */
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
