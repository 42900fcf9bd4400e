import { randomInt, randomUUID, randomUUIDv7 } from 'node:crypto';
import {
  ACTIVITY_SHARDS,
  activityIdOf,
  collections,
  creditsToMicros,
  type GenerationOutput,
} from '@firemeter/functions/contract';
import type { ActivityDraft } from '../../../functions/src/meter/commands.ts';

export const priceMicros = creditsToMicros(5);
export const fullMicros = creditsToMicros(1_000_000_000);
export const operation = 'chat';

export const made: GenerationOutput = {
  kind: 'chat',
  text: 'A lighthouse keeper counts the ships that pass at night. '.repeat(20),
  finish: 'stop',
  inputTokens: 40,
  outputTokens: 300,
};

/** A request as `generate` records it: every arm stores the same facts, so that sizes do not decide. */
export function newRequest(accountId: string): { activityId: string; draft: ActivityDraft } {
  const requestId = randomUUIDv7();
  return {
    activityId: activityIdOf({ accountId, requestId }),
    draft: {
      accountId,
      uid: accountId,
      requestId,
      email: `${accountId}@example.com`,
      name: 'Mia Creator',
      operation,
      model: 'studio-chat',
      runBy: 'server',
      status: 'processing',
      intentDigest: 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184',
      promptPreview: 'Tell me a story about a lighthouse keeper who counts the ships',
      promptDigest: '591785b794601e212b260e25925636fd591785b794601e212b260e25925636fd',
      catalogVersion: 1,
      quantity: { inputTokens: 40, outputTokens: 5_000 },
      ownerNonce: randomUUID(),
      kind: 'chat',
      progress: null,
      job: null,
      guestAddress: null,
      reelId: null,
      worker: 'bench',
      client: { ip: '203.0.113.7', country: null, device: null },
      shard: randomInt(ACTIVITY_SHARDS),
      traceId: 'bench',
    },
  };
}

/** Collections of an arm, apart from every other arm's. */
export function collectionsOf(prefix: string) {
  return {
    accounts: `${prefix}_${collections.accounts}`,
    limits: `${prefix}_${collections.rateLimits}`,
    config: `${prefix}_${collections.config}`,
    logs: `${prefix}_${collections.ledger}`,
    activities: `${prefix}_${collections.activities}`,
    results: `${prefix}_${collections.results}`,
  };
}
