import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Activity,
  type AnyInput,
  AppError,
  balanceMicros,
  type ErrorFacts,
  type Failure,
  isCancelled,
  newFailure,
  type Rejection,
} from '../../contract/index.ts';
import type { Outcome } from '../../meter/lane/waiting.ts';
import type { CallContext } from '../../platform/calls/call-context.ts';
import { log } from '../../platform/signals/log.ts';
import { type OpeningServices, openAccount } from '../calls/open-account.ts';
import { type Ended, holdAndRun, type OwnedWork, runToSettlement } from '../pipeline.ts';
import { type HostRequest, quoteHeld } from '../price-request.ts';
import { watchSwitches } from '../running-work.ts';
import type { OwnServices } from '../services.ts';
import { boundedUsage, endFailed, type WorkEnding } from '../work-ending.ts';
import { createWorkReport, type WorkReport } from '../work-report.ts';
import { readKept, toKept } from './kept-value.ts';
import { createUsageMeter, type UsageMeter } from './usage-meter.ts';

export type MeteredServices = OwnServices & OpeningServices;

export interface MeteredRequest {
  readonly request: HostRequest;
  readonly context: CallContext;
  readonly rejection: Rejection | null;
  readonly input: AnyInput;
  readonly units: readonly string[];
  /** The time for which the work's result is kept for replays; null: it is not kept. */
  readonly keepMs: number | null;
  /** The time after which the signal aborts. */
  readonly timeoutMs: number;
}

interface Charged {
  readonly activityId: string;
  readonly capturedMicros: number;
  readonly remainingMicros: number;
}

/** The outcome of metered work, by this call or an earlier one. Null: the earlier result is not kept. */
export type Ran<T> = Charged &
  ({ readonly kind: 'ran'; readonly value: T } | { readonly kind: 'replayed'; readonly value: T | null });

type Work<T> = (meter: UsageMeter) => Promise<T>;

/** The outcome of this call's work. */
type Own<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown };
type OwnEnded<T> = Ended & { readonly own: Own<T>; readonly ownerNonce: string };

const meters = new AsyncLocalStorage<UsageMeter>();

/** Returns the meter of the running work. @throws Error outside of metered work, which has no account to charge */
export function currentMeter(): UsageMeter {
  const meter = meters.getStore();
  if (!meter)
    throw new Error('This runs outside of metered work: call it within credits.run or credits.onCall');
  return meter;
}

/**
 * Holds credits, runs a function of the host app, and charges for its usage; failed work costs nothing unless usage was
 * delivered. A repeated request is charged once, and gets the kept result of the first.
 * @throws AppError the rejection or the failure; any error of the work
 */
export async function runMetered<T>(
  services: MeteredServices,
  metered: MeteredRequest,
  work: Work<T>,
): Promise<Ran<T>> {
  const { request, context, rejection } = metered;
  const ask = { request, context, rejection, reelId: null, runBy: 'host' } as const;
  const run = () => holdAndRun(services, ask, (owned) => runOwned(services, metered, owned, work));
  const ended = await run().catch(async (error: unknown) => {
    if (!isWithoutAccount(error)) throw error;
    await openAccount(services)({}, context, () => undefined);
    return run();
  });
  return 'own' in ended ? toOwnAnswer(services, ended) : toReplay(services, ended);
}

async function runOwned<T>(
  services: MeteredServices,
  { input, ...metered }: MeteredRequest,
  owned: OwnedWork,
  work: Work<T>,
): Promise<OwnEnded<T>> {
  const { activityId, activity, ownerNonce } = owned;
  const quote = owned.quote ?? (await quoteHeld(services, activity.value, input));
  const run = { activityId, activity, ownerNonce, quote, gone: metered.context.gone };
  const report = createWorkReport(services, run);
  let own: Own<T> = { kind: 'threw', error: null };
  const outcome = await runToSettlement(services, run, report, async () => {
    const ended = await runToEnding(services, { ...metered, owned: { ...owned, quote }, report }, work);
    own = ended.own;
    return ended.ending;
  });
  return { activityId, outcome, output: null, own, ownerNonce };
}

/** Runs the work and returns how it ended, which is never an exception. */
async function runToEnding<T>(
  services: MeteredServices,
  run: Pick<MeteredRequest, 'context' | 'units' | 'keepMs' | 'timeoutMs'> & {
    owned: OwnedWork;
    report: WorkReport;
  },
  work: Work<T>,
): Promise<{ ending: WorkEnding; own: Own<T> }> {
  const { activityId, ownerNonce, quote, running } = run.owned;
  const activity = run.owned.activity.value;
  const ended = { activityId, activity, ownerNonce };
  const notBegun = (error: AppError) => {
    const ending = endFailed(ended, {
      ...{ quote, failure: newFailure(error), billed: null, nowMs: services.now() },
    });
    return { ending, own: { kind: 'threw', error } as const };
  };
  if (isCancelled(activity)) return notBegun(new AppError('cancelled', { reason: 'before-work' }));
  if (!quote) return notBegun(new AppError('operation-disabled', { reason: 'before-work' }));

  using switches = watchSwitches(services, activity);
  const [spent, late] = [new AbortController(), new AbortController()];
  const timer = setTimeout(() => late.abort(), run.timeoutMs);
  const stops = [running.signal, switches.signal, run.report.lost, spent.signal, late.signal];
  const reading = createUsageMeter({
    ...{ activity, quote, units: run.units, report: run.report },
    signal: AbortSignal.any(stops),
    spend: () => spent.abort(),
  });

  /** Charges the usage: for failed work, only the part delivered before. */
  const end = (failure: ErrorFacts | null, result: WorkEnding['result'] = null): WorkEnding => {
    reading.countOpenStreams();
    const [requested, isDelivered] = [reading.requested(), reading.isDelivered()];
    const used = reading.reported();
    if (failure && !(isDelivered && used)) {
      return endFailed(ended, {
        ...{ quote, failure: newFailure(failure), billed: used, nowMs: services.now() },
      });
    }
    if (!used && run.units.includes('token')) log.usageUnreported({ activityId, traceId: activity.traceId });
    const charged = boundedUsage(ended, { quote, requested, used: used ?? requested });
    const { micros: captureMicros, ...usage } = charged;
    return {
      ...{ kind: 'worked', ownerNonce, captureMicros, usage, result },
      delivery: isDelivered ? 'streamed' : 'whole',
      status: failure ? 'failed' : 'completed',
      ...(failure
        ? { failure: newFailure(toInterrupted(failure)), failedAtMs: services.now() }
        : { failure: null }),
    };
  };

  try {
    const value = await meters.run(reading.meter, () => work(reading.meter));
    if (running.signal.aborted && !reading.isDelivered()) {
      const error = new AppError('cancelled', { reason: 'stopped' });
      return { ending: end(error), own: { kind: 'threw', error } };
    }
    const { keepMs } = run;
    const kept = keepMs === null ? null : toKept(ended, { value, keepMs, nowMs: services.now() });
    return { ending: end(null, kept), own: { kind: 'returned', value } };
  } catch (error) {
    const stopped =
      running.signal.aborted || isAbandoned(error, run.context)
        ? new AppError('cancelled', { reason: 'stopped' })
        : switches.signal.aborted
          ? new AppError('operation-disabled', { reason: 'during-work' })
          : late.signal.aborted
            ? new AppError('provider-timeout')
            : null;
    const { traceId } = activity;
    if (!stopped) log.hostWorkFailed({ activityId, traceId, cause: error });
    const failure = stopped ?? toFailureFacts(error);
    return { ending: end(failure), own: { kind: 'threw', error: stopped ?? error } };
  } finally {
    clearTimeout(timer);
    reading.close();
  }
}

/** Returns true for work that stopped because its client had gone. */
function isAbandoned(error: unknown, { gone }: CallContext): boolean {
  return gone?.aborted === true && error instanceof Error && error.name === 'AbortError';
}

/** The app's own error belongs in its own logs: the activity records only that it failed. */
function toFailureFacts(error: unknown): ErrorFacts {
  const isTyped = error instanceof AppError && error.code !== 'internal';
  return isTyped ? error : new AppError('provider-failed', { reason: 'unexpected' });
}

/** Work that was charged for a part gave back no credits for that. */
function toInterrupted(failure: ErrorFacts): ErrorFacts {
  const isUnexpected = failure.code === 'provider-failed' && failure.details.reason === 'unexpected';
  return isUnexpected ? new AppError('provider-failed', { reason: 'interrupted' }) : failure;
}

function toOwnAnswer<T>(
  services: MeteredServices,
  { own, ownerNonce, ...ended }: OwnEnded<T>,
): Promise<Ran<T>> | Ran<T> {
  const activity = ended.outcome.activity?.value;
  // Another run has taken the work over meanwhile: its outcome applies.
  if (activity && activity.ownerNonce !== ownerNonce) {
    if (activity.endedAt !== null) return toReplay(services, ended);
    throw new AppError('busy', { reason: 'still-running', retryAfterMs: 5_000 });
  }
  // A replay tells the same: the failure as it is stored.
  if (own.kind === 'threw') throw own.error instanceof AppError ? toStored(own.error, activity) : own.error;
  const wasDelivered = activity?.status === 'completed' || activity?.deliveredLate;
  if (activity?.failure && !wasDelivered) throw toError(activity.failure);
  return { kind: 'ran', value: own.value, ...toCharged(services, ended) };
}

function toStored(error: AppError, activity: Activity | undefined): AppError {
  return activity?.failure?.code === error.code ? toError(activity.failure) : error;
}

/** @throws AppError with the failure's code */
async function toReplay<T>(services: MeteredServices, ended: Ended): Promise<Ran<T>> {
  const activity = ended.outcome.activity?.value;
  if (!activity) throw new Error(`No activity came back for ${ended.activityId}`);
  const { status, deliveredLate, failure } = activity;
  if (status !== 'completed' && !deliveredLate) {
    throw failure ? toError(failure) : new AppError('provider-failed', { reason: 'unfinished' });
  }
  const kept = await services.activities.kept(activity);
  const value = kept ? (readKept(kept, services.now()) as T | null) : null;
  return { kind: 'replayed', value, ...toCharged(services, ended) };
}

function toError({ code, details }: Failure): AppError {
  return AppError.of({ code, details: details ?? {} });
}

function toCharged({ now }: MeteredServices, { activityId, outcome }: Ended): Charged {
  const { account, activity } = outcome as Outcome;
  const capturedMicros = activity?.value.capturedMicros ?? 0;
  return { activityId, capturedMicros, remainingMicros: balanceMicros(account, now()) };
}

function isWithoutAccount(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-found' && error.details.reason === 'account-closed';
}
