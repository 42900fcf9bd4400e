import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AppError,
  type Catalog,
  type GenerationInput,
  isOffered,
  MAX_MESSAGE_LENGTH,
  MAX_MESSAGES,
  MAX_MUSIC_SECONDS,
  MAX_OUTPUT_TOKENS,
  MAX_PROMPT_LENGTH,
  MAX_SCENES,
  MAX_VIDEO_SECONDS,
  type Model,
  type OperationKind,
  OperationKind as OperationKindSchema,
  presets,
  quoteInput,
  type Rate,
  readCatalog,
} from './index.ts';

const soak = Math.max(1, Number(process.env.FIREMETER_SOAK ?? 0));
const source = '01935b3c-6f00-7000-8000-000000000000';

/** The least and the most that can be asked of each kind. */
const requests: Record<OperationKind, (size: 'least' | 'most') => GenerationInput> = {
  image: (size) => ({ kind: 'image', prompt: text(size) }),
  edit: (size) => ({ kind: 'edit', prompt: size === 'least' ? '' : text(size), source }),
  video: (size) => ({ kind: 'video', prompt: text(size), seconds: size === 'least' ? 1 : MAX_VIDEO_SECONDS }),
  voice: (size) => ({ kind: 'voice', text: text(size) }),
  chat: (size) => ({
    kind: 'chat',
    messages: Array.from({ length: size === 'least' ? 1 : MAX_MESSAGES }, () => ({
      role: 'user' as const,
      content: size === 'least' ? 'a' : '語'.repeat(MAX_MESSAGE_LENGTH),
    })),
    maxOutputTokens: size === 'least' ? 1 : MAX_OUTPUT_TOKENS,
  }),
  story: (size) => ({ kind: 'story', prompt: text(size), scenes: size === 'least' ? 1 : MAX_SCENES }),
  narration: (size) => ({ kind: 'narration', text: text(size) }),
  music: (size) => ({ kind: 'music', prompt: text(size), seconds: size === 'least' ? 1 : MAX_MUSIC_SECONDS }),
  captions: (size) => ({ kind: 'captions', text: text(size), source }),
  render: (size) => ({
    kind: 'render',
    scenes: Array.from({ length: size === 'least' ? 1 : MAX_SCENES }, () => ({ image: source, text: 'a' })),
    narration: source,
    music: null,
    captions: null,
  }),
  polish: () => ({ kind: 'polish', source }),
  upload: () => ({ kind: 'upload', name: 'a', base64: 'AAAA' }),
};
const most: Partial<Record<OperationKind, GenerationInput>> = {};

function text(size: 'least' | 'most'): string {
  return size === 'least' ? 'a' : '語'.repeat(MAX_PROMPT_LENGTH);
}

/** Every request that can be made of a catalog, at its least and at its most, in every variant. */
function* everyRequest(catalog: Catalog) {
  for (const [operation, { kind, models }] of Object.entries(catalog.operations)) {
    most[kind] ??= requests[kind]('most');
    for (const [model, { variants }] of Object.entries(models)) {
      for (const input of [requests[kind]('least'), most[kind]]) {
        yield { operation, model, input };
        if (input.kind !== 'image') continue;
        for (const variant of Object.keys(variants?.all ?? {})) {
          yield { operation, model, input: { ...input, variant } };
        }
      }
    }
  }
}

const name = fc.constantFrom('image', 'a', 'b', 'gpt-4.1', 'constructor', 'tostring');
const micros = fc.oneof(
  fc.constantFrom(0, 1, 500_000, 1_000_000_000),
  fc.integer({ min: 0, max: 1_000_000_000 }),
);
const unit = fc.constantFrom('image' as const, 'second' as const, 'character' as const);
const rate = fc.oneof(
  fc.record({ kind: fc.constant('flat' as const), micros }),
  fc.record({
    kind: fc.constant('per-unit' as const),
    unit,
    unitSize: fc.integer({ min: 1, max: 1_000_000 }),
    micros,
    minimumMicros: micros,
  }),
  fc.record({
    kind: fc.constant('per-variant' as const),
    micros: fc.dictionary(name, micros, { maxKeys: 3 }),
  }),
  fc.record({
    kind: fc.constant('per-token' as const),
    inputMicrosPerThousand: micros,
    outputMicrosPerThousand: micros,
    minimumMicros: micros,
  }),
) satisfies fc.Arbitrary<Rate>;

const variant = fc.record({
  label: fc.constant('Large'),
  width: fc.integer({ min: 64, max: 4_096 }),
  height: fc.integer({ min: 64, max: 4_096 }),
  quality: fc.constantFrom(null, 'low', 'high'),
});
const model = fc.record(
  {
    label: fc.constantFrom('Aurora', 'Ünïcödé', '語'),
    description: fc.constant('Paints.'),
    enabled: fc.boolean(),
    provider: fc.constantFrom('sandbox', 'openai'),
    providerModel: fc.constant('model-1'),
    price: rate,
    cost: rate,
    variants: fc.record({ default: name, all: fc.dictionary(name, variant, { minKeys: 1, maxKeys: 3 }) }),
  },
  { requiredKeys: ['label', 'description', 'enabled', 'provider', 'providerModel', 'price', 'cost'] },
) as fc.Arbitrary<Model>;
const operation = fc
  .record({
    label: fc.constant('Something'),
    kind: fc.constantFrom(...OperationKindSchema.options),
    enabled: fc.boolean(),
    models: fc.dictionary(name, model, { minKeys: 1, maxKeys: 3 }),
    limit: fc.constantFrom(null, { max: 50, windowMs: 3_600_000 }),
    defaultModel: fc.option(name, { freq: 6 }),
  })
  .map(({ defaultModel, ...rest }) => ({
    ...rest,
    defaultModel: defaultModel ?? Object.keys(rest.models)[0] ?? '',
  }));
/** Most are priced for what they do: the model's own faults are one in a few. */
const random = fc
  .record({
    start: fc.constantFrom(...Object.values(presets)),
    operations: fc.dictionary(name, operation, { maxKeys: 4 }),
    enabled: fc.boolean(),
    disabledProviders: fc.uniqueArray(fc.constantFrom('sandbox', 'openai', 'google')),
  })
  .map(({ start, operations, ...rest }): unknown => ({
    ...start,
    ...rest,
    operations: { ...start.operations, ...operations },
  }));

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, undefined, -1, 0.5, 1e300, Number.NaN, '', [], {}, true, 'half \ud83d an emoji'),
  fc.integer(),
  fc.string(),
);

/** A draft, with the places where it was tampered with. */
const drafts = fc
  .tuple(
    fc.oneof(fc.constantFrom<unknown>(...Object.values(presets)), random),
    fc.array(fc.tuple(fc.infiniteStream(fc.nat()), fc.constantFrom('replace', 'remove', 'add'), junk), {
      maxLength: 3,
    }),
  )
  .map(([catalog, tampers]) => {
    const draft = copyOf(catalog);
    const places = tampers.map(([choices, how, value]) => {
      const path = randomPath(draft, choices);
      tamper(draft, { path, how, value });
      return path;
    });
    return { draft, places };
  });

function randomPath(draft: unknown, choices: Stream): string[] {
  const path: string[] = [];
  let at: unknown = draft;
  for (;;) {
    const keys = typeof at === 'object' && at !== null ? Object.keys(at) : [];
    const chosen = keys[choices.next().value % Math.max(1, keys.length)];
    if (chosen === undefined || (path.length > 0 && choices.next().value % 6 === 0)) return path;
    path.push(chosen);
    at = (at as Record<string, unknown>)[chosen];
  }
}
type Stream = { next(): { value: number } };

function tamper(draft: unknown, change: { path: string[]; how: string; value: unknown }): void {
  const { path, how, value } = change;
  const last = path.at(-1);
  const parent = valueAt(draft, path.slice(0, -1)) as Record<string, unknown> | undefined;
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  if (how === 'remove') delete parent[last];
  else if (how === 'add') parent[`x${last}`] = value;
  else parent[last] = value;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], root);
}

test('any draft is refused with the path of what is wrong, or prices every request that can be made of it', () => {
  let refused = 0;
  let priced = 0;
  fc.assert(
    fc.property(drafts, ({ draft }) => {
      const { catalog, faults } = readCatalog(draft);
      if (!catalog) {
        refused++;
        for (const { path, message } of faults) {
          expect(path).not.toBe('');
          expect(message).not.toBe('');
        }
        return;
      }
      for (const request of everyRequest(catalog)) {
        priced++;
        const made = catalog.operations[request.operation];
        const chosen = made?.models[request.model];
        if (!made || !chosen) throw new Error('everyRequest asks for what is there');
        const { code, priceMicros } = outcomeOf(() => quoteInput(catalog, request));
        if (isOffered(catalog, made, chosen)) {
          expect(code).toBeNull();
          expect(Number.isSafeInteger(priceMicros) && priceMicros >= 0).toBe(true);
        } else expect(code).toBe('operation-disabled');
      }
    }),
    { numRuns: 1_000 * soak },
  );
  // Both halves of the promise were put to the test.
  expect(refused).toBeGreaterThan(200 * soak);
  expect(priced).toBeGreaterThan(2_000 * soak);
});

test('what was tampered with is what is named', () => {
  const tampered: [path: string, value: unknown][] = [
    ['enabled', 'yes'],
    ['operations.image.models.aurora.price.micros', -1],
    ['operations.image.models.aurora.price.micros', 0.5],
    ['operations.image.models.aurora.price.micros', 1_000_000_001],
    ['operations.image.models.aurora.price.kind', 'auction'],
    ['operations.image.models.aurora.label', ''],
    ['operations.image.defaultModel', 'gone'],
    ['operations.image.limit.max', 0],
    ['operations.chat.models.sandbox-chat.price.outputMicrosPerThousand', Number.NaN],
    ['packs.starter.bonusMicros', 200_000_000],
    ['packs.starter.prices.dollars', 1],
    ['grants.welcomeMicros', 1e15],
    ['disabledProviders.0', 'Not A Name'],
    ['operations.image.models.aurora.discount', 1],
    ['surprise', 1],
  ];
  for (const [path, value] of tampered) {
    const draft = copyOf(presets.studio);
    const keys = path.split('.');
    Object.assign(valueAt(draft, keys.slice(0, -1)) as object, { [keys.at(-1) ?? '']: value });
    const paths = readCatalog(draft).faults?.map((fault) => fault.path);
    expect(paths).toEqual([path]);
  }
});

describe('a rate that cannot price what its operation makes is refused', () => {
  const perSecond: Rate = { kind: 'per-unit', unit: 'second', unitSize: 1, micros: 1, minimumMicros: 0 };
  const perToken: Rate = {
    kind: 'per-token',
    inputMicrosPerThousand: 1,
    outputMicrosPerThousand: 1,
    minimumMicros: 0,
  };
  const perVariant: Rate = { kind: 'per-variant', micros: { large: 1 } };
  test.each([
    ['image by the second', 'price', perSecond],
    ['image by the token', 'cost', perToken],
    ['image by variants it has not', 'price', perVariant],
  ] as const)('%s, as a %s', (_, field, wrong) => {
    const draft = copyOf(presets.studio);
    Object.assign(draft.operations.image?.models.aurora ?? {}, { [field]: wrong });
    const paths = readCatalog(draft).faults?.map((fault) => fault.path);
    expect(paths).toEqual([`operations.image.models.aurora.${field}`]);
  });

  test('a variant without a price', () => {
    const large = { label: 'Large', width: 1_024, height: 1_024, quality: null };
    const draft = copyOf(presets.studio);
    Object.assign(draft.operations.image?.models.aurora ?? {}, {
      price: perVariant,
      variants: { default: 'large', all: { large, small: { ...large, label: 'Small' } } },
    });
    const { faults } = readCatalog(draft);
    expect(faults).toMatchObject([{ message: 'No price for the variant "small"' }]);
  });
});

test('a catalog too large to be stored is refused', () => {
  const draft = copyOf(presets.studio);
  const [aurora] = Object.values(draft.operations.image?.models ?? {});
  const many = Array.from({ length: 2_500 }, (_, index) => [`aurora-${index}`, aurora]);
  Object.assign(draft.operations.image?.models ?? {}, Object.fromEntries(many));
  const { faults } = readCatalog(draft);
  expect(faults).toMatchObject([{ path: 'operations', message: /too large/ }]);
});

function outcomeOf(ask: () => { priceMicros: number }): { code: string | null; priceMicros: number } {
  try {
    return { code: null, priceMicros: ask().priceMicros };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, priceMicros: 0 };
  }
}

/** A preset shares its parts; a copy as it comes out of the store does not. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
