import { type Activity, activityIdOf, promptOf } from '@firemeter/functions/contract';
import type { Generation } from '../../lib/generation-store.ts';
import type { LiveItem } from '../../lib/live-store.ts';

/** One request as the studio shows it: what this page knows of it, what the server says, or both. */
export interface Piece {
  requestId: string;
  activityId: string;
  prompt: string;
  model: string;
  startedAtMs: number;
  generation: Generation | undefined;
  activity: Activity | undefined;
}

/** Newest first, each request once. */
export function piecesOf({
  uid,
  operation,
  generations,
  activities,
}: {
  uid: string;
  operation: string;
  generations: readonly Generation[];
  activities: readonly LiveItem<Activity>[];
}): Piece[] {
  const pieces = new Map<string, Piece>();
  for (const { id, value } of activities) {
    if (value.operation !== operation) continue;
    pieces.set(value.requestId, {
      requestId: value.requestId,
      activityId: id,
      prompt: value.promptPreview,
      model: value.model,
      startedAtMs: value.createdAt,
      generation: undefined,
      activity: value,
    });
  }
  for (const generation of generations) {
    const { requestId, intent, startedAtMs } = generation;
    if (intent.operation !== operation) continue;
    pieces.set(requestId, {
      requestId,
      activityId: activityIdOf({ uid, requestId }),
      prompt: promptOf(intent.input),
      model: intent.model,
      startedAtMs,
      generation,
      activity: pieces.get(requestId)?.activity,
    });
  }
  // Request ids are UUIDv7: in order of time, by one clock.
  return [...pieces.values()].sort((a, b) => (a.requestId < b.requestId ? 1 : -1));
}
