import type { z } from 'zod';
import { type PackOffer, packOffers, presets, type ResponseOf } from '../contract/index.ts';
import type { ActivityState, Credits, Generated, Health, Held, ReelProgress } from './answers.ts';
import type { HoldRequest, OperationRequest, ReelRequest } from './requests.ts';

/** Example values for the API's OpenAPI document. */

export const requestId = '019ab3c0-7d3a-7c11-9f7e-3b2a1c0d4e5f';
const accountId = 'mia';
const activityId = `${accountId}_${requestId}`;
const createdAtMs = 1_763_900_000_000;

export const credits: Credits = {
  kind: 'person',
  accountId,
  status: 'active',
  unlimited: false,
  remainingMicros: 45_000_000,
  remainingCredits: 45,
  debtMicros: 0,
  isLow: false,
  lifetime: { receivedMicros: 50_000_000, usedMicros: 5_000_000, generations: 1 },
  recentEntries: [
    {
      entryId: `usage-${activityId}`,
      kind: 'usage',
      amountMicros: -5_000_000,
      amountCredits: -5,
      createdAtMs,
      operation: 'image',
      model: 'nano-banana',
      reason: null,
    },
  ],
};

export const health: Health = {
  status: 'ok',
  parts: [{ name: 'store', status: 'ok', tookMs: 12, note: null }],
  providers: [{ name: 'openai', status: 'off', tookMs: 0, note: null }],
  jobs: [{ name: 'expireStaleHolds', standing: 'ok', lastSuccessAgeMs: 24_000 }],
  checkedAtMs: createdAtMs,
};

const packs: PackOffer[] = packOffers(presets.studio).slice(0, 2);
export const creditPacks = { catalogVersion: 1, packs };

export const opened: ResponseOf<'openAccount'> = {
  accountId,
  remainingMicros: 50_000_000,
  welcomeMicros: 50_000_000,
  isNew: true,
  agreement: null,
};

export const caps: ResponseOf<'setCaps'> = { caps: { dayMicros: 20_000_000, monthMicros: null } };

export const generated: Generated = {
  requestId,
  activityId,
  status: 'completed',
  capturedMicros: 5_000_000,
  remainingMicros: 45_000_000,
  remainingCredits: 45,
  output: {
    kind: 'image',
    mediaType: 'image/png',
    file: { where: 'here', base64: 'iVBORw0KGgo=' },
    alt: 'a lighthouse at dusk',
    width: 1024,
    height: 1024,
  },
  guest: null,
};

export const chatRequest: z.input<typeof OperationRequest> = {
  input: {
    kind: 'chat',
    messages: [{ role: 'user', content: 'How do tides work?' }],
    maxOutputTokens: 400,
  },
};

export const chatted: Generated = {
  ...generated,
  capturedMicros: 212_000,
  remainingMicros: 44_788_000,
  remainingCredits: 44.788,
  output: { kind: 'chat', text: 'The moon pulls…', finish: 'stop', inputTokens: 12, outputTokens: 200 },
};

export const activity: ActivityState = {
  requestId,
  activityId,
  operation: 'image',
  kind: 'image',
  model: 'nano-banana',
  runBy: 'server',
  status: 'completed',
  progress: null,
  priceMicros: 5_000_000,
  heldMicros: 5_000_000,
  capturedMicros: 5_000_000,
  failure: null,
  createdAtMs,
  startedAtMs: createdAtMs,
  endedAtMs: createdAtMs + 4_200,
  output: generated.output,
};

export const link: ResponseOf<'linkToResult'> = {
  url: '/api/files/mia/019ab3c0-7d3a-7c11-9f7e-3b2a1c0d4e5f/5f2a.mp4?expires=1763906400000&signature=9c1f',
  expiresAtMs: 1_763_906_400_000,
};

export const cancelled: ResponseOf<'cancelGeneration'> = { activityId, status: 'processing' };

export const reelRequest: z.input<typeof ReelRequest> = {
  wish: { prompt: 'A kite that wanted to see the sea', scenes: 3, pictures: 3, music: true, polish: false },
};
export const reel: ResponseOf<'startReel'> = { reelId: requestId, status: 'running' };
export const reelProgress: ReelProgress = {
  ...reel,
  title: 'The kite and the sea',
  steps: [
    {
      name: 'story',
      kind: 'story',
      operation: 'story',
      model: 'gemini-flash',
      status: 'completed',
      requestId,
      priceMicros: 2_000_000,
      capturedMicros: 2_000_000,
      failure: null,
    },
  ],
  createdAtMs,
};

export const holdRequest: z.input<typeof HoldRequest> = {
  operation: 'image',
  model: 'nano-banana',
  quantity: { images: 1 },
  prompt: 'a lighthouse at dusk',
};
export const settled: ResponseOf<'updateAIActivityStatus'> = {
  activityId,
  status: 'completed',
  heldMicros: 5_000_000,
  capturedMicros: 5_000_000,
  leaseUntilMs: null,
  remainingMicros: 45_000_000,
};
export const held: Held = {
  ...settled,
  requestId,
  status: 'pending',
  capturedMicros: 0,
  leaseUntilMs: createdAtMs + 900_000,
  remainingCredits: 45,
};
