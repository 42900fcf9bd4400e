import type { JobRun } from '../../platform/job.ts';
import { packUsage, type UsageServices } from './pack-usage.ts';
import { rollUpUsage } from './roll-up-usage.ts';

/** Appends ended activities to `usage_logs`, then adds them to the roll-ups. */
export async function logUsage(
  services: UsageServices,
  { traceId, cursor, keep }: JobRun,
): Promise<{ logged: number; rolledUp: number; unreadable: number }> {
  const run = { traceId, onCommit: () => keep(cursor) };
  const { rows: logged, unreadable } = await packUsage(services, run);
  const rolledUp = await rollUpUsage(services.db, run);
  return { logged, rolledUp, unreadable };
}
