import { randomUUID } from 'node:crypto';
import {
  type Activity,
  AppError,
  activityIdOf,
  assertFreshRequestId,
  type ErrorFacts,
  type Failure,
  type GenerationChunk,
  type GenerationInput,
  type GenerationOutput,
  isCancelled,
  newFailure,
  type Quantity,
  type Quote,
  type RequestOf,
} from '../contract/index.ts';
import type { Outcome } from '../meter/lane/waiting.ts';
import { log } from '../platform/signals/log.ts';
import type { Versioned } from '../platform/store/documents.ts';
import { cancelActivity } from './cancel-activity.ts';
import { type Held, holdCredits } from './hold-credits.ts';
import { findGoneRun, type Owned, ownActivity, startActivity } from './own-activity.ts';
import { priceRequest, quoteHeld, type WorkRequest } from './price-request.ts';
import type { ModelOutcome } from './providers/models/model-run.ts';
import { ProviderError } from './providers/run/provider-error.ts';
import { type RunningWork, watchSwitches } from './running-work.ts';
import type { HoldServices, OwnServices, RunServices } from './services.ts';
import { loadSources } from './sources.ts';
import { SILENCE_MS, TASK_WORK_MS } from './time-limits.ts';
import { deliveryOf, endDelivered, endFailed, meterUsage, type WorkEnding } from './work-ending.ts';
import { createWorkReport, type WorkReport } from './work-report.ts';

/** Work that its owner runs. */
export interface Run {
  readonly activityId: string;
  readonly activity: Versioned<Activity>;
  readonly ownerNonce: string;
  /** Null if it was switched off after it was held. */
  readonly quote: Quote | null;
  readonly input: GenerationInput;
  readonly signal: AbortSignal;
  /** When the work must end in any case, because its function ends soon after. */
  readonly endsAtMs: number;
  readonly send: (chunk: GenerationChunk) => void;
  /** Aborts when the client disconnects; absent: nobody waits. */
  readonly gone?: AbortSignal | undefined;
}

/** The outcome of work, and its output if this run made it. */
export interface Ended {
  readonly activityId: string;
  readonly outcome: Outcome;
  readonly output: GenerationOutput | null;
}

interface CallOptions extends Pick<Run, 'endsAtMs' | 'send'> {
  /** Checks after the hold whether the work is still wanted. False cancels it. */
  readonly isWanted?: () => Promise<boolean>;
}

/** Prices a request and holds its credits: the first half of the pipeline. @throws AppError the rejection */
export async function admit(services: HoldServices, work: WorkRequest): Promise<Held> {
  assertFreshRequestId(work.request.requestId, services.now());
  const offer = await priceRequest(services, work);
  return holdCredits(services, work, offer);
}

/** Work that is this call's to run. */
export interface OwnedWork extends Pick<Held, 'activityId' | 'ownerNonce' | 'activity' | 'quote'> {
  readonly running: RunningWork;
}

/**
 * Prices and holds a request, and runs it if it is this call's to run: at most one call at a time has it. A repeated request
 * waits for the outcome of the first one.
 * @returns the outcome of an earlier call, or what `run` returns
 */
export async function holdAndRun<T>(
  services: OwnServices,
  work: WorkRequest,
  run: (owned: OwnedWork) => Promise<T>,
): Promise<T | (Ended & { readonly output: null })> {
  const { accountId } = work.context;
  const activityId = activityIdOf({ accountId, requestId: work.request.requestId });
  const running = services.runningWork.acquire(activityId);
  try {
    const held = await admit(services, work);
    const { ownerNonce, quote } = held;
    const isMine = held.activity.value.ownerNonce === ownerNonce;
    const owned: Owned = isMine
      ? { kind: 'mine', activity: held.activity }
      : await ownActivity(services, held, running);
    if (owned.kind === 'ended') return { activityId, outcome: owned.outcome, output: null };
    return await run({ activityId, activity: owned.activity, ownerNonce, quote, running });
  } finally {
    running.release();
  }
}

/** Prices, holds, runs and settles a request within this call. A repeated request waits for the same outcome. */
export function runRequest(
  services: RunServices,
  work: WorkRequest & { readonly request: RequestOf<'generate'> },
  { isWanted, ...call }: CallOptions,
): Promise<Ended> {
  const { context, request } = work;
  const { input } = request;
  return holdAndRun(services, work, async ({ activityId, activity: held, ownerNonce, running, ...owned }) => {
    call.send({ kind: 'held', activityId, heldMicros: held.value.heldMicros });
    const isUnwanted = isWanted && !(await isWanted());
    const activity = isUnwanted ? await cancelActivity(services, activityId, held) : held;
    const quote = owned.quote ?? (await quoteHeld(services, activity.value, input));
    const { signal } = running;
    const run = { ...call, activityId, activity, ownerNonce, quote, input, signal, gone: context.gone };
    return runAndSettle(services, run);
  });
}

/**
 * Runs and settles held work from the queue, unless it has ended or another worker has it. Safe to repeat, concurrently
 * or after a crash: the activity has one owner, and a provider that has accepted the work is polled, not asked to start
 * again.
 * @throws AppError `busy` when another worker has it, so that the queue tries again in case that worker is lost
 */
export async function runQueued(
  services: RunServices,
  { activityId, input }: { activityId: string; input: GenerationInput },
): Promise<void> {
  const endsAtMs = services.now() + TASK_WORK_MS;
  const stored = await services.activities.read(activityId);
  if (!stored || stored.value.endedAt !== null) return;
  const { accountId, traceId, status } = stored.value;
  const rejection = status === 'pending' ? await services.checkEligibility(stored.value) : null;
  if (rejection) {
    log.notBegun({ what: 'work', accountId, code: rejection.code, traceId });
    await cancelActivity(services, activityId, stored);
    return;
  }
  const running = services.runningWork.acquire(activityId);
  try {
    const ownerNonce = randomUUID();
    const goneNonce = findGoneRun(services, stored.value, running);
    const start = { activityId, accountId, ownerNonce, goneNonce, stored };
    const { activity } = await startActivity(services, start);
    if (!activity || activity.value.endedAt !== null) return;
    if (activity.value.ownerNonce !== ownerNonce) {
      log.workTaken({ activityId, traceId });
      throw new AppError('busy', { reason: 'other-worker' });
    }
    const quote = await quoteHeld(services, activity.value, input);
    const { signal } = running;
    const send = () => undefined;
    await runAndSettle(services, { activityId, activity, ownerNonce, quote, input, signal, endsAtMs, send });
  } finally {
    running.release();
  }
}

/** Runs work outside of any transaction, and settles it whatever happens. */
async function runAndSettle(services: RunServices, run: Run): Promise<Ended> {
  const report = createWorkReport(services, run);
  let output: GenerationOutput | null = null;
  const outcome = await runToSettlement(services, run, report, async () => {
    const ended = await runToEnding(services, run, report);
    output = ended.output;
    return ended.ending;
  });
  return { activityId: run.activityId, outcome, output: outcome.isNew ? output : null };
}

/** Runs work to its ending, and settles it. `work` never throws. */
export async function runToSettlement(
  services: OwnServices,
  { activityId, activity }: Pick<Run, 'activityId' | 'activity'>,
  report: WorkReport,
  work: () => Promise<WorkEnding>,
): Promise<Outcome> {
  const { operation, model, traceId, uid, accountId } = activity.value;
  log.generationStarted({ activityId, operation, model, traceId });
  const startedMs = services.now();
  const ending = await work().finally(report.stop);
  const stored = await report.latest();

  const actor = { kind: 'person', uid } as const;
  const settlement = { kind: 'settle', activityId, actor, ending } as const;
  const outcome = await services.meter.submit(accountId, settlement, stored);
  const { status, failure, heldMicros, capturedMicros } = outcome.activity?.value ?? stored.value;
  const tookMs = services.now() - startedMs;
  const result = { status, failure: failure?.code ?? null, heldMicros, capturedMicros, tookMs, traceId };
  log.generationEnded({ activityId, ...result });
  return outcome;
}

/** The end of work, with its output if it has one. */
interface RunEnding {
  readonly ending: WorkEnding;
  readonly output: GenerationOutput | null;
}

/** Calls the provider and returns the ending. Never throws. */
async function runToEnding(services: RunServices, run: Run, report: WorkReport): Promise<RunEnding> {
  const { activityId, ownerNonce, quote, signal } = run;
  const activity = run.activity.value;
  const { traceId, uid } = activity;
  const ended = { activityId, activity, ownerNonce, input: run.input };
  let billed: Quantity | null = null;
  const fail = (error: ErrorFacts): RunEnding => {
    const failed = { quote, failure: newFailure(error), billed, nowMs: services.now() };
    return { ending: endFailed(ended, failed), output: null };
  };
  if (isCancelled(activity)) {
    return fail(new AppError('cancelled', { reason: 'before-work' }));
  }
  if (!quote) {
    return fail(new AppError('operation-disabled', { reason: 'before-work' }));
  }
  const deliver = (made: ModelOutcome, failure: Failure | null = null): RunEnding =>
    endDelivered(ended, { quote, made, failure, nowMs: services.now() });
  using switches = watchSwitches(services, activity);
  try {
    const stops = AbortSignal.any([signal, report.signal, switches.signal]);
    const made = await callProvider(services, { ...run, quote, signal: stops }, report);
    billed = made.billed ?? made.quantity;
    if (signal.aborted && deliveryOf(made) === 'whole') {
      return fail(new AppError('cancelled', { reason: 'stopped' }));
    }
    return deliver({ ...made, output: await services.outputs.keep(activityId, made.output) });
  } catch (error) {
    if (error instanceof ProviderError) {
      const { code, partial } = error;
      const isStopped = code === 'cancelled';
      billed = error.billed ?? null;
      if (!partial && isStopped && switches.signal.aborted) {
        return fail(new AppError('operation-disabled', { reason: 'during-work' }));
      }
      if (!partial) return fail(error);
      if (!isStopped) return deliver(partial, newFailure(error));
      return deliver(
        withFinish(partial, signal.aborted ? 'cancelled' : report.signal.aborted ? 'credits' : 'interrupted'),
      );
    }
    if (error instanceof AppError && error.code !== 'internal') return fail(error);
    log.callFailed({ callable: 'generate', traceId, uid, cause: error });
    return fail(new AppError('provider-failed', { reason: 'unexpected' }));
  }
}

async function callProvider(
  services: RunServices,
  { activityId, activity, quote, input, endsAtMs, signal, send }: Run & { quote: Quote },
  report: WorkReport,
): Promise<ModelOutcome> {
  const { quantity, uid, accountId, job } = activity.value;
  const { operation, model } = quote;
  const sources = await loadSources(services, { uid, accountId, input });
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
      const { costUsdMicros } = meterUsage(quote, { requested: quantity, used: quantity });
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

function withFinish(
  { output, ...made }: ModelOutcome,
  finish: Extract<GenerationOutput, { kind: 'chat' }>['finish'],
): ModelOutcome {
  return { ...made, output: output.kind === 'chat' ? { ...output, finish } : output };
}
