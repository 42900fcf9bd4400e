import { Account, collections, type Limit } from '@firemeter/functions/contract';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Command } from '../../../functions/src/meter/commands.ts';
import { createMeter, type Meter } from '../../../functions/src/meter/lane/meter.ts';
import { newAccount } from '../../../functions/src/platform/store/new-account.ts';
import { createStore } from '../../../functions/src/platform/store/store.ts';
import { type Arm, type ArmOptions, Refused } from './arm.ts';
import { writeAll } from './firestore.ts';
import { fullMicros, made, newRequest, priceMicros } from './request.ts';

const leaseMs = 180_000;

/** The engine itself, with the commands that `generate` gives it. */
export function firemeter(db: Firestore, { limit }: ArmOptions): Arm & { meter: Meter } {
  const meter = createMeter({ store: createStore(db) });
  return {
    name: 'Firemeter',
    meter,
    open: (accountIds) => writeAll(db, accountDocuments(accountIds)),
    async begin(accountId) {
      const hold = holdOf(accountId, limit);
      const { activity } = await meter.submit(accountId, hold);
      if (!activity) throw new Refused('No activity');
      return async () => {
        await meter.submit(accountId, captureOf(hold), activity);
      };
    },
    [Symbol.asyncDispose]: () => db.terminate(),
  };
}

export function* accountDocuments(
  accountIds: readonly string[],
  micros = fullMicros,
): Generator<readonly [string, DocumentData]> {
  for (const accountId of accountIds) {
    const person = { uid: accountId, email: `${accountId}@example.com`, name: 'Mia Creator' };
    const account: Account = {
      ...newAccount({ ...person, kind: 'person' }),
      lots: [
        {
          lotId: `grant-${accountId}`,
          source: 'bonus',
          grantedAtMs: 1,
          expiresAtMs: null,
          paymentId: null,
          remainingMicros: micros,
          frozen: false,
        },
      ],
    };
    yield [`${collections.accounts}/${accountId}`, z.encode(Account, account)];
  }
}

export function holdOf(accountId: string, limit: Limit | null): Command<'hold'> {
  const { activityId, draft } = newRequest(accountId);
  const shownPriceMicros = priceMicros;
  return {
    kind: 'hold',
    activityId,
    draft,
    priceMicros,
    shownPriceMicros,
    slice: null,
    isFree: false,
    guest: null,
    limit,
    leaseMs,
    rejection: null,
  };
}

export function captureOf({
  activityId,
  draft,
  priceMicros: captureMicros,
}: Command<'hold'>): Command<'settle'> {
  const { accountId, uid, quantity, ownerNonce } = draft;
  return {
    kind: 'settle',
    activityId,
    actor: { kind: 'person', uid },
    ending: {
      kind: 'worked',
      delivery: 'whole',
      ownerNonce,
      status: 'completed',
      captureMicros,
      failure: null,
      usage: { quantity, costUsdMicros: 1_000 },
      result: { schemaVersion: 1, accountId, uid, output: made, createdAt: Date.now() },
    },
  };
}
