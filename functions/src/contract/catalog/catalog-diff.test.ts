import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Catalog, catalogChanges, presets } from '../index.ts';

const copyOfStudio = () => copyOf(presets.studio);

test('a change has its path, the labels around it and its values, as data', () => {
  const to = copyOfStudio();
  const image = to.operations.image;
  const model = image?.models['nano-banana'];
  if (!image || !model) throw new Error('The preset has changed: mend this test');
  model.price = { kind: 'flat', micros: 6_000_000 };
  image.limit = null;
  to.disabledProviders.push('openai');
  expect(catalogChanges(presets.studio, to)).toEqual([
    { path: 'disabledProviders', field: 'provider', about: ['openai'], before: true, after: false },
    {
      path: 'operations.image.limit',
      field: 'operation.limit',
      about: ['Image'],
      before: { max: 50, windowMs: 3_600_000 },
      after: null,
    },
    {
      path: 'operations.image.models.nano-banana.price',
      field: 'model.price',
      about: ['Image', 'Nano Banana'],
      before: { kind: 'flat', micros: 5_000_000 },
      after: { kind: 'flat', micros: 6_000_000 },
    },
  ]);
});

test('an entry that was added or removed as a whole is reported by its name', () => {
  const to = copyOfStudio();
  delete to.operations.image;
  expect(catalogChanges(presets.studio, to)).toContainEqual({
    path: 'operations.image',
    field: 'operation',
    about: ['Image'],
    before: 'image',
    after: null,
  });
});

test('equal catalogs have no changes, in whatever order the store returns their keys', () => {
  for (const catalog of Object.values(presets)) {
    expect(catalogChanges(catalog, backwards(catalog) as Catalog)).toEqual([]);
  }
});

test('a change of preset removes and adds operations', () => {
  const found = catalogChanges(presets.studio, presets.gallery).map(({ field, about }) =>
    [field, ...about].join(' '),
  );
  expect(found).toContain('operation Video');
  expect(found).toContain('model Image Flux Dev');
  expect(found).toContain('pack.prices Creator');
});

test('a change of any field is reported with the field and its path', () => {
  const leaves = [...leavesOf(presets.gallery)];
  fc.assert(
    fc.property(fc.constantFrom(...leaves), (path) => {
      const to = copyOf(presets.gallery);
      const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as never, to);
      parent[path.at(-1) ?? ''] = 'something else';
      const changes = catalogChanges(presets.gallery, to);
      expect(changes).toHaveLength(1);
      expect(path.join('.').startsWith(changes[0]?.path ?? 'nowhere')).toBe(true);
    }),
    { numRuns: 10 * leaves.length },
  );
});

/** What is no map, by its path; of texts that are chosen from a list, those whose words take any other. */
function* leavesOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) {
    const field = path.at(-1) ?? '';
    const isWord = typeof value === 'string' && field !== 'kind' && !path.includes('guests');
    if (isWord) yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key]);
}

function backwards(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}

/** A preset shares its parts; a copy as it comes out of the store does not. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
