import { expect, test } from 'vitest';
import config from '../../firebase.json' with { type: 'json' };
import { resultBuckets, withRegion, withResultBuckets } from './hosting-config.ts';

const policyOf = ({ hosting }: typeof config) =>
  hosting.headers.flatMap(({ headers }) => headers).find(({ key }) => key === 'Content-Security-Policy')
    ?.value ?? '';

test('pages load results from the buckets of the project, and nothing else from Cloud Storage', async () => {
  const policy = policyOf(withResultBuckets(config, await resultBuckets('my-app')));
  const own =
    'https://storage.googleapis.com/my-app.firebasestorage.app/ https://storage.googleapis.com/my-app.appspot.com/';
  expect(policy).toContain(`img-src 'self' data: blob: ${own};`);
  expect(policy).toContain(`media-src 'self' data: blob: ${own};`);
  expect(policy).not.toMatch(/storage\.googleapis\.com[ ;]/);
});

test('without a project pages load pictures and sounds from the app itself alone', () => {
  expect(policyOf(config)).toContain("img-src 'self' data: blob:; media-src 'self' data: blob:;");
});

test('the site asks the functions where they run', () => {
  const { rewrites } = withRegion(config, 'europe-west1').hosting;
  expect(rewrites).toContainEqual({
    source: '/api/**',
    function: { functionId: 'api', region: 'europe-west1' },
  });
});
