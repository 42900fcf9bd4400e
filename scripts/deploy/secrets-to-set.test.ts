import { expect, test } from 'vitest';
import { secretsToSet } from './secrets-to-set.ts';

const names = ['OPENAI_API_KEY', 'STRIPE_WEBHOOK_SECRET', 'DIGEST_KEY'];
const toSet = (existing: string[], env: Record<string, string> = {}) =>
  secretsToSet({ names, existing: new Set(existing), env, randomKey: () => 'random' }).map(
    ({ name, value }) => `${name}=${value}`,
  );

test('a new project gets every secret: none that anybody could know, and no key of a provider', () => {
  expect(toSet([])).toEqual([
    'OPENAI_API_KEY=demo-none',
    'STRIPE_WEBHOOK_SECRET=random',
    'DIGEST_KEY=random',
  ]);
});

test('what is in the environment is set, what is not stays as it is', () => {
  expect(toSet(names, { OPENAI_API_KEY: ' sk-1 ' })).toEqual(['OPENAI_API_KEY=sk-1']);
});

test('the key of digests is never replaced, since what was equal would no longer be', () => {
  expect(toSet(names, { DIGEST_KEY: 'another' })).toEqual([]);
});
