import { type Limit, SECOND_MS } from '../contract/index.ts';
import { log } from '../platform/signals/log.ts';
import { forgetOldest } from '../platform/store/shared-read.ts';
import type { CountUp } from './count-up.ts';

/** The number of parts in a window. A part that has only partly passed still counts in full. */
const PARTS = 5;
/** This many requests are admitted for each update of the shared count; the last of them by that count. */
const SHARE_EVERY = 5;
const MAX_ADDRESSES = 20_000;

/** The requests of an address that this instance knows of, by the start of each part of a window. */
interface Known {
  shared: Map<number, number>;
  readonly unshared: Map<number, number>;
  sharing: Promise<void> | null;
}

export interface AddressCounter {
  /**
   * Counts one request of an address and returns 0, or returns how long until one is admitted again. Rejected requests
   * don't count.
   */
  waitMs(addressId: string, limit: Limit): Promise<number>;
}

/**
 * Creates an approximate limit that all instances share, with one write in every five requests and no read. Each
 * instance may admit four more than it has shared. So in any window, at most `max` plus four per instance are admitted,
 * and never fewer than `max` in the window plus a fifth of it.
 */
export function createAddressCounter(options: { countUp: CountUp; now: () => number }): AddressCounter {
  const { countUp, now } = options;
  const addresses = new Map<string, Known>();

  function knownOf(addressId: string): Known {
    const known = addresses.get(addressId) ?? { shared: new Map(), unshared: new Map(), sharing: null };
    addresses.delete(addressId);
    addresses.set(addressId, known);
    forgetOldest(addresses, MAX_ADDRESSES);
    return known;
  }

  async function share(addressId: string, known: Known, partMs: number): Promise<void> {
    const unshared = new Map(known.unshared);
    known.unshared.clear();
    const current = partAt(now(), partMs);
    const reported = Array.from({ length: PARTS + 1 }, (_, back) => current - back * partMs);
    const add = new Map(reported.map((startMs) => [nameOf(startMs), unshared.get(startMs) ?? 0]));
    const forget = Array.from({ length: 4 * PARTS }, (_, back) =>
      nameOf(current - (PARTS + 1 + back) * partMs),
    );
    try {
      const counts = await countUp({ id: `requests-${addressId}`, add, forget });
      known.shared = new Map(reported.map((startMs) => [startMs, counts.get(nameOf(startMs)) ?? 0]));
    } catch (cause) {
      // A guard against abuse must not stop honest users when the store is slow. The limits that admit them are exact
      // without it.
      log.addressNotCounted({ cause });
      for (const [startMs, count] of unshared)
        known.shared.set(startMs, (known.shared.get(startMs) ?? 0) + count);
    }
  }

  return {
    async waitMs(addressId, { max, windowMs }) {
      const partMs = Math.max(SECOND_MS, Math.ceil(windowMs / PARTS));
      const known = knownOf(addressId);
      while (known.sharing) await known.sharing;
      const nowMs = now();
      const waitMs = waitOf(known, { max, nowMs, partMs });
      if (waitMs > 0) return waitMs;
      const part = partAt(nowMs, partMs);
      known.unshared.set(part, (known.unshared.get(part) ?? 0) + 1);
      if (sumOf(known.unshared) < SHARE_EVERY) return 0;
      known.sharing = share(addressId, known, partMs).finally(() => {
        known.sharing = null;
      });
      await known.sharing;
      // The request has counted itself, so the limit is one higher here.
      return waitOf(known, { max: max + 1, nowMs, partMs });
    },
  };
}

/** Returns how long until fewer than `max` requests count. */
function waitOf(
  known: Known,
  { max, nowMs, partMs }: { max: number; nowMs: number; partMs: number },
): number {
  const counts = new Map(known.shared);
  for (const [startMs, count] of known.unshared) counts.set(startMs, (counts.get(startMs) ?? 0) + count);
  const inWindow = [...counts]
    .map(([startMs, count]) => ({ leavesMs: startMs + (PARTS + 1) * partMs, count }))
    .filter(({ leavesMs }) => leavesMs > nowMs)
    .sort((a, b) => a.leavesMs - b.leavesMs);
  let left = inWindow.reduce((sum, { count }) => sum + count, 0);
  for (const { leavesMs, count } of inWindow) {
    if (left < max) return 0;
    left -= count;
    if (left < max) return leavesMs - nowMs;
  }
  return 0;
}

const partAt = (nowMs: number, partMs: number) => nowMs - (nowMs % partMs);
const nameOf = (startMs: number) => String(startMs / SECOND_MS);
const sumOf = (counts: ReadonlyMap<number, number>) =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);
