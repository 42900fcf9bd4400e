/** Run by `verify.ts`: verifies all books of a project, and looks at its own memory. */
import { once } from 'node:events';
import type { JobRun } from '../../../functions/src/platform/deploy/job.ts';
import { createCatalogs } from '../../../functions/src/platform/store/catalogs.ts';
import { verifyLedger } from '../../../functions/src/upkeep/verify/verify-ledger.ts';
import { firestoreAt } from '../arms/firestore.ts';

export interface Verified {
  tookMs: number;
  againMs: number;
  /** Of the first pass: what it took of one core. */
  cpuMs: number;
  peakBytes: number;
  counts: Record<string, number>;
}

const [task] = (await once(process, 'message')) as [{ address: string; projects: string[] }];

const run = (isByHand: boolean): JobRun => ({
  traceId: 'bench',
  isByHand,
  cursor: null,
  keep: async () => undefined,
});
const first = await verifyAll(true);
const { user, system } = process.cpuUsage();
const again = await verifyAll(false);
const verified: Verified = {
  tookMs: first.tookMs,
  againMs: again.tookMs,
  cpuMs: (user + system) / 1_000,
  counts: first.counts,
  peakBytes: process.resourceUsage().maxRSS * 1_024,
};
process.send?.(verified);
process.once('disconnect', () => process.exit());

async function verifyAll(isByHand: boolean) {
  const counts: Record<string, number> = {};
  const startedMs = performance.now();
  for (const project of task.projects) {
    const db = firestoreAt(task.address, project);
    const services = { db, catalogs: createCatalogs({ db }), now: Date.now };
    const found = await verifyLedger(services, run(isByHand));
    for (const [what, count] of Object.entries(found)) counts[what] = (counts[what] ?? 0) + count;
    await db.terminate();
  }
  return { tookMs: performance.now() - startedMs, counts };
}
