import {
  DAY_MS,
  type ErrorCode,
  HOUR_MS,
  operatorFaults,
  type RecentUsage,
  type UsageRow,
  utcMonthOf,
} from '../../contract/index.ts';

/** The longest window of a rule about usage. */
const KEPT_HOURS = DAY_MS / HOUR_MS;
/** The accounts kept per hour, highest spending first: accounts below them go unnoticed. */
const MAX_ACCOUNTS = 300;

/** Adds logged rows to the sums, and drops hours and months that no rule uses any more. */
export function addRecentUsage(usage: RecentUsage, rows: readonly UsageRow[], nowMs: number): RecentUsage {
  const next: RecentUsage = structuredClone(usage);
  const oldestHour = Math.floor(nowMs / HOUR_MS) - KEPT_HOURS;
  const thisMonth = utcMonthOf(nowMs);
  for (const row of rows) {
    if (row.fact === 'rejected') continue;
    const hour = Math.floor(row.endedAtMs / HOUR_MS);
    if (hour >= oldestHour) addToHour(next, hour, row);
    if (utcMonthOf(row.endedAtMs) === thisMonth && row.provider !== null && row.costUsdMicros) {
      const costs = at(next.months, thisMonth, {});
      costs[row.provider] = (costs[row.provider] ?? 0) + row.costUsdMicros;
    }
  }
  const hours = Object.entries(next.hours).filter(([hour]) => Number(hour) >= oldestHour);
  const months = Object.entries(next.months).filter(([month]) => month === thisMonth);
  return {
    through: next.through,
    hours: Object.fromEntries(
      hours.map(([hour, sums]) => [hour, { ...sums, accounts: most(sums.accounts) }]),
    ),
    months: Object.fromEntries(months),
  };
}

function addToHour(usage: RecentUsage, hour: number, row: UsageRow): void {
  const { accounts, models } = at(usage.hours, hour, { accounts: {}, models: {} });
  if (row.capturedMicros > 0 && !row.isGuest)
    accounts[row.accountId] = (accounts[row.accountId] ?? 0) + row.capturedMicros;
  if (row.operation === null || row.model === null) return;
  const tally = at(models, `${row.operation}/${row.model}`, { ended: 0, faults: 0, costUsdMicros: 0 });
  tally.costUsdMicros += row.costUsdMicros ?? 0;
  // Late work was counted when it expired.
  if (row.fact === 'late') return;
  tally.ended += row.times;
  if (row.status === 'expired' || operatorFaults.has(row.code as ErrorCode)) tally.faults += row.times;
}

function most(accounts: Record<string, number>): Record<string, number> {
  const all = Object.entries(accounts);
  if (all.length <= MAX_ACCOUNTS) return accounts;
  return Object.fromEntries(all.sort(([, a], [, b]) => b - a).slice(0, MAX_ACCOUNTS));
}

/** Returns the sums of an hour and those before it, for the hours that begin within a window. */
export function usageWithin(
  { hours }: RecentUsage,
  nowMs: number,
  windowMs: number,
): RecentUsage['hours'][string] {
  const sums: RecentUsage['hours'][string] = { accounts: {}, models: {} };
  const first = Math.floor((nowMs - windowMs) / HOUR_MS);
  for (const [hour, { accounts, models }] of Object.entries(hours)) {
    if (Number(hour) <= first) continue;
    for (const [accountId, micros] of Object.entries(accounts))
      sums.accounts[accountId] = (sums.accounts[accountId] ?? 0) + micros;
    for (const [model, tally] of Object.entries(models)) {
      const sum = at(sums.models, model, { ended: 0, faults: 0, costUsdMicros: 0 });
      sum.ended += tally.ended;
      sum.faults += tally.faults;
      sum.costUsdMicros += tally.costUsdMicros;
    }
  }
  return sums;
}

/** Returns the value of a key, after setting it where it is missing. */
function at<V>(places: Record<string | number, V>, name: string | number, fresh: V): V {
  const value = places[name] ?? fresh;
  places[name] = value;
  return value;
}
