import type { DocumentSnapshot } from 'firebase-admin/firestore';
import {
  Alert,
  type EventName,
  type EventOf,
  LedgerEntry,
  toAlertEvent,
  toEvent,
} from '../../contract/index.ts';
import { decodeDocument } from './documents.ts';

/**
 * The hooks that run after a commit that moved credits, or fired or resolved an alert, by the name of the event: at least
 * once for each. If a hook throws or an instance ends, the event is delivered again with the same `eventId`, so a hook must
 * make its effect repeatable by that id. Events can arrive in any order.
 */
export type Hooks = { readonly [N in EventName]?: readonly ((event: EventOf<N>) => Promise<void>)[] };

/** Returns the hooks of both. */
export function joinHooks(some: Hooks, others: Hooks): Hooks {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]) as Set<EventName>;
  const joined = [...names].map((name) => [name, [...(some[name] ?? []), ...(others[name] ?? [])]]);
  return Object.fromEntries(joined);
}

/** Returns whether there is a hook for any of the events. Without hooks, no trigger is needed. */
export function hasHooks(hooks: Hooks, names: readonly string[]): boolean {
  return Object.entries(hooks).some(([name, all]) => names.includes(name) && all.length > 0);
}

/**
 * Runs all hooks for a ledger entry, even if some of them throw.
 * @throws AggregateError when any has thrown, so that the trigger delivers the entry again
 */
export async function runHooks(hooks: Hooks, snapshot: DocumentSnapshot): Promise<void> {
  const entry = decodeDocument(LedgerEntry, snapshot);
  if (!entry) return;
  await runAll(hooks, toEvent(snapshot.id, entry.value));
}

/** Does the same for a change of an alert; most changes have no event. */
export async function runAlertHooks(
  hooks: Hooks,
  change: { readonly before: DocumentSnapshot; readonly after: DocumentSnapshot },
): Promise<void> {
  const [before, after] = [change.before, change.after].map(
    (snapshot) => decodeDocument(Alert, snapshot)?.value ?? null,
  );
  const event = toAlertEvent(change.after.id, { before: before ?? null, after: after ?? null });
  if (event) await runAll(hooks, event);
}

async function runAll(hooks: Hooks, event: EventOf<EventName>): Promise<void> {
  const all = (hooks[event.name] ?? []) as readonly ((event: EventOf<EventName>) => Promise<void>)[];
  const ended = await Promise.allSettled(all.map(async (hook) => hook(event)));
  const causes = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (causes.length > 0) throw new AggregateError(causes, `${causes.length} hooks of ${event.name} failed`);
}
