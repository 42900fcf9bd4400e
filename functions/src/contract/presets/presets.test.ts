import { describe, expect, test } from 'vitest';
import {
  Catalog,
  creditsToMicros,
  DAY_MS,
  type GenerationInput,
  HOUR_MS,
  largestUse,
  type PresetName,
  presets,
  type Quantity,
  quote,
  quoteInput,
} from '../index.ts';

const names = Object.keys(presets) as PresetName[];
const source = '01935b3c-6f00-7000-8000-000000000000';
const text = (length: number) => 'a'.repeat(length);

/** One request of each kind, of the least that can be asked. */
const inputs = {
  image: { kind: 'image', prompt: 'a kite' },
  edit: { kind: 'edit', prompt: 'a kite', source },
  story: { kind: 'story', prompt: 'a kite', scenes: 1 },
  music: { kind: 'music', prompt: 'a kite', seconds: 30 },
  captions: { kind: 'captions', text: 'a kite', source },
  render: {
    kind: 'render',
    scenes: [{ image: source, text: 'a kite' }],
    narration: source,
    music: null,
    captions: null,
  },
  polish: { kind: 'polish', source },
  upload: { kind: 'upload', name: 'kite.png', base64: 'iVBORw==' },
} satisfies Record<string, GenerationInput>;
const video = (seconds: number): GenerationInput => ({ kind: 'video', prompt: 'a kite', seconds });
const narration = (length: number): GenerationInput => ({ kind: 'narration', text: text(length) });

type PriceLine = readonly [
  preset: PresetName,
  operation: string,
  model: string | null,
  requested: GenerationInput | Quantity,
  credits: number,
];

const prices: PriceLine[] = [
  ['reelbanana', 'story', null, inputs.story, 2],
  ['reelbanana', 'image', null, inputs.image, 3],
  ['reelbanana', 'image', 'nano-banana', inputs.image, 3],
  ['reelbanana', 'image', 'nano-banana-detailed', inputs.image, 5],
  ['reelbanana', 'narration', null, narration(1), 1],
  ['reelbanana', 'narration', null, narration(100), 1],
  ['reelbanana', 'narration', null, narration(101), 2],
  ['reelbanana', 'narration', null, narration(200), 2],
  ['reelbanana', 'narration', null, narration(201), 3],
  ['reelbanana', 'narration', null, narration(4_000), 40],
  ['reelbanana', 'music', null, inputs.music, 2],
  ['reelbanana', 'captions', null, inputs.captions, 1],
  ['reelbanana', 'render', null, inputs.render, 5],
  ['reelbanana', 'polish', null, inputs.polish, 10],
  ['reelbanana', 'upload', null, inputs.upload, 0],

  ['studio', 'image', null, inputs.image, 5],
  ['studio', 'image', 'nano-banana', inputs.image, 5],
  ['studio', 'image', 'gpt-image-1', inputs.image, 5],
  ['studio', 'image', 'flux-schnell', inputs.image, 5],
  ['studio', 'upscale', null, { counts: { megapixel: 5 } }, 2.5],
  ['studio', 'video', null, { seconds: 1 }, 10],
  ['studio', 'video', 'veo-3.1-fast', video(4), 40],
  ['studio', 'video', 'veo-3-fast', video(4), 40],
  ['studio', 'video', null, video(8), 80],
  ['studio', 'voice', null, { seconds: 1 }, 15],
  ['studio', 'voice', null, { seconds: 60 }, 15],
  ['studio', 'voice', null, { seconds: 61 }, 30],
  ['studio', 'voice', null, { seconds: 120 }, 30],
  ['studio', 'chat', null, { inputTokens: 400, outputTokens: 600 }, 1],
  ['studio', 'chat', null, { inputTokens: 1_000, outputTokens: 1_000 }, 2],
  ['studio', 'chat', null, { inputTokens: 1, outputTokens: 0 }, 0.001],
  ['studio', 'chat', null, { inputTokens: 0, outputTokens: 1_234 }, 1.234],

  ['videoremix', 'image', 'dall-e-3', inputs.image, 10],
  ['videoremix', 'image', 'gemini-pro-vision', inputs.image, 8],
  ['videoremix', 'image', 'stable-diffusion', inputs.image, 3],
  ['videoremix', 'edit', null, inputs.edit, 15],
  ['videoremix', 'upscale', null, { counts: { megapixel: 5 } }, 2],
  ['videoremix', 'video', null, video(8), 50],
  ['videoremix', 'meme', null, inputs.edit, 5],
  ['videoremix', 'ghibli', null, inputs.edit, 8],
  ['videoremix', 'cartoon', null, inputs.edit, 6],
  ['videoremix', 'upload', null, inputs.upload, 0],

  ['gallery', 'image', 'nano-banana', inputs.image, 0.5],
  ['gallery', 'image', 'flux-dev', inputs.image, 1],
  ['gallery', 'image', 'lora-normal', inputs.image, 1],
  ['gallery', 'image', 'lora-context', inputs.image, 1],
  ['gallery', 'image', 'gemini-flash', inputs.image, 1],
  ['gallery', 'image', 'nano-banana-pro', inputs.image, 2],
];

const priceOf = (catalog: Catalog, [, operation, model, requested]: PriceLine) => {
  const request = { operation, model: model ?? undefined };
  return 'kind' in requested
    ? quoteInput(catalog, { ...request, input: requested }).priceMicros
    : quote(catalog, { ...request, quantity: requested }).priceMicros;
};

describe('the prices of each product', () => {
  test.each(prices)('%s: %s %s of %o costs %d', (...line) => {
    expect(priceOf(presets[line[0]], line)).toBe(creditsToMicros(line[4]));
  });

  test('half a credit twice is exactly one', () => {
    const half = priceOf(presets.gallery, ['gallery', 'image', 'nano-banana', inputs.image, 0.5]);
    expect(half + half).toBe(1_000_000);
  });

  test('every model that users can choose has its line', () => {
    for (const name of names) {
      for (const [operation, { models, defaultModel }] of Object.entries(presets[name].operations)) {
        const lines = prices.filter((line) => line[0] === name && line[1] === operation);
        const priced = lines.map(([, , model]) => model ?? defaultModel);
        const chosen = Object.entries(models).filter(([, { enabled }]) => enabled);
        expect(priced).toEqual(expect.arrayContaining(chosen.map(([model]) => model)));
      }
    }
  });

  test('voice is held for the longest that it can take to be spoken, and charged by what it took', () => {
    const spoken: GenerationInput = { kind: 'voice', text: text(200) };
    const { seconds = 0 } = largestUse(spoken);
    expect(seconds).toBeGreaterThan(200 / 15);
    const held = quoteInput(presets.studio, { operation: 'voice', input: spoken }).priceMicros;
    expect(held).toBe(Math.ceil(seconds / 60) * creditsToMicros(15));
  });
});

/** Credits, US cents, bonus within the credits, label. */
type PackLine = readonly [credits: number, cents: number, tag: 'best-value' | 'most-popular' | null];

const common: Record<string, PackLine> = {
  Starter: [100, 1_000, null],
  Creator: [500, 4_000, null],
  Pro: [1_000, 7_000, null],
  Studio: [5_000, 30_000, null],
};
const packs: Record<PresetName, Record<string, PackLine>> = {
  reelbanana: common,
  studio: common,
  videoremix: {
    Starter: [50, 499, null],
    Popular: [200, 1_799, 'most-popular'],
    Pro: [500, 3_999, null],
    Enterprise: [2_000, 13_999, null],
  },
  gallery: {
    Starter: [25, 499, null],
    Creator: [110, 1_499, 'best-value'],
    Pro: [300, 2_999, null],
    Enterprise: [650, 4_999, null],
  },
};

describe.each(names)('%s', (name) => {
  const catalog = presets[name];

  test('is a valid catalog with its own name', () => {
    expect(Catalog.safeParse(catalog).error).toBeUndefined();
    expect(catalog.preset).toBe(name);
  });

  test('sells these packs and no others', () => {
    const sold = Object.values(catalog.packs).map(({ label, micros, prices: { usd }, tag }) => [
      label,
      [micros / 1_000_000, usd, tag],
    ]);
    expect(Object.fromEntries(sold)).toEqual(packs[name]);
  });

  test('has the three plans, a year at the price of ten months', () => {
    expect(catalog.plans).toEqual({
      plus: plan('Plus', 300, 1_900),
      max: plan('Max', 1_000, 4_900),
      unlimited: { ...plan('Unlimited', 5_000, 9_900), unlimited: true, labels: { de: 'Unbegrenzt' } },
    });
  });

  test('welcomes with 50 credits', () => {
    expect(catalog.grants.welcomeMicros).toBe(creditsToMicros(50));
  });

  test('uses models of real providers, or work that runs here', () => {
    const models = Object.values(catalog.operations).flatMap((operation) => Object.values(operation.models));
    const known = ['openai', 'google', 'elevenlabs', 'replicate', 'fal', 'studio'];
    for (const { provider } of models) expect(known).toContain(provider);
  });
});

test('the studio limits each kind of work by the hour', () => {
  const limits = Object.entries(presets.studio.operations).map(([name, { limit }]) => [name, limit]);
  const hourly = (max: number) => ({ max, windowMs: HOUR_MS });
  expect(Object.fromEntries(limits)).toEqual({
    image: hourly(50),
    upscale: hourly(50),
    video: hourly(10),
    voice: hourly(30),
    chat: hourly(100),
  });
});

test('guests of the gallery have three turns in 24 hours, and an address has a limit of its own', () => {
  expect(presets.gallery.guests).toMatchObject({
    perSession: { max: 3, windowMs: DAY_MS },
    perAddress: { windowMs: DAY_MS },
    operations: ['image'],
  });
  for (const name of names.filter((other) => other !== 'gallery')) expect(presets[name].guests).toBeNull();
});

test('a balance below 10 credits is low, and only the reels are free for admins', () => {
  for (const name of names) {
    expect(presets[name].lowBalanceMicros).toBe(creditsToMicros(10));
    expect(presets[name].adminsRunFree).toBe(name === 'reelbanana');
  }
});

function plan(label: string, perMonth: number, cents: number) {
  const [monthly, yearly] = [{ usd: cents }, { usd: 10 * cents }];
  const monthlyMicros = creditsToMicros(perMonth);
  return { label, monthlyMicros, unlimited: false, rolloverMicros: 0, trialDays: 0, monthly, yearly };
}

test('everything that a preset sells has a German name and description, or one that is the same in both languages', () => {
  const same = [
    'Video',
    'Chat',
    'Upload',
    'Meme',
    'Starter',
    'Creator',
    'Pro',
    'Studio',
    'Plus',
    'Max',
    'Enterprise',
  ];
  const untranslated = Object.values(presets).flatMap(({ operations, packs, plans }) => [
    ...[...Object.values(operations), ...Object.values(packs), ...Object.values(plans)].flatMap(
      ({ label, labels }) => (labels?.de === undefined && !same.includes(label) ? [label] : []),
    ),
    ...Object.values(operations)
      .flatMap(({ models }) => Object.values(models))
      .flatMap(({ description, descriptions }) => (descriptions?.de === undefined ? [description] : [])),
  ]);
  expect(untranslated).toEqual([]);
});
