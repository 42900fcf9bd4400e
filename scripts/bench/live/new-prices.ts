import { randomUUIDv7 } from 'node:crypto';
import {
  CATALOG_CONFIG,
  collections,
  creditsToMicros,
  type PublishedCatalog,
} from '@firemeter/functions/contract';
import type { Page } from '@playwright/test';
import type { Firestore } from 'firebase-admin/firestore';
import type { DemoClient } from '../../stack/local/demo-client.ts';
import { millisecondsOf } from './listen.ts';

/** Neither is the price that it has at first. */
const prices = [6, 7] as const;

/** Publishes prices, one after the other; how long after each commit an open studio showed it, in milliseconds. */
export async function newPrices(context: {
  page: Page;
  db: Firestore;
  client: DemoClient;
  admin: string;
  operation: string;
  model: string;
  rounds: number;
}): Promise<number[]> {
  const { page, db, client, admin, operation, model, rounds } = context;
  const config = db.collection(collections.config).doc(CATALOG_CONFIG);
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const credits = prices[round % prices.length] ?? 0;
    const { catalog, version: baseVersion } = (await config.get()).data() as PublishedCatalog;
    const draft = structuredClone(catalog);
    const sold = draft.operations[operation]?.models[model];
    if (!sold) throw new Error(`The catalog does not sell ${operation} · ${model}`);
    sold.price = { kind: 'flat', micros: creditsToMicros(credits) };
    const request = {
      action: 'publish',
      requestId: randomUUIDv7(),
      baseVersion,
      draft,
      reason: 'Measured',
    } as const;
    const shown = page
      .getByRole('button', { name: `Generate · ${credits} credits` })
      .waitFor()
      .then(() => Date.now());
    // When the call fails, its error is the one to tell.
    shown.catch(() => undefined);
    const [shownAtMs] = await Promise.all([
      shown,
      client.call('updateCreditConfiguration', { as: admin, request }),
    ]);
    const { updateTime } = await config.get();
    tookMs.push(updateTime ? shownAtMs - millisecondsOf(updateTime) : Number.NaN);
  }
  return tookMs;
}
