import { type Activity, activityIdOf, promptOf } from '@firemeter/functions/contract';
import type { ListItem } from '#kit/lists/joined-list.ts';
import type { Generation } from '../../../lib/work/generation-store.ts';
import { type StudioSettings, settingsOf, settingsOfActivity } from '../../../lib/work/studio-settings.ts';

/** So many pictures are shown, and their results read, until somebody asks for more. */
export const tilesShown = 12;

/** One request as the studio shows it: what this page knows of it, what the server says, or both. */
export interface Piece {
  requestId: string;
  activityId: string;
  prompt: string;
  model: string;
  startedAtMs: number;
  generation: Generation | undefined;
  activity: Activity | undefined;
  /** Where the activity stands in its list. */
  item: ListItem<Activity> | undefined;
}

/** Newest first, each request once. */
export function piecesOf({
  accountId,
  operation,
  generations,
  activities,
  removed,
}: {
  accountId: string;
  operation: string;
  generations: readonly Generation[];
  activities: readonly ListItem<Activity>[];
  /** The ids of requests whose results were removed. */
  removed: ReadonlySet<string>;
}): Piece[] {
  const pieces = new Map<string, Piece>();
  for (const item of activities) {
    const { id, value } = item;
    if (value.operation !== operation || removed.has(value.requestId)) continue;
    pieces.set(value.requestId, {
      requestId: value.requestId,
      activityId: id,
      prompt: value.promptPreview,
      model: value.model,
      startedAtMs: value.createdAt,
      generation: undefined,
      activity: value,
      item,
    });
  }
  for (const generation of generations) {
    const { requestId, intent, startedAtMs } = generation;
    if (intent.operation !== operation) continue;
    const item = pieces.get(requestId)?.item;
    pieces.set(requestId, {
      requestId,
      activityId: activityIdOf({ accountId, requestId }),
      prompt: promptOf(intent.input),
      model: intent.model,
      startedAtMs,
      generation,
      activity: item?.value,
      item,
    });
  }
  // Request ids are UUIDv7: in order of time, by one clock.
  return [...pieces.values()].sort((a, b) => (a.requestId < b.requestId ? 1 : -1));
}

/** Says whether the server has a request: its activity may arrive after the credits were held, and after it failed. */
export function isStored({ activity, generation }: Pick<Piece, 'activity' | 'generation'>): boolean {
  const state = generation?.state;
  return activity !== undefined || (state?.kind === 'failed' && state.heldMicros !== null);
}

/** Returns the settings with which a piece was requested, as far as they are known here. */
export function settingsOfPiece({ generation, activity }: Piece): StudioSettings {
  if (generation) return settingsOf(generation.intent.input);
  return activity ? settingsOfActivity(activity) : {};
}
