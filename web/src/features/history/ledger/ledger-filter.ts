import type { LedgerEntry } from '@firemeter/functions/contract';
import type { LedgerFilter } from '../../../lib/ledger/ledger-query.ts';
import { movementTypeNames } from '../../../lib/ledger/movement-type.ts';
import { dayEndMs, dayStartMs } from '../../../lib/texts/day-range.ts';
import type { HistorySearch } from '../history-search.ts';

/** Reads from the address the fields that the store compares. Unknown values are left out. */
export function ledgerFilter(search: HistorySearch): LedgerFilter {
  const { type, ending, operation, model, fromDay, untilDay } = search;
  const known = movementTypeNames.find((name) => name === type);
  const [fromMs, untilMs] = [dayStartMs(fromDay), dayEndMs(untilDay)];
  // Only usage has an operation, a model and an end.
  const isUsage = known === undefined || known === 'usage';
  return {
    ...(known && { type: known }),
    ...(isUsage && ending !== 'all' && { ending }),
    ...(isUsage &&
      ending === 'all' &&
      operation !== 'all' && { operation, ...(model !== 'all' && { model }) }),
    ...(fromMs !== null && { fromMs }),
    ...(untilMs !== null && { untilMs }),
  };
}

/** Returns whether a filter leaves no gaps: then each row's balance follows from the one below. */
export function hasNoGaps({ type, operation, ending }: LedgerFilter): boolean {
  return type === undefined && operation === undefined && ending === undefined;
}

/** Returns whether an entry mentions a text. */
export function mentions(entry: LedgerEntry, { text, title }: { text: string; title: string }): boolean {
  const fields = [
    title,
    entry.traceId,
    ...('reason' in entry ? [entry.reason] : []),
    ...(entry.kind === 'usage' ? [entry.operation, entry.model, entry.activityId] : []),
  ];
  return fields.some((field) => field.toLowerCase().includes(text));
}
