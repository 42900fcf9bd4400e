import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  allCollections,
  type Collection,
  fieldsOf,
  growingFieldsOf,
  strayDocumentSchemas,
} from './support/document-fields.ts';
import { repository } from './support/emulator.ts';
import { type Composite, fieldIndexFor, indexesFor, indexFile, modesOf } from './support/index-file.ts';
import { type AppQuery, appQueries } from './support/queries.ts';

/**
 * Written with every request, or with every person. An index on a field that grows with time caps a collection near 500
 * writes a second, and one that no query needs makes each write dearer. What is not named here is written when an admin
 * does something, or once an hour for an account: a list by time is worth its index there.
 */
const busy: readonly Collection[] = [
  'accounts',
  'ai_activity',
  'credit_logs',
  'people',
  'results',
  'rate_limits',
];

const queries = Object.entries(appQueries).map(([name, make]): [string, AppQuery] => [
  name,
  make('any' as never),
]);
const fieldIndexes = queries.flatMap(([, query]) => {
  const index = fieldIndexFor(query);
  return index ? [{ collection: query.collection, ...index }] : [];
});
/** The fields of a collection that some query needs an index of by itself. */
const queriedAlone = (collection: string) =>
  fieldIndexes.filter((index) => index.collection === collection).map(({ field }) => field);

const composites = indexFile.indexes.map((index): [string, Composite] => [
  `${index.collectionGroup}: ${index.fields.map(({ fieldPath }) => fieldPath).join(', ')}`,
  index,
]);

describe('every query has its index', () => {
  test.each(queries)('%s', (_, query) => {
    const alone = fieldIndexFor(query);
    if (alone) expect(modesOf(query.collection, alone.field)).toContain(alone.mode);
    else expect(indexesFor(query)).not.toEqual([]);
  });

  test('the list has every filter and order of the source', () => {
    const listed = queries.flatMap(([, { where = [], orderBy, thenBy }]) => [
      ...where.map(([field, operator]) => `${field} ${operator}`),
      ...[orderBy, thenBy].flatMap((order) => (order ? [`order by ${order[0]}`] : [])),
    ]);
    expect(listed).toEqual(expect.arrayContaining(inSource()));
  });
});

describe('every index has its query', () => {
  test.each(composites)('%s', (_, index) => {
    expect(queries.filter(([, query]) => indexesFor(query).includes(index))).not.toEqual([]);
  });

  test.each(busy)('%s has no index on a field that no query filters by alone', (collection) => {
    const indexed = fieldsOf(collection).filter((field) => modesOf(collection, field).length > 0);
    expect(indexed.sort()).toEqual([...new Set(queriedAlone(collection))].sort());
  });
});

describe('no index slows writes down', () => {
  const ofBusy = composites.filter(([, { collectionGroup }]) =>
    busy.some((name) => name === collectionGroup),
  );
  test.each(ofBusy)('%s spreads them over many ranges', (_, { fields }) => {
    expect(['uid', 'accountId', 'shard', 'traceId']).toContain(fields[0]?.fieldPath);
  });

  test.each(allCollections)('%s indexes times, maps and lists only if a query needs them', (collection) => {
    const indexed = growingFieldsOf(collection).filter((field) => modesOf(collection, field).length > 0);
    expect(queriedAlone(collection)).toEqual(expect.arrayContaining(indexed));
  });

  test.each(busy)('%s has no ordering on times, maps or lists', (collection) => {
    const ordered = growingFieldsOf(collection).filter((field) =>
      modesOf(collection, field).some((mode) => mode !== 'CONTAINS'),
    );
    expect(ordered).toEqual([]);
  });
});

describe('the index file', () => {
  test('names only fields that exist', () => {
    const unknown = indexFile.fieldOverrides.filter(
      ({ collectionGroup, fieldPath }) =>
        fieldPath !== '*' && !fieldsOf(collectionGroup as Collection).includes(fieldPath.split('.')[0] ?? ''),
    );
    expect(unknown).toEqual([]);
  });

  test('has no duplicates, and fewer entries than Firestore’s limit of 200', () => {
    const fields = indexFile.fieldOverrides.map(
      ({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`,
    );
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields.length).toBeLessThan(200);
  });

  test('is checked against every document schema of the contract', async () => {
    expect(await strayDocumentSchemas()).toEqual([]);
  });
});

/** Each filter and order that the app's source asks the database for. */
function inSource(): string[] {
  return ['functions/src', 'web/src'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .flatMap((path) => filtersIn(readFileSync(join(repository, folder, path), 'utf8'))),
  );
}

function filtersIn(source: string): string[] {
  return [
    ...[...source.matchAll(/\bwhere\(\s*'([^']+)',\s*'([^']+)'/g)].map(
      ([, field, operator]) => `${field} ${operator}`,
    ),
    ...[...source.matchAll(/\borderBy\(\s*'([^']+)'/g)].map(([, field]) => `order by ${field}`),
  ];
}
