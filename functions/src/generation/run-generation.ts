import {
  AppError,
  amountMicros,
  type ErrorCode,
  type GenerationOutput,
  isCancelled,
  type Quote,
} from '../contract/index.ts';
import type { Ending } from '../meter/commands.ts';
import type { Outcome } from '../meter/lane.ts';
import { log } from '../platform/log.ts';
import type { ModelOutcome } from './providers/model-run.ts';
import { ProviderError } from './providers/provider-error.ts';
import { type Run, type RunServices, resultOf, usageOf } from './run.ts';
import { loadSources } from './sources.ts';
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
  const { activityId, activity, ownerNonce, quote } = run;
  const { quantity } = activity.value;
  const base = { kind: 'worked', ownerNonce, delivery: 'whole' } as const;
  const failed = (code: ErrorCode, message: string, partial?: ModelOutcome): Worked => {
    const usage = { quantity, costUsdMicros: 0 };
    const result = partial ? resultOf(activity.value, partial.output, services.now()) : null;
    return { ...base, status: 'failed', captureMicros: 0, failure: { code, message }, usage, result };
  };
  if (isCancelled(activity.value)) return failed('cancelled', 'Cancelled before the work was taken over.');
  if (!quote) return failed('operation-disabled', 'This operation was switched off before the work began.');

  const delivered = async (made: ModelOutcome): Promise<Worked> => {
    const delivery = made.output.kind === 'chat' ? 'streamed' : 'whole';
    if (run.signal.aborted && delivery === 'whole') return failed('cancelled', 'Cancelled.');
    const used = { ...quantity, ...made.quantity };
    const { value } = await report.latest();
    const output = await services.outputs.keep(activityId, made.output);
    return {
      ...base,
      delivery,
      status: 'completed',
      captureMicros: Math.min(amountMicros(quote.model.price, used), value.heldMicros),
      failure: null,
      usage: usageOf(quote, used),
      result: resultOf(value, output, services.now()),
    };
  };
  using switches = watchSwitches(services, activity.value);
  try {
    const stops = AbortSignal.any([run.signal, report.signal, switches.signal]);
    return await delivered(await callProvider(services, { ...run, quote, signal: stops }, report));
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'cancelled' && error.partial) {
      const { output, quantity: used } = error.partial;
      const finish = run.signal.aborted ? 'cancelled' : report.signal.aborted ? 'credits' : 'interrupted';
      return delivered({ output: output.kind === 'chat' ? { ...output, finish } : output, quantity: used });
    }
    if (error instanceof ProviderError && error.code === 'cancelled' && switches.signal.aborted) {
      return failed('operation-disabled', 'This operation was switched off while it was being made.');
    }
    if (error instanceof ProviderError) return failed(error.code, error.message, error.partial);
    if (error instanceof AppError && error.code !== 'internal') return failed(error.code, error.message);
    const { traceId, uid } = activity.value;
    log.callFailed({ callable: 'generate', traceId, uid, cause: error });
    return failed('provider-failed', 'The provider could not do it. Your credits were given back.');
  }
}

async function callProvider(
  services: RunServices,
  { activityId, activity, quote, input, deadlineMs, signal, send }: Run & { quote: Quote },
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
    deadlineMs,
    job: job === null ? null : JSON.parse(job),
    onJob: (started) => report.job(JSON.stringify(started)),
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
