import { z } from 'zod';
import { urlText } from '../../lib/page/url-state.ts';

/** The history's state in its address. Days are those of a date field, `2026-01-31`; empty: not set. */
export const historySearch = z.object({
  view: z.enum(['requests', 'credits']).catch('requests'),
  status: z.enum(['all', 'running', 'completed', 'failed']).catch('all'),
  /** A type of movement, or `all`. */
  type: z.string().catch('all'),
  /** How the work of a movement ended. */
  ending: z.enum(['all', 'completed', 'failed']).catch('all'),
  /** An operation's name, or `all`. */
  operation: z.string().catch('all'),
  /** One of its models, or `all`. */
  model: z.string().catch('all'),
  /** Of requests; empty: any. */
  label: urlText,
  fromDay: urlText,
  untilDay: urlText,
  /** In the prompt, the model, a reason or an id. */
  text: urlText,
  /** The request that is open. */
  request: urlText,
  /** The movement that is open. */
  entry: urlText,
});
export type HistorySearch = z.infer<typeof historySearch>;

export const noHistoryFilter = {
  status: 'all',
  type: 'all',
  ending: 'all',
  operation: 'all',
  model: 'all',
  label: '',
  fromDay: '',
  untilDay: '',
  text: '',
} as const satisfies Partial<HistorySearch>;

/** A view of the history is given the address, and changes it. */
export interface HistoryViewProps {
  search: HistorySearch;
  onChange: (patch: Partial<HistorySearch>, change?: { push?: boolean }) => void;
}
