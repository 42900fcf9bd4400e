import type { Timestamp } from 'firebase-admin/firestore';
import type { Activity, Reel } from '../../../src/contract/index.ts';
import type { Versioned } from '../../../src/platform/store/documents.ts';
import type { Reels } from '../../../src/platform/store/reels.ts';
import type { Commit } from '../../../src/platform/store/store.ts';
import { createMemoryBackend } from '../memory-backend.ts';
import { VirtualTime } from '../virtual-time.ts';

/** As it is outside: request ids are made by that clock. */
const START_MS = Date.now();
const MOST_LATENCY_MS = 40;

/** Everything that instances share: a store in memory, its listeners, reels, and a time of their own. */
export class SimulatedWorld {
  readonly time: VirtualTime;
  readonly backend: ReturnType<typeof createMemoryBackend>;
  readonly #listeners = new Set<(commit: Commit) => void>();
  readonly #reels = new Map<string, Versioned<Reel>>();
  #changes = 0;

  constructor(seed: number) {
    this.time = new VirtualTime(seed);
    this.backend = createMemoryBackend({
      onCommit: (commit) => {
        for (const listener of this.#listeners) listener(commit);
      },
    });
  }

  readonly now = (): number => START_MS + Math.floor(this.time.nowMs);

  /** Passes as a remote call does. */
  readonly latency = (): Promise<void> => this.time.sleep(1 + this.time.random() * MOST_LATENCY_MS);

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  activities(): ReadonlyMap<string, Versioned<Activity>> {
    const { store } = this.backend;
    return new Map(
      store.ids('activity').flatMap((id) => {
        const activity = store.document('activity', id);
        return activity ? [[id, activity]] : [];
      }),
    );
  }

  reel(reelId: string): Reel | null {
    return this.#reels.get(reelId)?.value ?? null;
  }

  /** Reels as one instance sees them, whose calls pass through `call`. */
  reelsThrough(call: <T>(work: () => T) => Promise<T>): Reels {
    const put = (reel: Reel) => {
      const version = { change: this.#changes++ } as unknown as Timestamp;
      this.#reels.set(reel.reelId, { value: { ...reel, updatedAt: this.now() }, version });
      return true;
    };
    return {
      read: ({ reelId }) => call(() => this.#reels.get(reelId) ?? null),
      create: (reel) => call(() => !this.#reels.has(reel.reelId) && put(reel)),
      update: (was, change) =>
        call(
          () =>
            this.#reels.get(was.value.reelId)?.version === was.version && put({ ...was.value, ...change }),
        ),
    };
  }
}
