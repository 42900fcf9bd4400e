import { DAY_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { type ActivityFilter, failedStatuses, openStatuses } from '../../lib/activity-filter.ts';
import { dayEndMs, dayStartMs } from '../../lib/day-range.ts';

export const statusOptions = [
  { value: 'all', label: t`All` },
  { value: 'running', label: t`Running` },
  { value: 'completed', label: t`Completed` },
  { value: 'failed', label: t`Failed` },
] as const;
export type StatusOption = (typeof statusOptions)[number]['value'];

/** What the history is narrowed to. Days are those of a date field, `2026-01-31`; empty: not set. */
export interface HistoryFilter {
  status: StatusOption;
  /** An operation's name, or `all`. */
  operation: string;
  fromDay: string;
  untilDay: string;
  /** In the prompt, the model or an id. */
  text: string;
}

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
