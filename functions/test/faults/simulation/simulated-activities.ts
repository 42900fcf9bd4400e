import { activityIdOf } from '../../../src/contract/index.ts';
import type { Activities } from '../../../src/platform/store/activities.ts';
import { encodeWrite } from '../../../src/platform/store/store.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/**
 * Reads and listeners of activities over a store in memory, as one instance has them.
 * @param options.call passes as a remote call of that instance does; never, once it has died
 * @param options.isDeaf its listener for cancels tells nothing
 */
export function createSimulatedActivities(
  world: SimulatedWorld,
  { call, isDeaf }: { call: <T>(work: () => T) => Promise<T>; isDeaf: boolean },
): Activities {
  const { store } = world.backend;
  return {
    read: (id) => call(() => store.document('activity', id)),
    own: (request) => call(() => store.document('activity', activityIdOf(request))),
    async output(request) {
      const output = await call(() => store.document('result', activityIdOf(request))?.value.output ?? null);
      return output?.kind === 'value' ? null : output;
    },
    kept: (request) => call(() => store.document('result', activityIdOf(request))?.value ?? null),
    abandoned: (beforeMs, limit) =>
      call(() =>
        [...world.activities()]
          .filter(([, { value }]) => value.leaseUntil !== null && value.leaseUntil < beforeMs)
          .slice(0, limit)
          .map(([id, activity]) => ({ id, activity })),
      ),
    watch(id, onChange) {
      let isOver = false;
      const tell = async () => {
        const activity = await call(() => store.document('activity', id));
        if (activity && !isOver) onChange(activity);
      };
      const stop = world.onCommit((commit) => {
        if (commit.some((write) => write.kind === 'activity' && write.id === id)) void tell();
      });
      void tell();
      return () => {
        isOver = true;
        stop();
      };
    },
    async reserve(id, placeholder) {
      if (await call(() => store.document('activity', id))) return;
      const commit = [encodeWrite({ kind: 'activity', id, value: placeholder, was: null })];
      await call(() => store.commit([commit]).catch(() => undefined));
    },
    unreserve: (id, { version }) => call(() => store.remove({ kind: 'activity', id }, version)),
    watchCancels(worker, onCancel) {
      if (isDeaf) return () => undefined;
      return world.onCommit((commit) => {
        for (const write of commit) {
          if (write.kind === 'activity' && write.value.cancelFor === worker) {
            void call(() => onCancel(write.id));
          }
        }
      });
    },
  };
}
