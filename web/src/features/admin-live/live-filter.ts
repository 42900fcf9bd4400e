import { type ActivityFilter, openStatuses } from '../../lib/activity-filter.ts';

export const views = ['all', 'active', 'completed', 'failed', 'expired', 'rejected'] as const;
/** Requests by how they stand; or those that the guard turned away. */
export type View = (typeof views)[number];

export interface LiveFilter {
  view: View;
  /** An operation's name, or `all`. */
  operation: string;
  /** Of an account or a trace. */
  text: string;
}

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

/** What of a filter the store compares. @param uids whom its text stands for; null: nobody in particular */
export function queryOf(
  { view, operation, text }: LiveFilter,
  uids: readonly string[] | null,
): ActivityFilter {
  const statuses = statusesOf[view];
  return {
    ...(isTraceId(text) ? { traceId: text.trim() } : uids && { uids }),
    ...(operation !== 'all' && { operation }),
    ...(statuses && { statuses }),
  };
}
