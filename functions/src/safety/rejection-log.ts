import type { Firestore } from 'firebase-admin/firestore';
import { type RejectionEntry, Rejections, SECOND_MS } from '../contract/index.ts';
import { log } from '../platform/signals/log.ts';
import { collection, encodeDocument } from '../platform/store/documents.ts';

/** The time between writes, however many requests are rejected. */
const INTERVAL_MS = 5 * SECOND_MS;
/** In a flood, further rejections are only counted. */
const MAX_ENTRIES = 500;

/** The rejections for the staff's live page. Best effort: nobody waits for it, and an instance can end first. */
export interface RejectionLog {
  add(rejection: RejectionEntry): void;
  /** Writes what is waiting, and resolves when it is written. */
  flush(): Promise<void>;
}

export function createRejectionLog({ db, now }: { db: Firestore; now: () => number }): RejectionLog {
  let entries: RejectionEntry[] = [];
  let count = 0;
  let writtenAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (count === 0) return;
    const written = { schemaVersion: 1 as const, count, entries, createdAt: now() };
    [entries, count, writtenAtMs] = [[], 0, now()];
    try {
      await collection(db, 'rejections').add(await encodeDocument(db, Rejections, written));
    } catch (cause) {
      log.rejectionsNotWritten({ count: written.count, cause });
    }
  }

  return {
    add(rejection) {
      count += 1;
      if (entries.length < MAX_ENTRIES) entries.push(rejection);
      const waitMs = writtenAtMs + INTERVAL_MS - now();
      // Writes at once if it may, because an instance gets no CPU time between requests.
      if (waitMs <= 0) void flush();
      else timer ??= setTimeout(() => void flush(), waitMs).unref();
    },
    flush,
  };
}
