import { expect, test } from 'vitest';
import { callables } from '../callables/callables.ts';
import { AccountId, DocumentId, findJsonFault, Name, StripeId, toWellFormed } from '../index.ts';

const noDocument = ['', 'a/b', '/', '.', '..', '__x__', '__proto__', 'a\u0000b', '\u202Eab', 'half \ud83d'];

test.each(noDocument)('%j is rejected as a document id', (id) => {
  expect([AccountId, DocumentId].map((schema) => schema.safeParse(id).success)).toEqual([false, false]);
});

test('an account id has 1 to 128 characters of any script', () => {
  for (const id of ['a', 'a.b', 'mia@example.com', 'Zoë-1', '小明', 'a'.repeat(128)]) {
    expect(AccountId.safeParse(id).success).toBe(true);
  }
  expect(AccountId.safeParse('a'.repeat(129)).success).toBe(false);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a/b', '', 'A', '\ud83d'])(
  '%j is rejected as the name of something sold',
  (name) => expect(Name.safeParse(name).success).toBe(false),
);

test.each(['__proto__', 'constructor', 'toString', 'a/b', 'a b', '', '.', '..'])(
  '%j is rejected as a Stripe id',
  (id) => {
    expect(StripeId.safeParse(id).success).toBe(false);
    expect(StripeId.safeParse('cs_test_a1B2').success).toBe(true);
  },
);

test.each([{ seconds: 0 }, { images: 0 }, { characters: 0, images: 1 }, { inputTokens: 0, outputTokens: 0 }])(
  'a hold for %j is rejected, because there is nothing to hold for',
  (quantity) => {
    const { quantity: schema } = callables.validateAndDeductCredits.request.shape;
    expect(schema.safeParse(quantity).success).toBe(false);
    expect(schema.safeParse({ images: 1, inputTokens: 0, outputTokens: 9 }).success).toBe(true);
    // Of what was used nothing may be left.
    const used = { requestId: '019ab3c0-7d3a-7c11-9f7e-3b2a1c0d4e5f', status: 'completed', quantity };
    expect(callables.updateAIActivityStatus.request.safeParse(used).success).toBe(true);
  },
);

test.each([
  ['a key that every object has', JSON.parse('{"a":{"__proto__":1}}'), ['a', '__proto__']],
  ['another one', { toString: 1 }, ['toString']],
  ['half a character', { a: ['fine', '\ud83d'] }, ['a', '1']],
  ['half a character in a key', { '\ud83d': 1 }, []],
  ['a number that is none', { a: Number.NaN }, ['a']],
  ['a number without end', { a: [Number.POSITIVE_INFINITY] }, ['a', '0']],
  ['a negative zero', { a: -0 }, ['a']],
  ['a number in the form of Firebase’s SDK', { a: { '@type': 'x' } }, ['a', '@type']],
])('%s is found anywhere in a request', (_, value, path) => {
  expect(findJsonFault(value)?.path).toEqual(path);
});

test('a prompt may say "@type"', () => {
  expect(findJsonFault({ prompt: '@type' })).toBeNull();
});

test('a request that is nested too deeply is rejected without recursion, and a large flat one is accepted', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(findJsonFault(deep)?.code).toBe('too-deep');
  expect(findJsonFault({ all: Array.from({ length: 10_000 }, (_, index) => ({ index })) })).toBeNull();
});

test('lone surrogates in a provider’s response are replaced at every depth, and its numbers stay unchanged', () => {
  const sent = { title: 'a\ud83d', scenes: [{ text: '\ude00b', at: 1 }], none: null };
  expect(toWellFormed(sent)).toEqual({ title: 'a\ufffd', scenes: [{ text: '\ufffdb', at: 1 }], none: null });
});
