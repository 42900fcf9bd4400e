import { z } from 'zod';
import { ActivityStatus } from '../documents/activity.ts';
import { Reel } from '../documents/reel-document.ts';
import { ConversationPlace } from '../generation/conversation.ts';
import { GenerationChunk, GenerationOutput } from '../generation/generation.ts';
import { GenerationInput } from '../generation/generation-input.ts';
import { ReelBrief } from '../generation/reel.ts';
import { Micros } from '../money/micros.ts';
import { Quantity, RequestedQuantity } from '../money/quantity.ts';
import { MAX_PROMPT_LENGTH } from '../operations/fields.ts';
import { Name, Reason, RequestId, RequestLabel } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { TimeMs } from '../time.ts';

/** The price as shown, and the version of its catalog. A request is never charged more than this. */
const shownPrice = { shownPriceMicros: Micros, catalogVersion: z.int().min(0) };

/** The most results that one call removes or marks. */
export const MAX_RESULTS = 100;
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
/** A client follows a reel at `reels/{accountId_reelId}`. The reel's id is that of the request that started it. */
const ReelState = z.strictObject({ reelId: RequestId, status: Reel.shape.status });

/** The calls that ask for work, follow it and end it. */
export const workCallables = {
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
      conversation: ConversationPlace.optional(),
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
  /** Stops a running request. Delivered parts of a stream are kept and charged, and the rest is released. */
  cancelGeneration: {
    caller: 'guest',
    request: z.strictObject({ requestId: RequestId }),
    response: z.strictObject({ activityId: z.string(), status: ActivityStatus }),
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
  /**
   * Starts a reel, whose steps run one after the other and are paid for separately. `shownPriceMicros` is the most for
   * all.
   */
  startReel: {
    caller: 'person',
    asksForWork: true,
    request: z.strictObject({
      requestId: RequestId,
      wish: ReelBrief,
      /** The label that all steps get. */
      label: RequestLabel.optional(),
      ...shownPrice,
    }),
    response: ReelState,
  },
  /** Continues from the step that failed, at the price shown for the remaining steps. */
  resumeReel: {
    caller: 'person',
    needsAgreement: true,
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
  /** Deletes results of the caller's ended requests, and dismisses failed ones. The history keeps what they cost. */
  removeResults: {
    caller: 'guest',
    request: z.strictObject({ requestIds: z.array(RequestId).min(1).max(MAX_RESULTS) }),
    response: z.strictObject({ removed: z.int().min(0) }),
  },
  /** Marks results of the caller's completed requests as favorites, or takes the mark away. */
  markFavorites: {
    caller: 'guest',
    request: z.strictObject({
      requestIds: z.array(RequestId).min(1).max(MAX_RESULTS),
      isFavorite: z.boolean(),
    }),
    response: z.strictObject({ marked: z.int().min(0) }),
  },
} as const;
