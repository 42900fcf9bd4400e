import type { Activity, OperationKind } from '@firemeter/functions/contract';
import type { LiveItem } from '../../lib/live-store.ts';

export type SourceKind = 'image' | 'audio' | 'video';

/** The kinds of work that can make it; what was brought in may be any. */
const makers: Record<SourceKind, readonly OperationKind[]> = {
  image: ['image', 'edit', 'upload'],
  audio: ['voice', 'narration', 'upload'],
  video: ['video', 'render', 'polish', 'upload'],
};

/** Finished work of one's own that may be of a kind, newest first. */
export function sourcesAmong(
  activities: readonly LiveItem<Activity>[],
  makes: SourceKind,
): readonly LiveItem<Activity>[] {
  return activities.filter(
    ({ value: { kind, status } }) => status === 'completed' && makers[makes].includes(kind),
  );
}
