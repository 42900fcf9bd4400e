import { isDeepStrictEqual } from 'node:util';
import {
  type Activity,
  amountMicros,
  boundUsage,
  type Failure,
  type GenerationInput,
  type GenerationOutput,
  type Quantity,
  type Quote,
  type Result,
  type Usage,
} from '../contract/index.ts';
import type { Ending } from '../meter/commands.ts';
import { log } from '../platform/signals/log.ts';
import type { ModelOutcome } from './providers/models/model-run.ts';

/** A result shares a document of 1 MiB with its input. */
const MAX_KEPT_INPUT = 100_000;

export type WorkEnding = Extract<Ending, { kind: 'worked' }>;

export interface EndedWork {
  readonly activityId: string;
  readonly activity: Activity;
  readonly ownerNonce: string;
  /** Stored with the result; absent: a host app's own function has it. */
  readonly input?: GenerationInput | undefined;
}

/**
 * Ends work that was delivered, whole or in part. It is kept, and charged up to what was requested, however much a
 * provider reports.
 * @param failure why only a part was delivered, if nobody asked it to stop
 */
export function endDelivered(
  ended: EndedWork,
  {
    quote,
    made,
    failure,
    nowMs,
  }: { quote: Quote; made: ModelOutcome; failure: Failure | null; nowMs: number },
): { readonly ending: WorkEnding; readonly output: GenerationOutput } {
  const { activity, ownerNonce } = ended;
  const requested = activity.quantity;
  const used = { ...requested, ...made.quantity };
  const { micros, ...usage } = boundedUsage(ended, { quote, requested, used, billed: made.billed });
  const output = withTokens(made.output, usage.quantity);
  const ending: WorkEnding = {
    kind: 'worked',
    ownerNonce,
    delivery: deliveryOf(made),
    status: failure ? 'failed' : 'completed',
    captureMicros: micros,
    failure,
    ...(failure && { failedAtMs: nowMs }),
    usage,
    result: toResult(ended, output, nowMs),
  };
  return { ending, output };
}

/** Bounds and prices what work used, as `meterUsage` does, and logs a report of more than was requested. */
export function boundedUsage(
  { activityId, activity }: EndedWork,
  {
    quote,
    requested,
    used,
    billed,
  }: { quote: Quote; requested: Quantity; used: Quantity; billed?: Quantity | undefined },
): Usage & { readonly micros: number } {
  const bounded = meterUsage(quote, { requested, used, billed });
  if (!isDeepStrictEqual(used, bounded.quantity)) {
    const { operation, model, traceId } = activity;
    const charged = bounded.quantity;
    log.usageBeyondRequest({ activityId, operation, model, traceId, reported: used, charged });
  }
  return bounded;
}

/** Ends work that delivered nothing. Nothing is charged, and the provider's bill is recorded anyway. */
export function endFailed(
  { activity: { quantity }, ownerNonce }: EndedWork,
  {
    quote,
    failure,
    billed,
    nowMs,
  }: { quote: Quote | null; failure: Failure; billed: Quantity | null; nowMs: number },
): WorkEnding {
  const costUsdMicros =
    quote && billed ? meterUsage(quote, { requested: quantity, used: quantity, billed }).costUsdMicros : 0;
  return {
    kind: 'worked',
    ownerNonce,
    delivery: 'whole',
    status: 'failed',
    captureMicros: 0,
    failure,
    failedAtMs: nowMs,
    usage: { quantity, costUsdMicros },
    result: null,
  };
}

/** Bounds the usage by what was requested, and prices it. The provider's cost covers everything that it bills. */
export function meterUsage(
  { model }: Quote,
  { requested, used, billed = used }: { requested: Quantity; used: Quantity; billed?: Quantity | undefined },
): Usage & { readonly micros: number } {
  const quantity = boundUsage(requested, used);
  return {
    quantity,
    costUsdMicros: amountMicros(model.cost, { ...quantity, ...boundUsage({}, billed) }),
    micros: amountMicros(model.price, quantity),
  };
}

export function toResult(
  { activity: { accountId, uid }, input }: Pick<EndedWork, 'activity' | 'input'>,
  output: GenerationOutput,
  nowMs: number,
): Result {
  const kept = input && toKeptInput(input);
  return { schemaVersion: 1, accountId, uid, output, createdAt: nowMs, ...(kept && { input: kept }) };
}

/** Returns an input as it is stored; null if it is too long, which only a long conversation can be. */
function toKeptInput(input: GenerationInput): string | null {
  const kept = JSON.stringify(input, (name, value) => (name === 'base64' ? undefined : value));
  return kept.length <= MAX_KEPT_INPUT ? kept : null;
}

/** Returns how work reaches its user: only an answer is visible while it is made. */
export function deliveryOf({ output }: ModelOutcome): WorkEnding['delivery'] {
  return output.kind === 'chat' ? 'streamed' : 'whole';
}

/** Adds the charged tokens to an answer. */
function withTokens(output: GenerationOutput, { inputTokens, outputTokens }: Quantity): GenerationOutput {
  if (output.kind !== 'chat') return output;
  return {
    ...output,
    inputTokens: inputTokens ?? output.inputTokens,
    outputTokens: outputTokens ?? output.outputTokens,
  };
}
