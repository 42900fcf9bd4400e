import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Time } from '../time.ts';
import { SCHEMA_VERSION } from './schema-version.ts';
import {
  decodeStored,
  encodeStored,
  openEnum,
  safeDecodeStored,
  schemaVersion,
  since,
} from './stored-document.ts';

const Item = z.strictObject({ name: z.string(), worth: since(SCHEMA_VERSION, z.int()) });
const Shape = z.strictObject({
  schemaVersion,
  items: z.array(Item),
  byName: z.record(z.string(), Item),
  either: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), item: Item }),
      z.strictObject({ kind: z.literal('b'), n: z.int() }),
    ])
    .nullable(),
  why: openEnum(['late', 'early']).nullable(),
  at: Time,
  agreed: since(SCHEMA_VERSION, z.strictObject({ terms: z.string() })),
});

const stored = () => ({
  schemaVersion: SCHEMA_VERSION,
  items: [
    { name: 'one', worth: 1 },
    { name: 'two', worth: 2 },
  ],
  byName: { x: { name: 'x', worth: 3 } },
  either: { kind: 'a', item: { name: 'y', worth: 4 } },
  why: 'late',
  at: new Date(5),
  agreed: { terms: '2026' },
});

describe('fields of a later build', () => {
  test('are kept, nested ones too, when a document is read, changed and written back', () => {
    const later = {
      ...stored(),
      schemaVersion: SCHEMA_VERSION + 1,
      color: 'red',
      items: [
        { name: 'one', worth: 1, size: { wide: 1 } },
        { name: 'two', worth: 2 },
      ],
      byName: { x: { name: 'x', worth: 3, tags: ['t'] } },
      either: { kind: 'a', item: { name: 'y', worth: 4, depth: 2 }, extra: null },
      agreed: { terms: '2026', at: new Date(9) },
    };
    const read = decodeStored(Shape, later);
    const changed = {
      ...read,
      why: 'early' as const,
      items: read.items.map((one) => ({ ...one, name: 'new' })),
    };
    expect(encodeStored(Shape, changed, SCHEMA_VERSION)).toEqual({
      ...later,
      why: 'early',
      items: [
        { ...later.items[0], name: 'new' },
        { name: 'new', worth: 2 },
      ],
    });
  });

  test('are invisible to the code that reads the document', () => {
    const read = decodeStored(Shape, { ...stored(), color: 'red' });
    expect(Object.keys(read)).not.toContain('color');
    expect(JSON.stringify(read)).not.toContain('red');
  });

  test('move along with an object that is moved into another document', () => {
    const [item] = decodeStored(Shape, { ...stored(), items: [{ name: 'one', worth: 1, size: 7 }] }).items;
    const other = decodeStored(Shape, stored());
    const written = encodeStored(
      Shape,
      { ...other, items: [...other.items, ...(item ? [item] : [])] },
      SCHEMA_VERSION,
    );
    expect(written.items.at(-1)).toEqual({ name: 'one', worth: 1, size: 7 });
  });

  test('survive a round trip with any name and at any depth', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((name) => !(name in stored()) && name !== '__proto__'),
          fc.jsonValue(),
        ),
        fc.dictionary(
          fc.string().filter((name) => !['name', 'worth', '__proto__'].includes(name)),
          fc.jsonValue(),
        ),
        (top, nested) => {
          const later = { ...stored(), ...top, items: [{ name: 'one', worth: 1, ...nested }] };
          expect(encodeStored(Shape, decodeStored(Shape, later), SCHEMA_VERSION)).toEqual(later);
        },
      ),
    );
  });

  test('can’t be written by code that did not read them', () => {
    const value = { ...decodeStored(Shape, stored()), color: 'red' };
    expect(() => encodeStored(Shape, value, SCHEMA_VERSION)).toThrow('color');
  });

  test('do not hide a field that is wrong', () => {
    const result = safeDecodeStored(Shape, { ...stored(), color: 'red', at: 'noon' });
    expect(result.error?.issues.map(({ path }) => path)).toEqual([['at']]);
  });
});

describe('the schema version', () => {
  test('is read up to the one after this build’s, and no further', () => {
    expect(decodeStored(Shape, { ...stored(), schemaVersion: 1 }).schemaVersion).toBe(1);
    expect(decodeStored(Shape, { ...stored(), schemaVersion: SCHEMA_VERSION + 1 }).schemaVersion).toBe(
      SCHEMA_VERSION + 1,
    );
    expect(() => decodeStored(Shape, { ...stored(), schemaVersion: SCHEMA_VERSION + 2 })).toThrow();
  });
});

describe('a new field', () => {
  test('is null where a document lacks it', () => {
    const { agreed: _, ...older } = { ...stored(), items: [{ name: 'one' }] };
    const read = decodeStored(Shape, older);
    expect([read.agreed, read.items[0]?.worth]).toEqual([null, null]);
  });

  test('is not stored anywhere before the store is raised', () => {
    expect(encodeStored(Shape, decodeStored(Shape, stored()), 1)).toEqual({
      schemaVersion: SCHEMA_VERSION,
      items: [{ name: 'one' }, { name: 'two' }],
      byName: { x: { name: 'x' } },
      either: { kind: 'a', item: { name: 'y' } },
      why: 'late',
      at: new Date(5),
    });
  });

  test('is not stored before then by an update of some fields', () => {
    const changes = encodeStored(Shape.partial(), { agreed: { terms: '2027' }, why: null }, 1);
    expect(changes).not.toHaveProperty('agreed');
    expect(changes).toHaveProperty('why', null);
  });
});

test('a word that a later build added to an open set is read and written back unchanged', () => {
  const later = { ...stored(), why: 'never' };
  expect(encodeStored(Shape, decodeStored(Shape, later), SCHEMA_VERSION).why).toBe('never');
});
