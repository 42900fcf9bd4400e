import { type LedgerEntry, splitActivityId } from '@firemeter/functions/contract';
import { csvText } from '../files/csv-text.ts';
import { creditsNumber } from './credits-number.ts';
import { movementType } from './movement-type.ts';
import type { Movement } from './read-movements.ts';
import type { BalanceAfter } from './running-balance.ts';

interface CsvRequest {
  /** Newest first. */
  readonly movements: readonly Movement[];
  /** Empty where the movements have gaps: then there is no such column. */
  readonly balances: ReadonlyMap<string, BalanceAfter> | null;
  /** An IANA name, `Europe/Berlin`. */
  readonly timeZone: string;
}

/**
 * Writes movements for accounting as CSV, oldest first. Names and units are the same in every language.
 */
export function movementsCsv({ movements, balances, timeZone }: CsvRequest): string {
  const toLocal = localTime(timeZone);
  const rows = movements.toReversed().map(({ id, value: entry }) => {
    const balance = balances?.get(id);
    return {
      time_utc: new Date(entry.createdAt).toISOString(),
      time_local: toLocal(entry.createdAt),
      time_zone: timeZone,
      type: movementType(entry) ?? entry.kind,
      source: entry.kind === 'grant' ? entry.lot.source : '',
      operation: entry.kind === 'usage' ? entry.operation : '',
      model: entry.kind === 'usage' ? entry.model : '',
      amount_credits: creditsNumber(entry.totalMicros),
      debt_change_credits: creditsNumber(entry.debtDeltaMicros),
      ...(balances && {
        balance_after_credits: balance ? creditsNumber(balance.balanceMicros) : '',
        debt_after_credits: balance ? creditsNumber(balance.debtMicros) : '',
      }),
      price_shown_credits: entry.kind === 'usage' ? creditsNumber(entry.priceMicros) : '',
      reason: reasonOf(entry),
      payment_id: entry.kind === 'grant' ? (entry.lot.paymentId ?? '') : '',
      request_id: entry.kind === 'usage' ? splitActivityId(entry.activityId).requestId : '',
      trace_id: entry.traceId,
      entry_id: id,
    };
  });
  return `${csvText(columnsOf({ hasBalances: balances !== null }), rows)}\r\n`;
}

function columnsOf({ hasBalances }: { hasBalances: boolean }): string[] {
  return [
    ...['time_utc', 'time_local', 'time_zone', 'type', 'source', 'operation', 'model'],
    ...['amount_credits', 'debt_change_credits'],
    ...(hasBalances ? ['balance_after_credits', 'debt_after_credits'] : []),
    ...['price_shown_credits', 'reason', 'payment_id', 'request_id', 'trace_id', 'entry_id'],
  ];
}

function reasonOf(entry: LedgerEntry): string {
  return 'reason' in entry ? entry.reason : '';
}

/** "2026-01-31 14:05:09": a spreadsheet takes it for a date in every language. */
function localTime(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (ms) => format.format(ms);
}
