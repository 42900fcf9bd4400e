import { randomUUID } from 'node:crypto';
import { type Activity, AppError, type GenerationInput, type Quote, quoteInput } from '../contract/index.ts';
import type { Catalogs } from '../platform/catalogs.ts';
import { log } from '../platform/log.ts';
import { cancelActivity } from './cancel-activity.ts';
import type { LongTask } from './queue-long-work.ts';
import type { RunServices } from './run.ts';
import { runGeneration } from './run-generation.ts';
import { LEASE_MS, TASK_WORK_MS } from './time-limits.ts';

/**
 * Does what the queue asks for, unless it has ended or somebody else is at it. Safe to be asked twice, at once or again
 * after a crash: the activity has one owner, and a provider that has taken the work on is asked for it, not to begin anew.
 * @throws AppError `busy` when another worker has it: to be asked again, in case that one is lost
 */
export async function runLongWork(services: RunServices, { activityId, input }: LongTask): Promise<void> {
  const endsAtMs = services.now() + TASK_WORK_MS;
  const stored = await services.activities.read(activityId);
  if (!stored || stored.value.endedAt !== null) return;
  const { accountId, traceId } = stored.value;
  if (stored.value.status === 'pending') {
    const rejection = await services.checkEligibility(stored.value);
    if (rejection) {
      log.notBegun({ what: 'work', accountId, code: rejection.code, traceId });
      await cancelActivity(services, activityId, stored);
      return;
    }
  }
  const flight = services.inFlight.takeOff(activityId);
  try {
    const ownerNonce = randomUUID();
    const worker = services.instanceId;
    const goneWorker = flight.isShared() ? null : worker;
    const change = { kind: 'start', ownerNonce, worker, leaseMs: LEASE_MS, goneWorker } as const;
    const command = { kind: 'update', activityId, change } as const;
    const { activity } = await services.meter.submit(accountId, command, stored);
    if (!activity || activity.value.endedAt !== null) return;
    if (activity.value.ownerNonce !== ownerNonce) {
      log.workTaken({ activityId, traceId });
      throw new AppError('busy', 'Another worker has this. Ask again later.');
    }
    const quote = await quoteHeld(services.catalogs, activity.value, input);
    const work = { activityId, activity, ownerNonce, quote, input };
    const send = () => undefined;
    await runGeneration(services, { ...work, signal: flight.signal, endsAtMs, send });
  } finally {
    flight.land();
  }
}

/** The price it was held at; null when it has been switched off since. */
async function quoteHeld(
  catalogs: Catalogs,
  { operation, model, catalogVersion }: Activity,
  input: GenerationInput,
): Promise<Quote | null> {
  const [held, current] = await Promise.all([catalogs.at(catalogVersion), catalogs.current(0)]);
  try {
    quoteInput(current.catalog, { operation, model, input });
    return quoteInput(held.catalog, { operation, model, input });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
