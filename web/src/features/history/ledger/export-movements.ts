import type { Firestore } from 'firebase/firestore';
import { type LedgerFilter, movementsMatching } from '../../../lib/ledger/ledger-query.ts';
import { readLedgerSums } from '../../../lib/ledger/ledger-sums.ts';
import { movementsCsv } from '../../../lib/ledger/movements-csv.ts';
import { readMovements } from '../../../lib/ledger/read-movements.ts';
import { runningBalance } from '../../../lib/ledger/running-balance.ts';
import { hasNoGaps } from './ledger-filter.ts';

interface ExportRequest {
  readonly accountId: string;
  readonly filter: LedgerFilter;
  readonly onCount: (count: number) => void;
}

/** Returns every movement that matches as CSV, in this device's time zone. */
export async function exportMovements(firestore: Firestore, request: ExportRequest): Promise<string> {
  const { accountId, filter } = request;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const movements = await readMovements(firestore, request);
  const opening = hasNoGaps(filter) ? await openingOf(firestore, { accountId, fromMs: filter.fromMs }) : null;
  return movementsCsv({ movements, balances: opening && runningBalance(movements, opening), timeZone });
}

/** Returns the sums of all movements before a time. */
async function openingOf(
  firestore: Firestore,
  { accountId, fromMs }: { readonly accountId: string; readonly fromMs: number | undefined },
) {
  if (fromMs === undefined) return { balanceMicros: 0, debtMicros: 0, count: 0 };
  return readLedgerSums(movementsMatching(firestore, accountId, { untilMs: fromMs }));
}
