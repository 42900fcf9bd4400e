import {
  type Activity,
  amountMicros,
  type ErrorCode,
  type GenerationChunk,
  type GenerationInput,
  type GenerationOutput,
  MINUTE_MS,
  type Quantity,
  type Quote,
  type Result,
  SECOND_MS,
  type Usage,
} from '../contract/index.ts';
import type { Ending } from '../meter/commands.ts';
import type { Outcome } from '../meter/lane.ts';
import type { Versioned } from '../platform/documents.ts';
import { log } from '../platform/log.ts';
import type { HoldServices } from './hold-credits.ts';
import type { InFlight } from './in-flight.ts';
import type { RunModel } from './providers/create-model-runner.ts';
import type { ModelOutcome } from './providers/model-run.ts';
import { ProviderError } from './providers/provider-error.ts';

/** How long a provider may take. The lease is longer by a margin in which settling fits. */
const WORK_DEADLINE_MS = 2 * MINUTE_MS;
export const LEASE_MS = WORK_DEADLINE_MS + MINUTE_MS;
/** A stream's progress is recorded at most this often: it is what a lost worker's sweep charges. */
const RECORD_EVERY_MS = 20 * SECOND_MS;

export interface RunServices extends HoldServices {
  readonly inFlight: InFlight;
  readonly runModel: RunModel;
  readonly instanceId: string;
}

export interface Run {
  readonly activityId: string;
  readonly activity: Versioned<Activity>;
  readonly ownerNonce: string;
  readonly quote: Quote | null;
  readonly input: GenerationInput;
  readonly signal: AbortSignal;
  readonly send: (chunk: GenerationChunk) => void;
}

/** Runs the work that a hold is for, outside of any transaction, and settles it whatever happens. */
export async function runGeneration(
  services: RunServices,
  run: Run,
): Promise<{ outcome: Outcome; output: GenerationOutput | null }> {
  const { operation, model, traceId } = run.activity.value;
  log.generationStarted({ activityId: run.activityId, operation, model, traceId });
  const startedMs = services.now();
  const recorder = createRecorder(services, run);
  const ending = await work(services, run, recorder.record);
  const stored = await recorder.latest();

  const actor = { kind: 'person', uid: stored.value.uid } as const;
  const command = { kind: 'settle', activityId: run.activityId, actor, ending } as const;
  const outcome = await services.meter.submit(stored.value.accountId, command, stored);

  const settled = outcome.activity?.value ?? stored.value;
  log.generationEnded({
    activityId: run.activityId,
    status: settled.status,
    failure: settled.failure?.code ?? null,
    heldMicros: settled.heldMicros,
    capturedMicros: settled.capturedMicros,
    tookMs: services.now() - startedMs,
    traceId,
  });
  return { outcome, output: outcome.isNew ? (ending.result?.output ?? null) : null };
}

type Worked = Extract<Ending, { kind: 'worked' }>;

/** Calls the provider; how it ended becomes the ending of the activity, never an exception. */
async function work(
  services: RunServices,
  { activityId, activity, ownerNonce, quote, input, signal, send }: Run,
  record: (made: ModelOutcome) => void,
): Promise<Worked> {
  const { quantity, heldMicros } = activity.value;
  const base = { kind: 'worked', ownerNonce } as const;
  const failed = (code: ErrorCode, message: string, partial?: ModelOutcome): Worked => {
    const usage = { quantity, costUsdMicros: 0 };
    const result = partial ? resultOf(activity.value, partial.output, services.now()) : null;
    return { ...base, status: 'failed', captureMicros: 0, failure: { code, message }, usage, result };
  };
  if (!quote) return failed('operation-disabled', 'This operation was switched off before the work began.');

  const delivered = (made: ModelOutcome): Worked => ({
    ...base,
    status: 'completed',
    captureMicros: Math.min(amountMicros(quote.model.price, { ...quantity, ...made.quantity }), heldMicros),
    failure: null,
    usage: usageOf(quote, { ...quantity, ...made.quantity }),
    result: resultOf(activity.value, made.output, services.now()),
  });
  let text = '';
  try {
    const made = await services.runModel({
      input,
      provider: quote.model.provider,
      providerModel: quote.model.providerModel,
      sources: new Map(),
      variant: null,
      style: quote.operation.style ?? null,
      job: null,
      idempotencyKey: activityId,
      abortSignal: signal,
      deadlineMs: WORK_DEADLINE_MS,
      onProgress: (fraction) => send({ kind: 'progress', fraction }),
      onText(delta, tokens) {
        send({ kind: 'text', text: delta });
        text += delta;
        const output = { kind: 'chat', text, finish: 'interrupted', ...tokens } as const;
        record({ output, quantity: { ...tokens } });
      },
    });
    return delivered(made);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      log.callFailed({
        callable: 'generate',
        traceId: activity.value.traceId,
        uid: activity.value.uid,
        cause: error,
      });
      return failed('provider-failed', 'The provider could not do it. Your credits were given back.');
    }
    if (error.code === 'cancelled' && error.partial) return delivered(error.partial);
    return failed(error.code, error.message, error.partial);
  }
}

/** Records on the activity what a stream has delivered, now and then, one write at a time. */
function createRecorder({ meter, now }: RunServices, run: Run) {
  let stored = run.activity;
  let lastMs = now();
  let writing: Promise<void> | null = null;

  function record({ output, quantity: made }: ModelOutcome): void {
    if (!run.quote || writing || now() - lastMs < RECORD_EVERY_MS) return;
    lastMs = now();
    const { price } = run.quote.model;
    const quantity = { ...stored.value.quantity, ...made };
    const micros = Math.min(amountMicros(price, quantity), stored.value.heldMicros);
    const delivered = { micros, ...usageOf(run.quote, quantity) };
    const result = resultOf(stored.value, output, now());
    const change = { kind: 'deliver', ownerNonce: run.ownerNonce, delivered, result } as const;
    const { activityId } = run;
    writing = meter
      .submit(stored.value.accountId, { kind: 'amend', activityId, change }, stored)
      .then(
        ({ activity }) => {
          if (activity) stored = activity;
        },
        (cause) => log.deliveryNotRecorded({ activityId, traceId: stored.value.traceId, cause }),
      )
      .finally(() => {
        writing = null;
      });
  }

  return {
    record,
    /** The activity as last written by this run. */
    async latest(): Promise<Versioned<Activity>> {
      await writing;
      return stored;
    },
  };
}

function usageOf({ model }: Quote, quantity: Quantity): Usage {
  return { quantity, costUsdMicros: amountMicros(model.cost, quantity) };
}

function resultOf({ accountId, uid }: Activity, output: GenerationOutput, nowMs: number): Result {
  return { schemaVersion: 1, accountId, uid, output, createdAt: nowMs };
}
