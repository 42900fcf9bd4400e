import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { type EventName, LedgerEntry, type MeterEvent, toEvent } from '../contract/index.ts';
import { decodeDocument } from './documents.ts';

/**
 * The hooks that run after a commit that moved credits, by the name of the event: at least once for each ledger entry.
 * If a hook throws or an instance ends, the event is delivered again with the same `eventId`, so a hook must make its
 * effect repeatable by that id. Events can arrive in any order.
 */
export type Hooks = { readonly [N in EventName]?: readonly ((event: MeterEvent<N>) => Promise<void>)[] };

/** Returns whether there are any hooks. Without hooks, no trigger is needed. */
export function hasHooks(hooks: Hooks): boolean {
  return Object.values(hooks).some((all) => all.length > 0);
}

/**
 * Runs all hooks for a ledger entry, even if some of them throw.
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
