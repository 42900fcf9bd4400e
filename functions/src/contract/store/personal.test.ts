import { expect, test } from 'vitest';
import { z } from 'zod';
import { collections, decodeStored, encodeStored, since } from '../index.ts';
import { formerlyPersonal, personal, personalFieldsOf } from './personal.ts';
import { storedCollections } from './stored-collections.ts';

const Shape = z.strictObject({
  id: z.string(),
  email: personal(z.string()).nullable(),
  client: z.strictObject({ ip: since(2, personal(z.string())), hops: z.int() }),
  notes: z.array(z.strictObject({ text: personal(z.string()), atMs: z.int() })),
  byName: z.record(z.string(), personal(z.string()).optional()),
  made: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: personal(z.string()) }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
});

test('a personal field is found wherever it is in a document', () => {
  expect(personalFieldsOf(Shape)).toEqual(['email', 'client.ip', 'notes[].text', 'byName{}', 'made.text']);
});

test('no collection that is kept for good has a personal field', () => {
  const kept = Object.entries(storedCollections).filter(([, { isKeptForGood }]) => isKeptForGood);
  expect(kept.map(([name]) => name)).toEqual(expect.arrayContaining(['ledger', 'audit', 'payments']));
  const found = kept.flatMap(([name, { schemas }]) =>
    schemas.flatMap((schema) => personalFieldsOf(schema).map((field) => `${name}: ${field}`)),
  );
  expect(found).toEqual([]);
});

test('every collection declares its schemas and whether it is kept for good', () => {
  expect(Object.keys(storedCollections).sort()).toEqual(Object.keys(collections).sort());
  for (const { schemas } of Object.values(storedCollections)) expect(schemas.length).toBeGreaterThan(0);
});

test('fields that identify people, and what people wrote, are marked', () => {
  const fieldsIn = (name: keyof typeof storedCollections) =>
    storedCollections[name].schemas.flatMap((schema) => personalFieldsOf(schema));
  expect(fieldsIn('people')).toEqual(['email', 'name', 'avatarUrl', 'searchPrefixes']);
  expect(fieldsIn('activities')).toEqual(
    expect.arrayContaining(['promptPreview', 'client.ip', 'client.device']),
  );
  expect(fieldsIn('prompts')).toEqual(['prompt']);
  expect(fieldsIn('results')).toEqual(['output', 'input']);
});

test('a field that was personal in earlier builds can be read and is never written again', () => {
  const Kept = z.strictObject({ uid: z.string(), email: formerlyPersonal(z.string()) });
  const stored = { uid: 'mia', email: 'mia@example.com' };
  expect(decodeStored(Kept, stored)).toEqual(stored);
  expect(encodeStored(Kept, stored, 'any')).toEqual({ uid: 'mia', email: null });
  expect(personalFieldsOf(Kept)).toEqual([]);
});
