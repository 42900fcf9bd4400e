import { describe, expect, test } from 'vitest';
import { checkId, documentBytes, UnstorableDocument } from './store.ts';

describe('the bytes of a document', () => {
  test('are those of its fields by Firestore’s rules, and a little for the document itself', () => {
    const empty = documentBytes('id', {});
    const bytesOf = (value: object) => documentBytes('id', value) - empty;
    expect(bytesOf({ ab: 1 })).toBe(3 + 8);
    expect(bytesOf({ ab: 'é' })).toBe(3 + 3);
    expect(bytesOf({ ab: [true, null, new Date()] })).toBe(3 + 1 + 1 + 8);
    expect(bytesOf({ ab: { c: 1 } })).toBe(3 + 2 + 8);
  });
});

describe('a document that Firestore would refuse', () => {
  const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });

  test.each([
    ['it is larger than a mebibyte', { text: 'x'.repeat(1024 * 1024) }],
    ['a text in it is half a surrogate pair', { list: [{ text: 'a\udc00' }] }],
    ['the name of a field is half a surrogate pair', { 'a\ud800': 1 }],
    ['a field has no name', { '': 1 }],
    ['a field has a reserved name', { __name__: 1 }],
    ['a list is directly in a list', { list: [[1]] }],
    ['it is nested too deeply', nested(25)],
  ])('is found before it is sent: %s', (_, value) => {
    expect(() => documentBytes('id', value)).toThrow(UnstorableDocument);
  });

  test.each(['', '.', '..', 'a/b', '__id__', 'x'.repeat(1_501), 'a\ud800'])('cannot have the id %j', (id) => {
    expect(() => checkId(id)).toThrow(UnstorableDocument);
    expect(() => documentBytes(id, {})).toThrow(UnstorableDocument);
  });

  test('is none of those that are merely unusual', () => {
    expect(() => checkId('usage-uid_0199-é…😀')).not.toThrow();
    expect(() => documentBytes('id', nested(19))).not.toThrow();
    expect(() => documentBytes('id', { text: '😀'.repeat(1_000), list: [{ list: [1] }] })).not.toThrow();
  });
});
