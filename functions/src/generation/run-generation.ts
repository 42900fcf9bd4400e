import { isDeepStrictEqual } from 'node:util';
import {
  AppError,
  type ErrorCode,
  type GenerationOutput,
  isCancelled,
  type Quantity,
  type Quote,
} from '../contract/index.ts';
import type { Ending } from '../meter/commands.ts';
import type { Outcome } from '../meter/lane.ts';
import { log } from '../platform/log.ts';
import type { ModelOutcome } from './providers/model-run.ts';
import { ProviderError } from './providers/provider-error.ts';
import { type Run, type RunServices, resultOf, usageOf } from './run.ts';
import { loadSources } from './sources.ts';
import { SILENCE_MS } from './time-limits.ts';
import { watchSwitches } from './watch-switches.ts';
import { createWorkReport, type WorkReport } from './work-report.ts';

/** Runs the work that a hold is for, outside of any transaction, and settles it whatever happens. */
export async function runGeneration(
  services: RunServices,
  run: Run,
): Promise<{ outcome: Outcome; output: GenerationOutput | null }> {
  const { operation, model, traceId } = run.activity.value;
  log.generationStarted({ activityId: run.activityId, operation, model, traceId });
  const startedMs = services.now();
  const report = createWorkReport(services, run);
  const ending = await work(services, run, report).finally(report.stop);
  const stored = await report.latest();

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
async function work(services: RunServices, run: Run, report: WorkReport): Promise<Worked> {
  const { activityId, activity, quote } = run;
  const { traceId, uid } = activity.value;
  if (isCancelled(activity.value)) {
    return failed(run, { code: 'cancelled', message: 'Cancelled before the work was taken over.' }, null);
  }
  if (!quote) {
    const message = 'This operation was switched off before the work began.';
    return failed(run, { code: 'operation-disabled', message }, null);
  }
  using switches = watchSwitches(services, activity.value);
  let billed: Quantity | null = null;
  try {
    const stops = AbortSignal.any([run.signal, report.signal, switches.signal]);
    const made = await callProvider(services, { ...run, quote, signal: stops }, report);
    billed = made.billed ?? made.quantity;
    if (run.signal.aborted && deliveryOf(made) === 'whole') {
      return failed(run, { code: 'cancelled', message: 'Cancelled.' }, billed);
    }
    return delivered(services, { ...run, quote }, await kept(services, activityId, made));
  } catch (error) {
    if (error instanceof ProviderError) {
      const { code, message, partial } = error;
      const isStopped = code === 'cancelled';
      const isOff = isStopped && switches.signal.aborted;
      if (!partial) {
        const off = 'This operation was switched off while it was being made.';
        const failure = isOff ? ({ code: 'operation-disabled', message: off } as const) : { code, message };
        return failed(run, failure, error.billed ?? null);
      }
      const finish = run.signal.aborted ? 'cancelled' : report.signal.aborted ? 'credits' : 'interrupted';
      const made = isStopped ? withFinish(partial, finish) : partial;
      return delivered(services, { ...run, quote }, made, isStopped ? null : { code, message });
    }
    if (error instanceof AppError && error.code !== 'internal') return failed(run, error, billed);
    log.callFailed({ callable: 'generate', traceId, uid, cause: error });
    const message = 'The provider could not do it. Your credits were given back.';
    return failed(run, { code: 'provider-failed', message }, billed);
  }
}

type Failure = { readonly code: ErrorCode; readonly message: string };

/**
 * What was delivered, whole or in part, is charged and kept: for as much as was requested, however much a provider says
 * that it used.
 * @param failure why it is only a part, where nobody asked for it to stop
 */
function delivered(
  { now }: RunServices,
  { activityId, activity: { value: activity }, ownerNonce, quote }: Run & { quote: Quote },
  made: ModelOutcome,
  failure: Failure | null = null,
): Worked {
  const reported = { ...activity.quantity, ...made.quantity };
  const { micros, ...usage } = usageOf(quote, {
    requested: activity.quantity,
    used: reported,
    billed: made.billed,
  });
  if (!isDeepStrictEqual(reported, usage.quantity)) {
    const { operation, model, traceId } = activity;
    log.usageBeyondRequest({
      ...{ activityId, operation, model, traceId },
      ...{ reported, charged: usage.quantity },
    });
  }
  return {
    kind: 'worked',
    ownerNonce,
    delivery: deliveryOf(made),
    status: failure ? 'failed' : 'completed',
    captureMicros: micros,
    failure,
    usage,
    result: resultOf(activity, withTokens(made.output, usage.quantity), now()),
  };
}

/** Only an answer reaches its person while it is being made. */
function deliveryOf({ output }: ModelOutcome): Worked['delivery'] {
  return output.kind === 'chat' ? 'streamed' : 'whole';
}

/** Nothing was delivered, so nothing is charged; the provider's bill is recorded all the same. */
function failed(
  { activity: { value: activity }, ownerNonce, quote }: Run,
  { code, message }: Failure,
  billed: Quantity | null,
): Worked {
  const { quantity } = activity;
  const isBilled = quote !== null && billed !== null;
  const costUsdMicros = isBilled
    ? usageOf(quote, { requested: quantity, used: quantity, billed }).costUsdMicros
    : 0;
  const usage = { quantity, costUsdMicros };
  const end = {
    status: 'failed',
    captureMicros: 0,
    failure: { code, message },
    usage,
    result: null,
  } as const;
  return { kind: 'worked', ownerNonce, delivery: 'whole', ...end };
}

async function kept({ outputs }: RunServices, activityId: string, made: ModelOutcome): Promise<ModelOutcome> {
  return { ...made, output: await outputs.keep(activityId, made.output) };
}

/** An answer says the tokens that it is charged for. */
function withTokens(output: GenerationOutput, { inputTokens, outputTokens }: Quantity): GenerationOutput {
  if (output.kind !== 'chat') return output;
  return {
    ...output,
    inputTokens: inputTokens ?? output.inputTokens,
    outputTokens: outputTokens ?? output.outputTokens,
  };
}

function withFinish(
  { output, ...made }: ModelOutcome,
  finish: Extract<GenerationOutput, { kind: 'chat' }>['finish'],
): ModelOutcome {
  return { ...made, output: output.kind === 'chat' ? { ...output, finish } : output };
}

async function callProvider(
  services: RunServices,
  { activityId, activity, quote, input, endsAtMs, signal, send }: Run & { quote: Quote },
  report: WorkReport,
): Promise<ModelOutcome> {
  const { quantity, uid, job } = activity.value;
  const { operation, model } = quote;
  const sources = await loadSources(services, { uid, input });
  let text = '';
  return services.runModel({
    input,
    sources,
    provider: model.provider,
    providerModel: model.providerModel,
    variant: (quantity.variant && model.variants?.all[quantity.variant]) || null,
    style: operation.style ?? null,
    idempotencyKey: activityId,
    abortSignal: signal,
    limits: { silenceMs: SILENCE_MS, totalMs: Math.max(0, endsAtMs - services.now()) },
    job: job === null ? null : JSON.parse(job),
    onJob(started) {
      const { costUsdMicros } = usageOf(quote, { requested: quantity, used: quantity });
      return report.job(JSON.stringify(started), costUsdMicros);
    },
    onProgress(fraction) {
      send({ kind: 'progress', fraction });
      report.progress(fraction);
    },
    onText(delta, tokens) {
      send({ kind: 'text', text: delta });
      text += delta;
      const output = { kind: 'chat', text, finish: 'interrupted', ...tokens } as const;
      return report.text({ output, quantity: tokens });
    },
  });
}
