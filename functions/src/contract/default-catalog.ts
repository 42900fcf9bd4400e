import type { Catalog } from './catalog.ts';
import { creditsToMicros } from './micros.ts';
import { HOUR_MS } from './time.ts';

const packs: Catalog['packs'] = {
  starter: { label: 'Starter', micros: creditsToMicros(100), prices: { usd: 1_000 }, tag: null },
  creator: { label: 'Creator', micros: creditsToMicros(500), prices: { usd: 4_000 }, tag: null },
  pro: { label: 'Pro', micros: creditsToMicros(1_000), prices: { usd: 7_000 }, tag: null },
  studio: { label: 'Studio', micros: creditsToMicros(5_000), prices: { usd: 30_000 }, tag: null },
};

const plans: Catalog['plans'] = {
  plus: {
    label: 'Plus',
    monthlyMicros: creditsToMicros(300),
    unlimited: false,
    monthly: { usd: 1_900 },
    yearly: { usd: 19_000 },
  },
  max: {
    label: 'Max',
    monthlyMicros: creditsToMicros(1_000),
    unlimited: false,
    monthly: { usd: 4_900 },
    yearly: { usd: 49_000 },
  },
  unlimited: {
    label: 'Unlimited',
    monthlyMicros: creditsToMicros(5_000),
    unlimited: true,
    monthly: { usd: 9_900 },
    yearly: { usd: 99_000 },
  },
};

const perThousandTokens = creditsToMicros(1);

/** The preset `studio`: image and chat, priced out of the box. */
export const defaultCatalog: Catalog = {
  preset: 'studio',
  enabled: true,
  operations: {
    image: {
      label: 'Image',
      kind: 'image',
      enabled: true,
      defaultModel: 'aurora',
      limit: { max: 50, windowMs: HOUR_MS },
      models: {
        aurora: {
          label: 'Aurora',
          description: 'Soft light and colour in motion. Made on this machine, no key needed.',
          enabled: true,
          provider: 'sandbox',
          providerModel: 'aurora',
          price: { kind: 'flat', micros: creditsToMicros(5) },
          cost: { kind: 'flat', micros: 0 },
        },
        terrain: {
          label: 'Terrain',
          description: 'Layered landscapes from one phrase. Made on this machine, no key needed.',
          enabled: true,
          provider: 'sandbox',
          providerModel: 'terrain',
          price: { kind: 'flat', micros: creditsToMicros(5) },
          cost: { kind: 'flat', micros: 0 },
        },
        'gpt-image-1': {
          label: 'GPT Image',
          description: 'OpenAI. Needs a key.',
          enabled: false,
          provider: 'openai',
          providerModel: 'gpt-image-1',
          price: { kind: 'flat', micros: creditsToMicros(5) },
          cost: { kind: 'flat', micros: 42_000 },
        },
      },
    },
    chat: {
      label: 'Chat',
      kind: 'chat',
      enabled: true,
      defaultModel: 'sandbox-chat',
      limit: { max: 100, windowMs: HOUR_MS },
      models: {
        'sandbox-chat': {
          label: 'Sandbox',
          description: 'Answers as it goes, made on this machine, no key needed.',
          enabled: true,
          provider: 'sandbox',
          providerModel: 'chat',
          price: {
            kind: 'per-token',
            inputMicrosPerThousand: perThousandTokens,
            outputMicrosPerThousand: perThousandTokens,
            minimumMicros: 0,
          },
          cost: { kind: 'flat', micros: 0 },
        },
        'gpt-5-mini': {
          label: 'GPT-5 mini',
          description: 'OpenAI. Needs a key.',
          enabled: false,
          provider: 'openai',
          providerModel: 'gpt-5-mini',
          price: {
            kind: 'per-token',
            inputMicrosPerThousand: perThousandTokens,
            outputMicrosPerThousand: perThousandTokens,
            minimumMicros: 0,
          },
          cost: {
            kind: 'per-token',
            inputMicrosPerThousand: 250,
            outputMicrosPerThousand: 2_000,
            minimumMicros: 0,
          },
        },
      },
    },
  },
  packs,
  plans,
  grants: { welcomeMicros: creditsToMicros(50), welcomeNeedsVerifiedEmail: true },
  guests: null,
  lowBalanceMicros: creditsToMicros(10),
  clientReturnMicrosPerDay: creditsToMicros(100),
};
