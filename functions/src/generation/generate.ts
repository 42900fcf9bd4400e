import { isLong } from '../contract/index.ts';
import type { Handler } from '../platform/callable.ts';
import { answerOf } from './answer-of.ts';
import { generateHere, holdFor } from './generate-here.ts';
import { type Enqueue, queueLongWork } from './queue-long-work.ts';
import type { RunServices } from './run.ts';
import { CALL_WORK_MS } from './time-limits.ts';

/** Has work done, at once or by the queue; a repeated request gets the first one's outcome. */
export function generate(services: RunServices & { readonly enqueue: Enqueue }): Handler<'generate'> {
  return async (request, context, send, rejection = null) => {
    const endsAtMs = services.now() + CALL_WORK_MS;
    const asked = { request, context, rejection, reelId: null };
    if (isLong(request.input)) {
      const held = await holdFor(services, { ...asked, runBy: { kind: 'queue' } });
      return queueLongWork(services, { held, input: request.input });
    }
    const { activityId, outcome, output } = await generateHere(services, { ...asked, endsAtMs, send });
    return answerOf(services, activityId, outcome, output);
  };
}
