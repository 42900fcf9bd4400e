import type { Firestore } from 'firebase-admin/firestore';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createActivities } from './activities.ts';

type Next = (snapshot: { docChanges(): { type: string; doc: { id: string } }[] }) => void;

/** Firestore as far as one query is listened to: each listener as it was opened, and whether it is still open. */
function listenedTo() {
  const listeners: { next: Next; fail: () => void; isOpen: boolean }[] = [];
  const query = {
    onSnapshot(next: Next, fail: () => void) {
      const listener = { next, fail, isOpen: true };
      listeners.push(listener);
      return () => {
        listener.isOpen = false;
      };
    },
  };
  const db = { collection: () => ({ where: () => query }) } as unknown as Firestore;
  return { db, listeners };
}

const snapshotOf = (...ids: string[]) => ({
  docChanges: () => ids.map((id) => ({ type: 'added', doc: { id } })),
});

test('a listener for cancels that fails is opened again, and hears of those that came meanwhile', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { db, listeners } = listenedTo();
  const received: string[] = [];
  const stop = createActivities(db).watchCancels('worker', (id) => received.push(id));
  listeners[0]?.next(snapshotOf('first'));
  listeners[0]?.fail();
  vi.runOnlyPendingTimers();
  expect(listeners).toHaveLength(2);
  listeners[1]?.next(snapshotOf('first', 'second'));
  expect(received).toEqual(['first', 'first', 'second']);

  listeners[1]?.fail();
  stop();
  vi.runAllTimers();
  expect(listeners).toHaveLength(2);
});
