import type { Store } from '../../src/platform/store/store.ts';
import { StoreError } from './memory-store.ts';

/** What goes wrong with one remote call. Times are milliseconds. */
export type Fault = { readonly outMs: number; readonly backMs: number } & (
  | { readonly kind: 'none' }
  /** The store says no and does nothing. */
  | { readonly kind: 'refused'; readonly code: number }
  /** It is done, and the caller hears that it was not, or may not have been. */
  | { readonly kind: 'deaf'; readonly code: number }
  /** The SDK did not hear the answer and sent it again: the caller hears the second answer. */
  | { readonly kind: 'twice' }
  /** Nobody ever answers; it is done later, or (null) never. */
  | { readonly kind: 'lost'; readonly landsAfterMs: number | null }
  /** The caller hears an error, and later it is done all the same. */
  | { readonly kind: 'late'; readonly code: number; readonly landsAfterMs: number }
);

export const CODES = { unknown: 2, deadlineExceeded: 4, aborted: 10, unavailable: 14 } as const;

export interface FaultyStore extends Store {
  /** Nothing is sent or heard from here on; what was sent still arrives. */
  crash(): void;
}

export const noFault: Fault = { kind: 'none', outMs: 1, backMs: 1 };
const forever = new Promise<never>(() => undefined);

/** A store behind a network and a process that fail as they are told, call by call. */
export function createFaultyStore(options: {
  store: Store;
  sleep: (ms: number) => Promise<void>;
  nextFault: () => Fault;
}): FaultyStore {
  const { store, sleep, nextFault } = options;
  let hasCrashed = false;

  async function call<T>(attempt: () => Promise<T>): Promise<T> {
    if (hasCrashed) return forever;
    const fault = nextFault();
    const answer = await travel(attempt, fault).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await sleep(fault.backMs);
    if (hasCrashed) return forever;
    if ('error' in answer) throw answer.error;
    return answer.value;
  }

  async function travel<T>(attempt: () => Promise<T>, fault: Fault): Promise<T> {
    await sleep(fault.outMs);
    const later = async (ms: number) => {
      await sleep(ms);
      await attempt().catch(() => undefined);
    };
    switch (fault.kind) {
      case 'none':
        return attempt();
      case 'refused':
        throw new StoreError(fault.code, 'refused');
      case 'deaf':
        await attempt();
        throw new StoreError(fault.code, 'deaf');
      case 'twice':
        await attempt();
        await sleep(fault.backMs);
        return attempt();
      case 'lost':
        if (fault.landsAfterMs !== null) void later(fault.landsAfterMs);
        return forever;
      case 'late':
        void later(fault.landsAfterMs);
        throw new StoreError(fault.code, 'late');
    }
  }

  return {
    read: (...asked) => call(() => store.read(...asked)),
    commit: (commit) => call(() => store.commit(commit)),
    crash() {
      hasCrashed = true;
    },
  };
}
