import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isOfferedSize, offeredLengths } from '../../contract/index.ts';
import {
  connectProviders,
  offersOf,
  providerChecks,
  providerSecrets,
  providers,
  reachableProviders,
} from './registry.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const serverOf = (name: string) => providers.find((provider) => provider.name === name)?.server();

describe('the providers that can be reached', () => {
  test('are only the local one without keys', () => {
    for (const name of providerSecrets) vi.stubEnv(name, 'demo-not-a-real-key');
    expect([...reachableProviders()]).toEqual(['studio']);
    for (const name of providerSecrets) vi.stubEnv(name, '');
    expect([...reachableProviders()]).toEqual(['studio']);
  });

  test('include a provider behind a gateway without a key', () => {
    for (const name of providerSecrets) vi.stubEnv(name, 'demo-not-a-real-key');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/gateway');
    expect([...reachableProviders()]).toEqual(['studio', 'openai']);
    vi.stubEnv('OPENAI_BASE_URL', 'https://api.openai.com/v1/');
    expect([...reachableProviders()]).toEqual(['studio']);
  });

  test('include a server of your own that has an address and no key', () => {
    vi.stubEnv('OPENAI_COMPATIBLE_API_KEY', 'a-key');
    expect(reachableProviders().has('openai-compatible')).toBe(false);
    vi.stubEnv('OPENAI_COMPATIBLE_API_KEY', '');
    vi.stubEnv('OPENAI_COMPATIBLE_BASE_URL', 'http://127.0.0.1:11434/v1/');
    expect(reachableProviders().has('openai-compatible')).toBe(true);
    expect(serverOf('openai-compatible')?.baseUrl).toBe('http://127.0.0.1:11434/v1');
  });
});

describe.each(providers.flatMap(({ name, remote }) => (remote ? [{ name, remote }] : [])))(
  '$name',
  ({ name, remote }) => {
    const { secret, address } = remote;

    test('has its own secret, bound to the functions that run models, and its own parameter', () => {
      expect(providerSecrets.filter((bound) => bound === secret)).toHaveLength(1);
      const sharing = providers.filter((other) => other.remote?.address.parameter === address.parameter);
      expect(sharing).toHaveLength(1);
    });

    test('is called with its key, trimmed, at its own address or at the configured one', () => {
      vi.stubEnv(secret, 'a-key\n');
      expect(serverOf(name)?.apiKey()).toBe('a-key');
      expect(serverOf(name)?.baseUrl).toBe(address.usual);
      vi.stubEnv(address.parameter, 'http://127.0.0.1:9/gateway/');
      expect(serverOf(name)?.baseUrl).toBe('http://127.0.0.1:9/gateway');
      expect(reachableProviders().has(name)).toBe(true);
    });

    test('is checked for its health only if it can be reached', () => {
      const askOf = () => providerChecks().find((check) => check.name === name)?.ask;
      expect(askOf()).toBeNull();
      vi.stubEnv(secret, 'a-key');
      vi.stubEnv(address.parameter, 'http://127.0.0.1:9/gateway');
      expect(askOf()).toBeTypeOf('function');
    });
  },
);

test('the deployment page lists the secret and the address of every provider', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/deployment.md'), 'utf8');
  for (const { name, remote } of providers) {
    if (!remote) continue;
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row).toContain(`\`${remote.secret}\``);
    expect(row).toContain(`\`${remote.address.parameter}\``);
  }
});

test('no two providers have the same name', () => {
  expect(new Set(providers.map(({ name }) => name)).size).toBe(providers.length);
  expect(Object.keys(connectProviders())).toEqual(providers.map(({ name }) => name));
});

test.each([
  ['google', 'veo-2.0-generate-001', [5, 6, 8]],
  ['google', 'veo-3.1-fast-generate-preview', [4, 6, 8]],
  ['replicate', 'google/veo-3-fast', [4, 6, 8]],
  ['replicate', 'minimax/video-01', [6]],
  ['replicate', 'bytedance/seedance-1-pro', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ['replicate', 'a/model-that-makes-any', null],
  ['fal', 'fal-ai/veo3/fast', [4, 6, 8]],
  ['fal', 'fal-ai/flux/schnell', null],
  ['openai-compatible', 'any', null],
  ['nobody', 'any', null],
])('%s %s makes videos of the lengths %j', (provider, providerModel, lengths) => {
  const offers = offersOf({ provider, providerModel });
  expect(offeredLengths(offers ? { offers } : {})).toEqual(lengths);
});

test.each([
  ['openai', 'gpt-image-1', 1_536, 1_024, true],
  ['openai', 'gpt-image-1', 1_000, 1_000, false],
  ['openai', 'dall-e-3', 1_792, 1_024, true],
  ['openai', 'dall-e-2', 512, 512, true],
  ['openai', 'a-later-model', 1_000, 1_000, true],
  ['google', 'gemini-2.5-flash-image', 1_344, 768, true],
  ['google', 'gemini-2.5-flash-image', 1_024, 300, false],
  ['replicate', 'black-forest-labs/flux-schnell', 1_024, 1_024, true],
  ['openai-compatible', 'any', 333, 77, true],
])('%s %s makes %d × %d: %s', (provider, providerModel, width, height, makes) => {
  const offers = offersOf({ provider, providerModel });
  expect(isOfferedSize(offers ? { offers } : {}, { width, height })).toBe(makes);
});

test.each([
  ['fal', 'fal-ai/flux/schnell', true],
  ['replicate', 'black-forest-labs/flux-dev', true],
  ['replicate', 'a/model-that-makes-any', false],
  ['google', 'gemini-2.5-flash-image', false],
  ['openai', 'gpt-image-1', false],
])('%s %s takes seeds: %s', (provider, providerModel, takes) => {
  expect(offersOf({ provider, providerModel })?.seeds === true).toBe(takes);
});
