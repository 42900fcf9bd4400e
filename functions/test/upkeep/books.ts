import {
  type Account,
  type Activity,
  type Drift,
  HOUR_MS,
  type LedgerEntry,
  type Limit,
  MINUTE_MS,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { AccountAudit } from '../../src/upkeep/verify/account-audit.ts';
import { LIMIT } from '../faults/history.ts';
import { MemoryStore } from '../faults/memory-store.ts';
import { randomFrom } from '../faults/virtual-time.ts';
import { grantOf, holdOf, openAccount, revokeOf, workedOf } from '../support/accounts.ts';

/** All that is kept about one account; to be tampered with. */
export interface Books {
  readonly accountId: string;
  readonly nowMs: number;
  account: Account;
  readonly activities: Map<string, Activity>;
  readonly entries: Map<string, LedgerEntry>;
  readonly results: Set<string>;
}

const limitOf = ({ operation }: Activity): Limit | null => (operation === 'limited' ? LIMIT : null);

export function booksIn(store: MemoryStore, accountId: string, nowMs: number): Books {
  const account = store.document('account', accountId)?.value;
  if (!account) throw new Error(`There is no account ${accountId}`);
  const own = (id: string) => id.startsWith(`${accountId}_`);
  const activities = store.ids('activity').filter(own);
  const read = <K extends 'activity' | 'entry'>(kind: K, ids: readonly string[]) =>
    ids.flatMap((id) => {
      const value = store.document(kind, id)?.value;
      return value ? [[id, value] as const] : [];
    });
  return {
    accountId,
    nowMs,
    account,
    activities: new Map(read('activity', activities)),
    entries: new Map(read('entry', store.ids('entry')).filter(([, entry]) => entry.accountId === accountId)),
    results: new Set(store.ids('result').filter(own)),
  };
}

/** What the verifier says of them. */
export function driftsIn({ accountId, nowMs, account, activities, entries, results }: Books): Drift[] {
  const audit = new AccountAudit({ accountId, account, nowMs, checkpoint: null });
  for (const [id, activity] of activities) audit.addActivity(id, activity, limitOf(activity));
  for (const id of results) audit.addResult(id);
  for (const [id, entry] of entries) audit.addEntry(id, entry);
  return audit.finish();
}

/** What it says of every account when a history is over, and the jobs have done what they do within the hour. */
export async function driftsAfter(store: MemoryStore): Promise<Drift[]> {
  const accountIds = store.ids('account');
  const decidedAtMs = accountIds.map((id) => store.document('account', id)?.value.decidedAtMs ?? 0);
  const nowMs = Math.max(...decidedAtMs) + HOUR_MS;
  const meter = createMeter({ store, now: () => nowMs });
  await Promise.all(accountIds.map((id) => meter.submit(id, { kind: 'lapse', traceId: 'test' })));
  return accountIds.flatMap((id) => driftsIn(booksIn(store, id, nowMs)));
}

const START_MS = Date.UTC(2026, 2, 1);

/** The books of a person who has bought, spent, failed, lost a part of it and is in the middle of more. */
export async function livelyBooks(seed: number): Promise<Books> {
  const random = randomFrom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const store = new MemoryStore();
  let nowMs = START_MS;
  const meter = createMeter({ store, now: () => nowMs });
  const uid = await openAccount(meter, 0, `person${seed}`);
  const grant = (entryId: string, paymentId: string | null, expiresAtMs: number | null) => {
    const granted = grantOf({ entryId, micros: between(400, 900), expiresAtMs });
    const source = paymentId === null ? ('bonus' as const) : ('purchase' as const);
    nowMs += between(1, MINUTE_MS);
    return meter.submit(uid, { ...granted, lot: { ...granted.lot, source, paymentId } });
  };
  await grant('grant-short', null, START_MS + HOUR_MS);
  await grant('grant-bonus', null, START_MS + 300 * HOUR_MS);
  await grant('grant-pack', 'payment-1', null);
  await grant('grant-second-pack', 'payment-2', null);
  const caps = { dayMicros: 900, monthMicros: 9_000 };
  await meter.submit(uid, { kind: 'setCaps', caps, label: 'film' });
  for (let index = 0; index < between(6, 12); index++) {
    nowMs += between(10_000, 2 * MINUTE_MS);
    const priceMicros = between(20, 60);
    const limited = index % 3 === 0 ? { operation: 'limited', limit: LIMIT } : {};
    const unlabeled = holdOf(uid, { requestId: `request${index}`, nonce: 'nonce', priceMicros, ...limited });
    const label = index % 2 === 0 ? { label: 'film' } : {};
    const hold = { ...unlabeled, draft: { ...unlabeled.draft, ...label } };
    await meter.submit(uid, hold);
    nowMs += between(1_000, 9_000);
    const status = index % 4 === 2 ? 'failed' : 'completed';
    const captureMicros = status === 'failed' ? 0 : index % 4 === 3 ? between(1, priceMicros) : priceMicros;
    await meter.submit(uid, workedOf(hold, { status, captureMicros, text: 'made' }));
  }
  nowMs += 4 * HOUR_MS;
  await meter.submit(uid, { kind: 'lapse', traceId: 'test' });
  await meter.submit(uid, revokeOf({ lotId: 'grant-second-pack', source: 'purchase', micros: 2_000 }));
  await meter.submit(uid, revokeOf({ lotId: 'grant-second-pack', source: 'purchase', micros: 90 }));
  nowMs += MINUTE_MS;
  // The refund failed.
  const lot = {
    lotId: 'grant-second-pack',
    source: 'purchase',
    expiresAtMs: null,
    paymentId: 'payment-2',
  } as const;
  await meter.submit(uid, { ...grantOf({ micros: 90, entryId: `give-back-${uid}` }), lot });
  await meter.submit(uid, holdOf(uid, { requestId: 'open', nonce: 'nonce', priceMicros: 30 }));
  return booksIn(store, uid, nowMs + MINUTE_MS);
}
