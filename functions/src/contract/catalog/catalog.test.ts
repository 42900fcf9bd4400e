import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AppError,
  amountMicros,
  type BuiltInKind,
  builtIn,
  builtInOperations,
  type Catalog,
  type GenerationInput,
  isOffered,
  largestUse,
  MAX_MESSAGE_LENGTH,
  MAX_MESSAGES,
  MAX_MUSIC_SECONDS,
  MAX_OUTPUT_TOKENS,
  MAX_PROMPT_LENGTH,
  MAX_SCENES,
  MAX_VIDEO_SECONDS,
  type Model,
  planRules,
  presets,
  type Quantity,
  quote,
  type Rate,
  readCatalog,
} from '../index.ts';

const soak = Math.max(1, Number(process.env.FIREMETER_SOAK ?? 0));
const source = '01935b3c-6f00-7000-8000-000000000000';

/** The least and the most that can be asked of each kind. */
const requests: Record<BuiltInKind, (size: 'least' | 'most') => GenerationInput> = {
  image: (size) => ({ kind: 'image', prompt: text(size) }),
  edit: (size) => ({ kind: 'edit', prompt: size === 'least' ? '' : text(size), source }),
  upscale: (size) => ({ kind: 'upscale', source, factor: size === 'least' ? 2 : 4 }),
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
function text(size: 'least' | 'most'): string {
  return size === 'least' ? 'a' : '語'.repeat(MAX_PROMPT_LENGTH);
}

/** What a source may be: one pixel, or as large as can be enlarged four times. */
const sizes = {
  least: [{ width: 1, height: 1, durationMs: 1 }],
  most: [{ width: 1_500, height: 2_000, durationMs: 1_000 }],
};

/** The least and the most that can be used of each kind, known once: a large chat takes long to count. */
const uses = Object.fromEntries(
  builtIn.map(({ kind }) => [
    kind,
    [largestUse(requests[kind]('least'), sizes.least), largestUse(requests[kind]('most'), sizes.most)],
  ]),
) as Record<BuiltInKind, [Quantity, Quantity]>;

/** Every request that can be made of a catalog, at its least and at its most, in every variant. */
function* everyRequest(catalog: Catalog) {
  for (const [operation, { kind, models }] of Object.entries(catalog.operations)) {
    for (const [model, { variants }] of Object.entries(models)) {
      for (const quantity of uses[kind as BuiltInKind]) {
        yield { operation, model, quantity };
        for (const variant of Object.keys(variants?.all ?? {})) {
          yield { operation, model, quantity: { ...quantity, variant } };
        }
      }
    }
  }
}

/** The same with nothing switched off. */
function allOn(catalog: Catalog): Catalog {
  const operations = Object.entries(catalog.operations).map(([key, { models, ...operation }]) => {
    const on = Object.entries(models).map(([id, model]) => [id, { ...model, enabled: true }]);
    return [key, { ...operation, enabled: true, models: Object.fromEntries(on) }];
  });
  return { ...catalog, enabled: true, disabledProviders: [], operations: Object.fromEntries(operations) };
}

const name = fc.oneof(
  { weight: 99, arbitrary: fc.constantFrom('image', 'a', 'b', 'c', 'gpt-4.1', 'tostring') },
  // Every object has it: it is refused as a name.
  { weight: 1, arbitrary: fc.constant('constructor') },
);
const micros = fc.oneof(
  fc.constantFrom(0, 1, 500_000, 1_000_000_000),
  fc.integer({ min: 0, max: 1_000_000_000 }),
);
const unit = fc.constantFrom('image', 'second', 'character', 'megapixel');
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

const side = fc.integer({ min: 64, max: 4_096 });
/** A size that every model makes; now and then any other. */
const size = rarely(fc.record({ width: side, height: side }), fc.constant({ width: 1_024, height: 1_024 }));
const variant = fc
  .tuple(size, fc.constantFrom(null, 'low', 'high'))
  .map(([pixels, quality]) => ({ label: 'Large', ...pixels, quality }));
const variants = fc
  .dictionary(name, variant, { minKeys: 1, maxKeys: 3 })
  .chain((all) =>
    fc.record({ default: rarely(name, fc.constantFrom(...Object.keys(all))), all: fc.constant(all) }),
  );

/** One draft has many of these: each is seldom wrong, so that there are drafts in which nothing is. */
function rarely<T>(wrong: fc.Arbitrary<T>, right: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 1, arbitrary: wrong }, { weight: 20, arbitrary: right });
}

/** A rate that can price everything of a kind. */
function rateFor(kind: BuiltInKind, sizes: Model['variants']): fc.Arbitrary<Rate> {
  const names = Object.keys(sizes?.all ?? {});
  const counted: readonly string[] = builtInOperations.get(kind)?.units ?? [];
  return rate
    .filter((one) => {
      if (one.kind === 'per-unit') return counted.includes(one.unit);
      if (one.kind === 'per-token') return counted.includes('token');
      return one.kind === 'flat' || (names.length > 0 && counted.includes('image'));
    })
    .chain((one): fc.Arbitrary<Rate> => {
      if (one.kind !== 'per-variant') return fc.constant(one);
      const priced = fc.record(Object.fromEntries(names.map((size) => [size, micros])));
      return fc.record({ kind: fc.constant('per-variant' as const), micros: priced });
    });
}

const modelFor = (kind: BuiltInKind): fc.Arbitrary<Model> =>
  fc.option(variants, { nil: undefined }).chain((sizes) =>
    fc
      .record({
        label: fc.constantFrom('Nano Banana', 'Ünïcödé', '語'),
        description: fc.constant('Paints.'),
        enabled: fc.boolean(),
        provider: fc.constantFrom('replicate', 'openai'),
        providerModel: fc.constant('model-1'),
        price: rarely<Rate>(rate, rateFor(kind, sizes)),
        cost: rarely<Rate>(rate, rateFor(kind, sizes)),
      })
      .map((model) => ({ ...model, ...(sizes && { variants: sizes }) })),
  );
const operation = fc.constantFrom(...builtIn.map(({ kind }) => kind)).chain((kind) =>
  fc.dictionary(name, modelFor(kind), { minKeys: 1, maxKeys: 3 }).chain((models) =>
    fc.record({
      label: fc.constant('Something'),
      kind: fc.constant(kind),
      enabled: fc.boolean(),
      models: fc.constant(models),
      limit: fc.constantFrom(null, { max: 50, windowMs: 3_600_000 }),
      defaultModel: rarely(name, fc.constantFrom(...Object.keys(models))),
    }),
  ),
);
const random = fc
  .record({
    start: fc.constantFrom(...Object.values(presets)),
    operations: fc.dictionary(name, operation, { maxKeys: 4 }),
    enabled: fc.boolean(),
    disabledProviders: fc.uniqueArray(fc.constantFrom('replicate', 'openai', 'google')),
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

/** A draft, tampered with in up to two places. */
const drafts = fc
  .tuple(
    random,
    fc.array(fc.tuple(fc.infiniteStream(fc.nat()), fc.constantFrom('replace', 'remove', 'add'), junk), {
      maxLength: 2,
    }),
  )
  .map(([catalog, tampers]) => {
    const draft = copyOf(catalog);
    for (const [choices, how, value] of tampers) {
      tamper(draft, { path: randomPath(draft, choices), how, value });
    }
    return draft;
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

test('every draft is either rejected with the path of a fault, or prices every request that it allows', () => {
  let refused = 0;
  let accepted = 0;
  fc.assert(
    fc.property(drafts, (draft) => {
      const { catalog, faults } = readCatalog(draft);
      if (!catalog) {
        refused++;
        for (const { path, message } of faults) {
          expect(path).not.toBe('');
          expect(message).not.toBe('');
        }
        return;
      }
      accepted++;
      const everything = allOn(catalog);
      for (const request of everyRequest(catalog)) {
        const { model, priceMicros, quantity } = quote(everything, request);
        for (const micros of [priceMicros, amountMicros(model.cost, quantity)]) {
          expect(Number.isSafeInteger(micros) && micros >= 0).toBe(true);
        }
        const operation = catalog.operations[request.operation];
        const chosen = operation?.models[request.model];
        if (!operation || !chosen) throw new Error('everyRequest asks for what is there');
        expect(codeOf(() => quote(catalog, request))).toBe(
          isOffered(catalog, operation, chosen) ? null : 'operation-disabled',
        );
      }
    }),
    { numRuns: 1_000 * soak },
  );
  // Both halves of the promise were put to the test.
  expect(refused).toBeGreaterThan(200 * soak);
  expect(accepted).toBeGreaterThan(200 * soak);
});

test('a fault is reported where the draft was tampered with', () => {
  const tampered: [path: string, value: unknown][] = [
    ['enabled', 'yes'],
    ['operations.image.models.nano-banana.price.micros', -1],
    ['operations.image.models.nano-banana.price.micros', 0.5],
    ['operations.image.models.nano-banana.price.micros', 1_000_000_001],
    ['operations.image.models.nano-banana.price.kind', 'auction'],
    ['operations.image.models.nano-banana.label', ''],
    ['operations.image.defaultModel', 'gone'],
    ['operations.image.limit.max', 0],
    ['operations.chat.models.gpt-5-mini.price.outputMicrosPerThousand', Number.NaN],
    ['packs.starter.bonusMicros', 200_000_000],
    ['packs.starter.prices.dollars', 1],
    ['grants.welcomeMicros', 1e15],
    ['disabledProviders.0', 'Not A Name'],
    ['operations.image.models.nano-banana.discount', 1],
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

describe('a rate that can’t price what its operation makes is rejected', () => {
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
    Object.assign(draft.operations.image?.models['nano-banana'] ?? {}, { [field]: wrong });
    const paths = readCatalog(draft).faults?.map((fault) => fault.path);
    expect(paths).toEqual([`operations.image.models.nano-banana.${field}`]);
  });

  test('a variant without a price is rejected', () => {
    const large = { label: 'Large', width: 1_024, height: 1_024, quality: null };
    const draft = copyOf(presets.studio);
    Object.assign(draft.operations.image?.models['nano-banana'] ?? {}, {
      price: perVariant,
      variants: { default: 'large', all: { large, small: { ...large, label: 'Small' } } },
    });
    const { faults } = readCatalog(draft);
    expect(faults).toMatchObject([
      { code: 'variant-price', bound: 'small', message: 'No price for the variant "small"' },
    ]);
  });
});

describe('what plans change', () => {
  const { studio } = presets;
  const faultsWith = (edit: (draft: Catalog) => void) => {
    const draft = copyOf(studio);
    edit(draft);
    return (
      readCatalog(draft).faults?.map(({ path, code, bound }) => ({ path, code, ...(bound && { bound }) })) ??
      []
    );
  };
  const withLimits = (limits: Record<string, number>) =>
    faultsWith(({ plans }) => Object.assign(plans.max ?? {}, { limits }));
  const withPlans = (model: string, plans: string[]) =>
    faultsWith(({ operations }) => Object.assign(operations.image?.models[model] ?? {}, { plans }));

  test('a plan may raise limits, open models and have priority', () => {
    const draft = copyOf(studio);
    Object.assign(draft.plans.max ?? {}, { limits: { image: 51 }, priority: true });
    Object.assign(draft.operations.image?.models['gpt-image-1'] ?? {}, { plans: ['max', 'unlimited'] });
    expect(readCatalog(draft).catalog).toEqual(draft);
  });

  test('a plan raises only limits that there are, and only raises them', () => {
    const path = 'plans.max.limits.image';
    expect(withLimits({ image: 50 })).toEqual([{ path, code: 'plan-limit-size', bound: 50 }]);
    expect(withLimits({ gone: 60 })).toEqual([
      { path: 'plans.max.limits.gone', code: 'operation-missing', bound: 'gone' },
    ]);
    const unlimited = faultsWith((draft) => {
      Object.assign(draft.operations.image ?? {}, { limit: null });
      Object.assign(draft.plans.max ?? {}, { limits: { image: 60 } });
    });
    expect(unlimited).toEqual([{ path, code: 'plan-limit-missing' }]);
  });

  test('a model is opened by plans on sale, and the default model is open to everybody', () => {
    expect(withPlans('gpt-image-1', ['max', 'gone'])).toEqual([
      { path: 'operations.image.models.gpt-image-1.plans.1', code: 'plan-missing', bound: 'gone' },
    ]);
    expect(withPlans('nano-banana', ['max'])).toEqual([
      { path: 'operations.image.defaultModel', code: 'default-model-plan' },
    ]);
    expect(withPlans('gpt-image-1', [])).toMatchObject([{ code: 'too_small' }]);
  });

  test('the rules of a request name each plan that changes it, with its label', () => {
    const draft = copyOf(studio);
    Object.assign(draft.plans.max ?? {}, { limits: { image: 80 }, labels: { de: 'Maximal' } });
    Object.assign(draft.operations.image?.models['gpt-image-1'] ?? {}, { plans: ['max', 'gone'] });
    const rules = (model: string) =>
      planRules(draft, quote(draft, { operation: 'image', model, quantity: { images: 1 } }));
    expect(rules('nano-banana')).toEqual({ limits: { max: 80 }, opening: null });
    expect(rules('gpt-image-1').opening).toMatchObject({
      label: 'GPT Image',
      plans: [
        { name: 'max', label: 'Max', labels: { de: 'Maximal' } },
        { name: 'gone', label: 'gone' },
      ],
    });
  });
});

test('a catalog that is too large to store is rejected', () => {
  const draft = copyOf(presets.studio);
  const [image] = Object.values(draft.operations.image?.models ?? {});
  const many = Array.from({ length: 2_500 }, (_, index) => [`image-${index}`, image]);
  Object.assign(draft.operations.image?.models ?? {}, Object.fromEntries(many));
  const { faults } = readCatalog(draft);
  expect(faults).toMatchObject([{ path: 'operations', message: /too large/ }]);
});

function codeOf(ask: () => unknown): string | null {
  try {
    ask();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
}

/** A preset shares its parts; a copy as it comes out of the store does not. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
