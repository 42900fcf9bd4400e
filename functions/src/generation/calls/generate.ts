import { z } from 'zod';
import { AppError, balanceMicros, GenerationInput, isLong, type ResponseOf } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { log } from '../../platform/signals/log.ts';
import { hasPriority } from '../has-priority.ts';
import type { Held } from '../hold-credits.ts';
import { admit, type Ended, runRequest } from '../pipeline.ts';
import type { HoldServices, RunServices } from '../services.ts';
import { CALL_WORK_MS } from '../time-limits.ts';

/** The task that the queue passes to a worker. Everything else is on the activity. */
export const LongTask = z.strictObject({
  activityId: z.string(),
  input: GenerationInput,
  /** Whether it is in the queue that the work of other accounts doesn't fill. Absent: it isn't. */
  priority: z.literal(true).optional(),
});
export type LongTask = z.infer<typeof LongTask>;

/** Queues a task. A second task for the same activity may be dropped. */
export type Enqueue = (task: LongTask) => Promise<void>;

type GenerateServices = RunServices & { readonly enqueue: Enqueue };

/** Runs work at once or through the queue. A repeated request gets the outcome of the first. */
export function generate(services: GenerateServices): Handler<'generate'> {
  return async (request, context, send, rejection = null) => {
    const work = { request, context, rejection, reelId: null };
    if (isLong(request.input)) {
      return enqueue(services, await admit(services, { ...work, runBy: 'queue' }), request.input);
    }
    const endsAtMs = services.now() + CALL_WORK_MS;
    return toAnswer(services, await runRequest(services, { ...work, runBy: 'call' }, { endsAtMs, send }));
  };
}

/**
 * Queues held work, and returns its state.
 * @throws AppError `busy` when the queue doesn't accept it; the hold then waits for a retry, or for the sweep
 */
async function enqueue(
  services: GenerateServices,
  { activityId, activity, outcome }: Held,
  input: GenerationInput,
): Promise<ResponseOf<'generate'>> {
  const { status, endedAt, capturedMicros, traceId } = activity.value;
  if (endedAt !== null) return toAnswer(services, { activityId, outcome, output: null });
  if (status === 'pending') {
    try {
      const priority = await hasPriority(services, activity.value);
      await services.enqueue({ activityId, input, ...(priority && { priority }) });
    } catch (cause) {
      log.notQueued({ activityId, traceId, cause });
      throw new AppError('busy', { reason: 'queue', retryAfterMs: 2_000 });
    }
  }
  const remainingMicros = balanceMicros(outcome.account, services.now());
  return { activityId, status, capturedMicros, remainingMicros, output: null };
}

/**
 * Returns the response of `generate` for work that has ended, the same for every caller and retry.
 * @throws AppError with the failure's code
 */
export async function toAnswer(
  { activities, now }: HoldServices,
  { activityId, outcome: { account, activity }, output }: Ended,
): Promise<ResponseOf<'generate'>> {
  if (!activity) throw new Error(`No activity came back for ${activityId}`);
  const { status, capturedMicros, deliveredLate, failure } = activity.value;
  const wasDelivered = status === 'completed' || deliveredLate || capturedMicros > 0;
  if (!wasDelivered) {
    throw failure
      ? AppError.of({ code: failure.code, details: failure.details ?? {} })
      : new AppError('provider-failed', { reason: 'unfinished' });
  }
  const made = output ?? (await activities.output(activity.value));
  if (!made) throw new AppError('not-found', { reason: 'output' });
  return {
    activityId,
    status,
    capturedMicros,
    remainingMicros: balanceMicros(account, now()),
    output: made,
  };
}
