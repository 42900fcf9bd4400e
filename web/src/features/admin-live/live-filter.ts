import type { Activity, ActivityStatus } from '@firemeter/functions/contract';
import { z } from 'zod';
import { type ActivityFilter, openStatuses } from '../../lib/activity-filter.ts';
import { urlText } from '../../lib/url-state.ts';

/** As much as the rules allow at once: at a hundred requests a second, two seconds of them. */
export const liveWindow = { windowSize: 200, keep: 500 };

export const views = ['all', 'active', 'completed', 'failed', 'expired', 'rejected'] as const;
/** Requests by how they stand; or those that the guard turned away. */
export type View = (typeof views)[number];

/** The state that the page keeps in its address. */
export const liveSearch = z.object({
  view: z.enum(views).catch('all'),
  /** An operation's name, or `all`. */
  operation: z.string().catch('all'),
  /** Of an account or a trace. */
  text: urlText,
  /** The request that is open. */
  request: urlText,
});

export type LiveFilter = Omit<z.infer<typeof liveSearch>, 'request'>;

export const noFilter: LiveFilter = { view: 'all', operation: 'all', text: '' };

const statusesOf = {
  all: undefined,
  active: openStatuses,
  completed: ['completed'],
  failed: ['failed'],
  expired: ['expired'],
  rejected: undefined,
} as const;

const traceId = /^[0-9a-f]{32}$/;

export const isTraceId = (text: string): boolean => traceId.test(text.trim());

/**
 * Tells what of a filter the store compares: of a trace nothing else, as no index joins it to more.
 * @param uids whom its text stands for; null: nobody in particular
 */
export function queryOf(
  { view, operation, text }: LiveFilter,
  uids: readonly string[] | null,
): ActivityFilter {
  if (isTraceId(text)) return { traceId: text.trim() };
  const statuses = statusesOf[view];
  return {
    ...(uids && { uids }),
    ...(operation !== 'all' && { operation }),
    ...(statuses && { statuses }),
  };
}

/** Tells whether a request matches what the store does not compare: the few of a trace are filtered here. */
export function matchesRest(
  { view, operation, text }: LiveFilter,
  activity: Pick<Activity, 'operation' | 'status'>,
): boolean {
  if (!isTraceId(text)) return true;
  const statuses: readonly ActivityStatus[] | undefined = statusesOf[view];
  return (
    (operation === 'all' || activity.operation === operation) &&
    (!statuses || statuses.includes(activity.status))
  );
}
