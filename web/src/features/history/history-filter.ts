import { DAY_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { type ActivityFilter, failedStatuses, openStatuses } from '../../lib/activity-filter.ts';
import { dayEndMs, dayStartMs } from '../../lib/day-range.ts';
import { urlText } from '../../lib/url-state.ts';

export const statusOptions = [
  { value: 'all', label: t`All` },
  { value: 'running', label: t`Running` },
  { value: 'completed', label: t`Completed` },
  { value: 'failed', label: t`Failed` },
] as const;

/** What the page keeps in its address. Days are those of a date field, `2026-01-31`; empty: not set. */
export const historySearch = z.object({
  status: z.enum(['all', 'running', 'completed', 'failed']).catch('all'),
  /** An operation's name, or `all`. */
  operation: z.string().catch('all'),
  fromDay: urlText,
  untilDay: urlText,
  /** In the prompt, the model or an id. */
  text: urlText,
  /** The request that is open. */
  request: urlText,
});

/** What the history is narrowed to. */
export type HistoryFilter = Omit<z.infer<typeof historySearch>, 'request'>;

export const noHistoryFilter: HistoryFilter = {
  status: 'all',
  operation: 'all',
  fromDay: '',
  untilDay: '',
  text: '',
};

const statusesOf = {
  all: undefined,
  running: openStatuses,
  completed: ['completed'],
  failed: failedStatuses,
} as const;

/** What of a filter the store compares. */
export function queryOf({
  status,
  operation,
  fromDay,
  untilDay,
}: HistoryFilter): Omit<ActivityFilter, 'uids'> {
  const statuses = statusesOf[status];
  const [fromMs, untilMs] = [dayStartMs(fromDay), dayEndMs(untilDay)];
  return {
    ...(operation !== 'all' && { operation }),
    ...(statuses && { statuses }),
    ...(fromMs !== null && { fromMs }),
    ...(untilMs !== null && { untilMs }),
  };
}

/** How far back the history reaches, in days. */
export const daysKept = (retentionMs: number) => Math.round(retentionMs / DAY_MS);
