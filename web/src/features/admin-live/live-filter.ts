import {
  type Activity,
  type ActivityStatus,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
} from '@firemeter/functions/contract';
import { z } from 'zod';
import { urlText } from '../../lib/page/url-state.ts';
import { dayEndMs, dayStartMs } from '../../lib/texts/day-range.ts';
import { type ActivityFilter, openStatuses } from '../../lib/work/activity-filter.ts';

/** As much as the rules allow at once: at a hundred requests a second, two seconds of them. */
export const liveWindow = { windowSize: 200, keep: 500 };

export const views = ['all', 'active', 'completed', 'failed', 'expired', 'rejected'] as const;
/** Requests by how they stand; or those that the guard turned away. */
export type View = (typeof views)[number];

const spanNames = ['15-minutes', 'hour', 'day', 'week'] as const;
const spansMs: Record<(typeof spanNames)[number], number> = {
  '15-minutes': 15 * MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
};

/** The state that the page keeps in its address. */
export const liveSearch = z.object({
  view: z.enum(views).catch('all'),
  /** An operation's name, or `all`. */
  operation: z.string().catch('all'),
  /** A model's name, or `all`. */
  model: z.string().catch('all'),
  /** From when on; `days`: from the first day to the last. */
  since: z.enum(['all', ...spanNames, 'days']).catch('all'),
  fromDay: urlText,
  untilDay: urlText,
  /** Of an account or a trace. */
  text: urlText,
  /** The request that is open. */
  request: urlText,
});

export type LiveFilter = Omit<z.infer<typeof liveSearch>, 'request'>;

export const noFilter: LiveFilter = {
  ...{ view: 'all', operation: 'all', model: 'all', text: '' },
  ...{ since: 'all', fromDay: '', untilDay: '' },
};

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

/** Returns the time range of a filter. @param openedAtMs when it was chosen: a span reaches back from there */
export function rangeOf(
  { since, fromDay, untilDay }: Pick<LiveFilter, 'since' | 'fromDay' | 'untilDay'>,
  openedAtMs: number,
): { fromMs?: number; untilMs?: number } {
  if (since === 'all') return {};
  if (since !== 'days') return { fromMs: openedAtMs - spansMs[since] };
  const [fromMs, untilMs] = [dayStartMs(fromDay), dayEndMs(untilDay)];
  return { ...(fromMs !== null && { fromMs }), ...(untilMs !== null && { untilMs }) };
}

/**
 * Returns the part of a filter that the store compares: of a trace nothing else, as no index joins it to more.
 * @param of.uids whom its text stands for; null: nobody in particular
 */
export function queryOf(
  filter: LiveFilter,
  { uids, openedAtMs }: { uids: readonly string[] | null; openedAtMs: number },
): ActivityFilter {
  const { view, operation, model, text } = filter;
  if (isTraceId(text)) return { traceId: text.trim() };
  const statuses = statusesOf[view];
  return {
    ...(uids && { uids }),
    ...(operation !== 'all' && { operation }),
    ...(model !== 'all' && { model }),
    ...(statuses && { statuses }),
    ...rangeOf(filter, openedAtMs),
  };
}

/** Returns whether a request matches what the store does not compare: the few of a trace are filtered here. */
export function matchesRest(
  filter: LiveFilter,
  activity: Pick<Activity, 'operation' | 'model' | 'status' | 'createdAt'>,
  openedAtMs: number,
): boolean {
  const { view, operation, model } = filter;
  if (!isTraceId(filter.text)) return true;
  const statuses: readonly ActivityStatus[] | undefined = statusesOf[view];
  const { fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = rangeOf(filter, openedAtMs);
  return (
    (operation === 'all' || activity.operation === operation) &&
    (model === 'all' || activity.model === model) &&
    activity.createdAt >= fromMs &&
    activity.createdAt < untilMs &&
    (!statuses || statuses.includes(activity.status))
  );
}
