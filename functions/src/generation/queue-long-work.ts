import { z } from 'zod';
import { AppError, balanceMicros, GenerationInput, MINUTE_MS, type ResponseOf } from '../contract/index.ts';
import { log } from '../platform/log.ts';
import { answerOf } from './answer-of.ts';
import type { Held, HoldServices } from './hold-credits.ts';

/** How long work may wait for a worker before its credits are given back. */
export const QUEUE_LEASE_MS = 30 * MINUTE_MS;

/** What a worker is told; everything else is on the activity. */
export const LongTask = z.strictObject({ activityId: z.string(), input: GenerationInput });
export type LongTask = z.infer<typeof LongTask>;

/** Puts a task into the queue; a second one for the same activity may be dropped. */
export type Enqueue = (task: LongTask) => Promise<void>;

/**
 * Has held work done by whoever takes it from the queue, and answers how it stands.
 * @throws AppError `busy` when the queue does not take it: the hold waits for a retry, or for the sweep
 */
export async function queueLongWork(
  services: HoldServices & { readonly enqueue: Enqueue },
  { held, input }: { held: Held; input: GenerationInput },
): Promise<ResponseOf<'generate'>> {
  const { activityId, activity, outcome } = held;
  const { status, endedAt, capturedMicros, traceId } = activity.value;
  if (endedAt !== null) return answerOf(services, activityId, outcome);
  if (status === 'pending') {
    try {
      await services.enqueue({ activityId, input });
    } catch (cause) {
      log.notQueued({ activityId, traceId, cause });
      throw new AppError('busy', 'Too busy to take this on. Try again in a moment.', { retryAfterMs: 2_000 });
    }
  }
  const remainingMicros = balanceMicros(outcome.account, services.now());
  return { activityId, status, capturedMicros, remainingMicros, output: null };
}
