import { bucketOf, type Figures, type Posted, partOf, type UsageRow, workKey } from '../../contract/index.ts';
import { type AccountState, see, takeFromLot } from './account-states.ts';
import type { InsightChanges } from './insight-changes.ts';

const PAID: ReadonlySet<string> = new Set(['purchase', 'subscription']);

/** Adds a row of the usage logs. */
export function postUsage(
  changes: InsightChanges,
  { row, posted, state }: { readonly row: UsageRow; readonly posted: Posted; readonly state: AccountState },
): void {
  const { day, hour } = posted;
  if (row.fact === 'rejected') {
    changes.addTo('usage', day, { rejections: { [row.code ?? '']: row.times } });
    return;
  }
  const revenue = row.fact === 'ended' ? recognizeCaptures(changes, { row, day, state }) : {};
  const work = toWork(row, revenue);
  changes.addTo('usage', day, { work: { [keyOf(row)]: work } });
  const { accountId, capturedMicros } = row;
  const costUsdMicros = row.costUsdMicros ?? 0;
  if (row.fact === 'ended') {
    state.capturedMicros += capturedMicros;
    for (const { micros } of row.drawn) state.balanceMicros -= micros;
    see(state, row.endedAtMs);
    changes.addTo('usage', day, { hours: { [hour]: { ended: 1, capturedMicros } } });
  }
  const delivered = Number(row.fact === 'ended' && (row.status === 'completed' || capturedMicros > 0));
  const isGuest = delivered * Number(row.isGuest);
  changes.addToAccount(accountId, day, { delivered, capturedMicros, costUsdMicros, isGuest, revenue });
}

function keyOf({ operation, model, provider }: UsageRow): string {
  return workKey({ operation: operation ?? '', model: model ?? '', provider: provider ?? 'unknown' });
}

function toWork(row: UsageRow, revenueMicrocents: Figures): Figures {
  const { fact, status, code, capturedMicros, drawn, startedAtMs, endedAtMs } = row;
  const costUsdMicros = row.costUsdMicros ?? 0;
  const isEnd = fact === 'ended';
  const freeMicros = drawn.reduce((sum, { source, micros }) => sum + (PAID.has(source) ? 0 : micros), 0);
  const acquired = row.isGuest
    ? costUsdMicros
    : capturedMicros > 0
      ? partOf(costUsdMicros, freeMicros, capturedMicros)
      : 0;
  const isCompleted = isEnd && status === 'completed';
  return {
    completed: Number(isCompleted),
    failed: Number(isEnd && status === 'failed'),
    expired: Number(isEnd && status === 'expired'),
    guests: Number(isEnd && row.isGuest),
    capturedMicros: isEnd ? capturedMicros : 0,
    costUsdMicros,
    acquisitionUsdMicros: row.isInternal ? 0 : acquired,
    internalUsdMicros: row.isInternal ? costUsdMicros : 0,
    revenueMicrocents,
    failures: isEnd && code !== null ? { [code]: 1 } : {},
    took: isCompleted && startedAtMs !== null ? { [bucketOf(endedAtMs - startedAtMs)]: 1 } : {},
  };
}

/** Recognizes the value of captured credits. @returns it, by currency */
function recognizeCaptures(
  changes: InsightChanges,
  { row, day, state }: { readonly row: UsageRow; readonly day: string; readonly state: AccountState },
): Figures {
  const revenue: Record<string, number> = {};
  for (const { lotId, source, micros } of row.drawn) {
    changes.addTo('credits', day, { sources: { [source]: { used: micros } } });
    changes.addToBalance(day, { outstanding: { [source]: -micros } });
    const lot = state.lots[lotId];
    if (!lot) continue;
    const value = takeFromLot(lot, micros);
    revenue[lot.currency] = (revenue[lot.currency] ?? 0) + value;
    changes.addTo('money', day, {
      currencies: { [lot.currency]: { sources: { [lot.source]: { revenueCaptured: value } } } },
    });
    changes.addToBalance(day, { liability: { [lot.currency]: { [lot.source]: { [lot.born]: -value } } } });
  }
  return revenue;
}
