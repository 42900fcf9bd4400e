import { type Drift, HOUR_MS, type Limit } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/meter.ts';
import { AccountAudit } from '../../src/upkeep/verify/account-audit.ts';
import { LIMIT } from '../faults/history.ts';
import type { MemoryStore } from '../faults/memory-store.ts';

/** What the verifier says of an account of the store in memory. */
export function driftsIn(store: MemoryStore, accountId: string, nowMs: number): Drift[] {
  const account = store.document('account', accountId)?.value;
  if (!account) throw new Error(`There is no account ${accountId}`);
  const limitOf = ({ operation }: { operation: string }): Limit | null =>
    operation === 'limited' ? LIMIT : null;
  const audit = new AccountAudit({ accountId, account, nowMs, checkpoint: null });
  const own = (id: string) => id.startsWith(`${accountId}_`);
  for (const id of store.ids('activity').filter(own)) {
    const activity = store.document('activity', id)?.value;
    if (activity) audit.addActivity(id, activity, limitOf(activity));
  }
  for (const id of store.ids('result').filter(own)) audit.addResult(id);
  for (const id of store.ids('entry')) {
    const entry = store.document('entry', id)?.value;
    if (entry?.accountId === accountId) audit.addEntry(id, entry);
  }
  return audit.finish();
}

/** What it says of every account when a history is over, and the jobs have done what they do within the hour. */
export async function driftsAfter(store: MemoryStore): Promise<Drift[]> {
  const accountIds = store.ids('account');
  const decidedAtMs = accountIds.map((id) => store.document('account', id)?.value.decidedAtMs ?? 0);
  const nowMs = Math.max(...decidedAtMs) + HOUR_MS;
  const meter = createMeter({ store, now: () => nowMs });
  await Promise.all(accountIds.map((id) => meter.submit(id, { kind: 'lapse', traceId: 'test' })));
  return accountIds.flatMap((id) => driftsIn(store, id, nowMs));
}
