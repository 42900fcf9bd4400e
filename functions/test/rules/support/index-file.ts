import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { repository } from './emulator.ts';
import type { AppQuery } from './queries.ts';

const Direction = z.enum(['ASCENDING', 'DESCENDING']);
const queryScope = z.literal('COLLECTION');

const IndexFile = z.strictObject({
  indexes: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      queryScope,
      fields: z.array(z.strictObject({ fieldPath: z.string(), order: Direction })).min(2),
    }),
  ),
  fieldOverrides: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      fieldPath: z.string(),
      /** Firestore deletes a document some time after the one that this field names. */
      ttl: z.literal(true).optional(),
      indexes: z.array(
        z.union([
          z.strictObject({ order: Direction, queryScope }),
          z.strictObject({ arrayConfig: z.literal('CONTAINS'), queryScope }),
        ]),
      ),
    }),
  ),
});

/** `firestore.indexes.json`: the composite indexes, and the fields that are not indexed as every field is. */
export const indexFile = IndexFile.parse(
  JSON.parse(readFileSync(join(repository, 'firestore.indexes.json'), 'utf8')),
);

type Mode = z.infer<typeof Direction> | 'CONTAINS';

/** What Firestore indexes of a field by itself, without a word in the file. */
const byDefault: readonly Mode[] = ['ASCENDING', 'DESCENDING', 'CONTAINS'];

/** How a field is indexed by itself. */
export function modesOf(collection: string, field: string): readonly Mode[] {
  const overrides = indexFile.fieldOverrides.filter(({ collectionGroup }) => collectionGroup === collection);
  // `*` stands for every field of a collection that has no override of its own.
  const override =
    overrides.find(({ fieldPath }) => fieldPath === field) ??
    overrides.find(({ fieldPath }) => fieldPath === '*');
  return override?.indexes.map((index) => ('order' in index ? index.order : index.arrayConfig)) ?? byDefault;
}

export type Composite = (typeof indexFile.indexes)[number];

interface Needed {
  /** Compared for equality: their order in an index is free. */
  equal: string[];
  /** What the index ends in. */
  last: { fieldPath: string; order: z.infer<typeof Direction> }[];
  contains: string[];
}

function neededBy({ where = [], orderBy, thenBy, sums = [] }: AppQuery): Needed {
  const fieldsWith = (...operators: string[]) =>
    where.filter(([, operator]) => operators.includes(operator)).map(([field]) => field);
  const [ranged] = fieldsWith('<', '<=', '>=');
  const first = orderBy ?? (ranged ? ([ranged, 'asc'] as const) : undefined);
  const summed = sums.map((field) => [field, first?.[1] ?? 'asc'] as const);
  return {
    equal: fieldsWith('==', 'in'),
    contains: fieldsWith('array-contains'),
    last: [first, thenBy, ...summed].flatMap((order) =>
      order
        ? [
            {
              fieldPath: order[0],
              order: order[1] === 'desc' ? ('DESCENDING' as const) : ('ASCENDING' as const),
            },
          ]
        : [],
    ),
  };
}

/** The index of one field by itself that a query needs; null when it needs a composite one. */
export function fieldIndexFor(query: AppQuery): { field: string; mode: Mode } | null {
  const { equal, contains, last } = neededBy(query);
  const all = [
    ...equal.map((field) => ({ field, mode: 'ASCENDING' as const })),
    ...contains.map((field) => ({ field, mode: 'CONTAINS' as const })),
    ...last.map(({ fieldPath, order }) => ({ field: fieldPath, mode: order })),
  ];
  const [only, another] = all;
  return only && !another ? only : null;
}

/** The indexes that serve a query: its own, or some that Firestore merges, each for a part of what is compared. */
export function indexesFor(query: AppQuery): Composite[] {
  const own = indexFile.indexes.filter((index) => isServedBy(query, index));
  if (own.length > 0) return own;
  const { equal, last } = neededBy(query);
  const parts = indexFile.indexes.filter(({ collectionGroup, fields }) => {
    const first = fields.slice(0, fields.length - last.length).map(({ fieldPath }) => fieldPath);
    const isPart = first.length > 0 && first.every((field) => equal.includes(field));
    return (
      collectionGroup === query.collection && isPart && isDeepStrictEqual(fields.slice(first.length), last)
    );
  });
  const covered = parts.flatMap(({ fields }) => fields.map(({ fieldPath }) => fieldPath));
  return equal.every((field) => covered.includes(field)) ? parts : [];
}

/** Whether a composite index is the one that a query needs. */
function isServedBy(query: AppQuery, { collectionGroup, fields }: Composite): boolean {
  const { equal, last } = neededBy(query);
  const [first, rest] = [fields.slice(0, equal.length), fields.slice(equal.length)];
  return (
    fieldIndexFor(query) === null &&
    collectionGroup === query.collection &&
    isDeepStrictEqual(first.map(({ fieldPath }) => fieldPath).sort(), [...equal].sort()) &&
    isDeepStrictEqual(rest, last)
  );
}
