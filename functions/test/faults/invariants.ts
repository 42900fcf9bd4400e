import {
  type Account,
  type Activity,
  isCancelled,
  isOpen,
  isPlaceholder,
  isShadow,
  type LedgerEntry,
  type Limit,
} from '../../src/contract/index.ts';

/** All that is kept about one account, as of one moment. */
export interface Books {
  readonly account: Account;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly entries: ReadonlyMap<string, LedgerEntry>;
}

/** What is wrong with a change of a cancelled activity, in words: no cancel is forgotten, and none costs more than was delivered. */
export function brokenCancel(old: Activity, now: Activity): string[] {
  if (!isOpen(old) || !isCancelled(old)) return [];
  const broken: string[] = [];
  if (isOpen(now)) {
    if (!isCancelled(now)) broken.push('its cancel is forgotten');
    if (now.heldMicros > old.heldMicros) broken.push('it was cancelled and holds more');
    const isSameOwner = now.ownerNonce === old.ownerNonce;
    if (isSameOwner && (now.leaseUntil ?? 0) > (old.leaseUntil ?? 0)) broken.push('its cancel was put off');
    return broken;
  }
  const isStopped = now.failure?.code === 'cancelled';
  // A chat, and work of an app's function, reach their user as they are made: what had been sent is captured.
  const isStreamed = now.kind === 'chat' || now.runBy === 'host';
  if (!isStopped && !isStreamed) broken.push(`it was cancelled and ended as ${now.status}`);
  const deliveredMicros = old.delivered?.micros ?? 0;
  if (isStopped && now.runBy !== 'host' && now.capturedMicros > deliveredMicros)
    broken.push('captured more than was delivered');
  return broken;
}

/** What is wrong with the books, in words; empty when every invariant holds. */
export function brokenInvariants(
  { account, activities, entries }: Books,
  limits: Readonly<Record<string, Limit>> = {},
): string[] {
  const broken: string[] = [];
  const expect = (isTrue: boolean, what: string) => {
    if (!isTrue) broken.push(what);
  };
  const perLot = new Map<string, number>();
  const move = (lotId: string, micros: number) => perLot.set(lotId, (perLot.get(lotId) ?? 0) + micros);
  let debtMicros = 0;
  for (const [id, entry] of entries) {
    let sum = 0;
    for (const { lotId, amountMicros } of entry.amounts) {
      move(lotId, amountMicros);
      sum += amountMicros;
    }
    debtMicros += entry.debtDeltaMicros;
    expect(entry.totalMicros === sum, `${id}: its total is not the sum of its amounts`);
    if (entry.kind === 'usage') {
      expect(activities.has(entry.activityId), `${id}: usage of an activity that is not there`);
    }
  }
  for (const [id, activity] of activities) {
    const { heldMicros, priceMicros, capturedMicros, drawn, status, leaseUntil, endedAt } = activity;
    const usage = entries.get(`usage-${id}`);
    expect(sumOf(drawn) === heldMicros, `${id}: what was drawn is not what is held`);
    expect(heldMicros <= priceMicros, `${id}: holds more than its price`);
    expect(capturedMicros <= heldMicros, `${id}: captured more than it held`);
    const isLeased = isOpen(activity) || isPlaceholder(activity);
    expect((leaseUntil !== null) === isLeased, `${id}: a lease while open, and only then`);
    expect((endedAt === null) === isOpen(activity), `${id}: an end when it has ended, and only then`);
    expect(
      (usage !== undefined) === (!isShadow(activity) && (status === 'completed' || capturedMicros > 0)),
      `${id}: one usage entry when captured, and only then`,
    );
    if (usage) expect(usage.totalMicros === 0 - capturedMicros, `${id}: usage is not what was captured`);
    if (isOpen(activity)) for (const { lot, amountMicros } of drawn) move(lot.lotId, -amountMicros);
  }
  for (const lot of account.lots) {
    expect(lot.remainingMicros >= 0, `lot ${lot.lotId} is negative`);
    expect(lot.remainingMicros > 0 || lot.frozen, `lot ${lot.lotId} is empty and still there`);
    move(lot.lotId, -lot.remainingMicros);
  }
  for (const [lotId, micros] of perLot) {
    expect(micros === 0, `lot ${lotId} is off by ${micros}: entries − open draws − remaining`);
  }
  expect(account.debtMicros === debtMicros, `debt ${account.debtMicros}, but its entries make ${debtMicros}`);
  for (const [operation, limit] of Object.entries(limits)) {
    const admitted = [...activities.values()]
      .filter((activity) => activity.operation === operation)
      .map(({ createdAt }) => createdAt);
    expect(
      mostInWindow(admitted, limit.windowMs) <= limit.max,
      `${operation}: more admitted than ${limit.max}`,
    );
  }
  return broken;
}

/** The most that fall into one window of this length, wherever it starts. */
export function mostInWindow(timesMs: readonly number[], windowMs: number): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [index, atMs] of sorted.entries()) {
    while ((sorted[first] ?? 0) <= atMs - windowMs) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function sumOf(all: readonly { readonly amountMicros: number }[]): number {
  return all.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
}
