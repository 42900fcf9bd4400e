import { type Activity, isOpen } from '@firemeter/functions/contract';

export const statusFilters = ['all', 'active', 'completed', 'failed', 'expired'] as const;
export type StatusFilter = (typeof statusFilters)[number];

export interface Filter {
  status: StatusFilter;
  /** An operation's name, or `all`. */
  operation: string;
  /** In who, prompt, model or an id. */
  text: string;
}

export const noFilter: Filter = { status: 'all', operation: 'all', text: '' };

type Searched = Pick<
  Activity,
  'status' | 'operation' | 'name' | 'email' | 'uid' | 'promptPreview' | 'model' | 'requestId' | 'traceId'
>;

export function matchesFilter(activity: Searched, { status, operation, text }: Filter): boolean {
  if (operation !== 'all' && activity.operation !== operation) return false;
  if (status === 'active' ? !isOpen(activity) : status !== 'all' && activity.status !== status) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const { name, email, uid, promptPreview, model, requestId, traceId } = activity;
  return [name, email, uid, promptPreview, model, requestId, traceId].some((field) =>
    field?.toLowerCase().includes(wanted),
  );
}
