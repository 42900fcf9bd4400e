import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftsAfter } from '../upkeep/books.ts';
import { createEmulatorBackend } from './emulator-backend.ts';
import { historyOf } from './history.ts';
import { LaterBuild } from './later-build.ts';
import { createMemoryBackend } from './memory-backend.ts';
import { runHistory } from './run-history.ts';
import { VirtualTime } from './virtual-time.ts';

const times = Number(process.env.FIREMETER_SOAK ?? 1);

describe('random histories of all commands, with networks, clocks and processes that fail', () => {
  test(
    '1,000 in memory keep every invariant in each commit and give true answers, and the verifier finds nothing',
    async () => {
      const property = fc.asyncProperty(historyOf({ steps: 40, faults: 60 }), async (history) => {
        const backend = createMemoryBackend();
        await runHistory(history, { backend, time: new VirtualTime(history.seed), prefix: 'account' });
        expect(backend.broken).toEqual([]);
        expect(await driftsAfter(backend.store)).toEqual([]);
      });
      await fc.assert(property, { numRuns: 1_000 * times });
    },
    120_000 * times,
  );

  test(
    '100 next to a later build lose none of its fields, at any depth and wherever the credits go',
    async () => {
      const property = fc.asyncProperty(historyOf({ steps: 40, faults: 20 }), async (history) => {
        const later = new LaterBuild();
        const backend = createMemoryBackend({ laterBuild: later });
        await runHistory(history, { backend, time: new VirtualTime(history.seed), prefix: 'account' });
        expect(later.lost).toEqual([]);
        expect(backend.broken).toEqual([]);
      });
      await fc.assert(property, { numRuns: 100 * times });
    },
    120_000 * times,
  );

  test(
    '20 on the emulator end with balanced books and true answers',
    async () => {
      const property = fc.asyncProperty(historyOf({ steps: 30, faults: 40 }), async (history) => {
        const time = new VirtualTime(history.seed);
        const backend = createEmulatorBackend(time);
        await runHistory(history, { backend, time, prefix: backend.prefix });
      });
      await fc.assert(property, { numRuns: 20 * times, endOnFailure: true });
    },
    120_000 * times,
  );
});
