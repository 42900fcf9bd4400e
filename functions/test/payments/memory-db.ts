import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { collections, Payment, StripeEvent } from '../../src/contract/index.ts';
import { encodeWrite } from '../../src/platform/store.ts';
import type { MemoryStore } from '../faults/memory-store.ts';

/** As much of Firestore as Stripe's events ask of it beside the engine, over the engine's store in memory. */
export function memoryDb(store: MemoryStore, call: <T>(attempt: () => Promise<T>) => Promise<T>): Firestore {
  const snapshotOf = (id: string, document: ReturnType<typeof store.document<'payment'>>) => ({
    id,
    data: () => document && z.encode(Payment, document.value),
    updateTime: document?.version,
  });
  const payments = {
    where: (field: 'paymentIntentId', _: '==', wanted: string) => ({
      limit: () => ({
        get: () =>
          call(async () => ({
            docs: store
              .ids('payment')
              .map((id) => snapshotOf(id, store.document('payment', id)))
              .filter((snapshot) => snapshot.data()?.[field] === wanted),
          })),
      }),
    }),
  };
  const events = {
    doc: (id: string) => ({
      create: (data: z.input<typeof StripeEvent>) =>
        call(async () => {
          const value = z.decode(StripeEvent, data);
          await store.commit([[encodeWrite({ kind: 'event', id, value, was: null })]]);
        }),
    }),
  };
  const named = { [collections.payments]: payments, [collections.stripeEvents]: events };
  return { collection: (name: keyof typeof named) => named[name] } as unknown as Firestore;
}
