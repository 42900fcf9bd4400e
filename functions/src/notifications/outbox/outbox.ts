import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { DAY_MS, Delivery, MAX_TRIES_KEPT, MINUTE_MS, SECOND_MS } from '../../contract/index.ts';
import type { TaskQueue } from '../../platform/deploy/task-queue.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument, type Versioned } from '../../platform/store/documents.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';

export const DeliveryTask = z.object({ deliveryId: z.string() });
export type DeliveryTask = z.infer<typeof DeliveryTask>;

/** The result of an attempt. `later`: it is tried again. */
export interface SendResult {
  readonly state: 'delivered' | 'failed' | 'suppressed' | 'later';
  /** A code for the delivery log, such as `250` or `timeout`. */
  readonly result: string;
  /** The time in the receiver's `Retry-After`. The wait is still no longer than the longest between attempts. */
  readonly retryAtMs?: number | null;
}

/** Sends a message. Whatever it throws is a fault of ours, and is tried again. */
export type Send = (deliveryId: string, delivery: Delivery) => Promise<SendResult>;

export interface OutboxServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly queue: TaskQueue<DeliveryTask>;
  readonly send: Send;
}

/** A worker that has not recorded its result by then is taken for dead. Longer than any attempt may take. */
const LEASE_MS = 90 * SECOND_MS;
/** The times between attempts, as Standard Webhooks recommends: three days in all. */
const BACKOFF_MS = [5 / 60, 5, 30, 120, 300, 600, 840, 1_200, 1_440].map((minutes) => minutes * MINUTE_MS);
/** Attempts that workers died in have no result, so they count for the next wait but not for the end. */
const TRIED_FOR_MS = 3 * DAY_MS;
const SWEEP_PAGE = 100;

export interface Outbox {
  /** Requests an attempt at a time. The sweep makes up for requests that are lost. */
  schedule(deliveryId: string, atMs: number): Promise<void>;
  /** Makes an attempt if it is due and nobody else makes one. */
  deliver(deliveryId: string): Promise<void>;
  /** Makes every attempt that is due and that no task has made. */
  sweep(): Promise<{ handled: number; failed: number }>;
}

export function createOutbox({ db, now, queue, send }: OutboxServices): Outbox {
  const referenceOf = (deliveryId: string) => collection(db, 'outbox').doc(deliveryId);

  const schedule: Outbox['schedule'] = async (deliveryId, atMs) => {
    try {
      await queue.add(`${deliveryId} ${atMs}`, { deliveryId }, atMs);
    } catch (cause) {
      log.deliveryNotScheduled({ deliveryId, cause });
    }
  };

  /** Writes over the version that was read. @returns null when somebody else has changed it */
  function write(deliveryId: string, was: Versioned<Delivery>, value: Delivery) {
    return replaceDocument(db, referenceOf(deliveryId), { schema: Delivery, was: was.version, value });
  }

  async function claim(deliveryId: string): Promise<Versioned<Delivery> | null> {
    const found = decodeDocument(Delivery, await referenceOf(deliveryId).get());
    const nowMs = now();
    if (!found || found.value.nextAttemptAt === null) return null;
    if (found.value.nextAttemptAt > nowMs || (found.value.leaseUntil ?? 0) > nowMs) return null;
    const value = { ...found.value, attempts: found.value.attempts + 1, leaseUntil: nowMs + LEASE_MS };
    return write(deliveryId, found, value);
  }

  const deliver: Outbox['deliver'] = async (deliveryId) => {
    const claimed = await claim(deliveryId);
    if (!claimed) return;
    const { value } = claimed;
    const atMs = now();
    const {
      state,
      result,
      retryAtMs = null,
    } = await send(deliveryId, value).catch((cause: unknown): SendResult => {
      log.deliveryFailed({ deliveryId, cause });
      return { state: 'later', result: 'error' };
    });
    const nowMs = now();
    const tries = [...value.tries, { atMs, tookMs: Math.max(0, nowMs - atMs), result }].slice(
      -MAX_TRIES_KEPT,
    );
    const nextAttemptAt = state === 'later' ? nextAttemptOf({ ...value, tries }, { nowMs, retryAtMs }) : null;
    const ended = state === 'later' ? (nextAttemptAt === null ? 'failed' : 'waiting') : state;
    await write(deliveryId, claimed, { ...value, tries, leaseUntil: null, nextAttemptAt, state: ended });
    log.deliveryTried({ deliveryId, kind: value.kind, result, state: ended });
    if (nextAttemptAt !== null) await schedule(deliveryId, nextAttemptAt);
  };

  return {
    schedule,
    deliver,
    async sweep() {
      const { docs } = await collection(db, 'outbox')
        .where('nextAttemptAt', '<=', new Date(now()))
        .orderBy('nextAttemptAt')
        .limit(SWEEP_PAGE)
        .select()
        .get();
      const tried = await Promise.allSettled(docs.map(({ id }) => deliver(id)));
      for (const [index, one] of tried.entries()) {
        if (one.status === 'rejected')
          log.deliveryFailed({ deliveryId: docs[index]?.id ?? '', cause: one.reason });
      }
      return {
        handled: docs.length,
        failed: tried.filter(({ status }) => status === 'rejected').length,
      };
    },
  };
}

/** @returns null when it was tried for long enough */
function nextAttemptOf(
  { attempts, tries }: Delivery,
  { nowMs, retryAtMs }: { readonly nowMs: number; readonly retryAtMs: number | null },
): number | null {
  const firstMs = tries[0]?.atMs ?? nowMs;
  // A receiver that names the times itself gets fewer attempts.
  const isEnough = attempts > BACKOFF_MS.length || retryAtMs !== null;
  if (isEnough && nowMs - firstMs >= TRIED_FOR_MS) return null;
  const longestMs = Math.max(...BACKOFF_MS);
  const backoffMs = BACKOFF_MS[attempts - 1] ?? longestMs;
  return nowMs + Math.min(longestMs, Math.max(backoffMs, (retryAtMs ?? nowMs) - nowMs));
}
