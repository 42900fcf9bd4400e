import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  Account,
  Billing,
  collections,
  Payment,
  SCHEMA_VERSION,
  StripeEvent,
} from '../../src/contract/index.ts';
import { encodeWrite } from '../../src/platform/store/store.ts';
import type { MemoryStore } from '../faults/memory-store.ts';

/** As much of Firestore as Stripe's events ask of it beside the engine, over the engine's store in memory. */
export function memoryDb(store: MemoryStore, call: <T>(attempt: () => Promise<T>) => Promise<T>): Firestore {
  const snapshotOf = (id: string, document: ReturnType<typeof store.document<'payment'>>) => ({
    id,
    data: () => document && z.encode(Payment, document.value),
    updateTime: document?.version,
  });
  const payments = {
    doc: (id: string) => ({ get: () => call(async () => snapshotOf(id, store.document('payment', id))) }),
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
  /** As it was when it was read: a later change stands in the way of an update. */
  const eventNamed = (id: string) => {
    const stored = store.document('event', id);
    return {
      ref: {
        id,
        update: ({ retryAt }: { retryAt: Date | null }) =>
          call(async () => {
            if (!stored) return;
            const value = { ...stored.value, retryAt: retryAt?.getTime() ?? null };
            await store.commit([[encodeWrite({ kind: 'event', id, value, was: stored })]]);
          }),
      },
      data: () => stored && z.encode(StripeEvent, stored.value),
      updateTime: stored?.version,
      isDue: (time: Date) => (stored?.value.retryAt ?? Number.POSITIVE_INFINITY) < time.getTime(),
    };
  };
  const events = {
    where: (_: 'retryAt', __: '<', time: Date) => {
      const get = () =>
        call(async () => ({
          docs: store
            .ids('event')
            .map(eventNamed)
            .filter(({ isDue }) => isDue(time)),
        }));
      return { orderBy: () => ({ limit: () => ({ get }) }) };
    },
    doc: (id: string) => ({
      create: (data: z.input<typeof StripeEvent>) =>
        call(async () => {
          const value = z.decode(StripeEvent, data);
          await store.commit([[encodeWrite({ kind: 'event', id, value, was: null })]]);
        }),
    }),
  };
  const billingOf = (id: string) => {
    const document = store.document('billing', id);
    return { id, data: () => document && z.encode(Billing, document.value), updateTime: document?.version };
  };
  const due = (before: Date) => ({
    orderBy: () => ({
      limit: () => ({
        get: () =>
          call(async () => {
            const all = store.ids('billing').map(billingOf);
            return { docs: all.filter((one) => (one.data()?.nextAllotmentAt ?? before) < before) };
          }),
      }),
    }),
  });
  const billing = {
    doc: (id: string) => ({ get: () => call(async () => billingOf(id)) }),
    where: (_: 'nextAllotmentAt', __: '<', before: Date) => due(before),
  };
  const schema = { schemaVersion: 1, version: SCHEMA_VERSION, cursor: null, updatedAt: new Date(0) };
  const config = { doc: () => ({ get: async () => ({ exists: true, data: () => schema }) }) };
  const accounts = {
    doc: (id: string) => ({
      get: () =>
        call(async () => {
          const document = store.document('account', id);
          return {
            id,
            data: () => document && z.encode(Account, document.value),
            updateTime: document?.version,
          };
        }),
    }),
  };
  const named = {
    [collections.accounts]: accounts,
    [collections.payments]: payments,
    [collections.stripeEvents]: events,
    [collections.billing]: billing,
    [collections.config]: config,
  };
  return { collection: (name: keyof typeof named) => named[name] } as unknown as Firestore;
}
