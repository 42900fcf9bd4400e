import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { type EventName, LedgerEntry, type MeterEvent, toEvent } from '../contract/index.ts';
import { decodeDocument } from './documents.ts';

/**
 * What runs after a commit that has moved credits, by the name of the event: at least once for each ledger entry. An event
 * comes again, with the same `eventId`, when a hook has thrown or an instance has ended: make what it does repeatable by
 * that id. Events may come in any order.
 */
export type Hooks = { readonly [N in EventName]?: readonly ((event: MeterEvent<N>) => Promise<void>)[] };

/** Returns whether there is any hook: without one, nothing need be triggered. */
export function hasHooks(hooks: Hooks): boolean {
  return Object.values(hooks).some((all) => all.length > 0);
}

/**
 * Runs the hooks for a ledger entry. Each runs, whatever the others do.
 * @throws AggregateError when any has thrown, so that the trigger delivers the entry again
 */
export async function runHooks(hooks: Hooks, snapshot: DocumentSnapshot): Promise<void> {
  const entry = decodeDocument(LedgerEntry, snapshot);
  if (!entry) return;
  const event = toEvent(snapshot.id, entry.value);
  const all = (hooks[event.name] ?? []) as readonly ((event: MeterEvent) => Promise<void>)[];
  const ended = await Promise.allSettled(all.map(async (hook) => hook(event)));
  const causes = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (causes.length > 0) throw new AggregateError(causes, `${causes.length} hooks of ${event.name} failed`);
}
