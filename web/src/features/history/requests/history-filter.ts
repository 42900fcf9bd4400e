import { DAY_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { dayEndMs, dayStartMs } from '../../../lib/texts/day-range.ts';
import { type ActivityFilter, failedStatuses, openStatuses } from '../../../lib/work/activity-filter.ts';
import type { HistorySearch } from '../history-search.ts';

export const statusOptions = [
  { value: 'all', label: t`All` },
  { value: 'running', label: t`Running` },
  { value: 'completed', label: t`Completed` },
  { value: 'failed', label: t`Failed` },
] as const;

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
  label,
  fromDay,
  untilDay,
}: HistorySearch): Omit<ActivityFilter, 'uids'> {
  const statuses = statusesOf[status];
  const [fromMs, untilMs] = [dayStartMs(fromDay), dayEndMs(untilDay)];
  return {
    ...(operation !== 'all' && { operation }),
    ...(statuses && { statuses }),
    ...(label !== '' && { label }),
    ...(fromMs !== null && { fromMs }),
    ...(untilMs !== null && { untilMs }),
  };
}

/** How far back the history reaches, in days. */
export const daysKept = (retentionMs: number) => Math.round(retentionMs / DAY_MS);
