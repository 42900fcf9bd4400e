import { afterEach, expect, test, vi } from 'vitest';
import { providerSecrets, providerServers, reachableProviders } from './config.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('without keys only the work that is done here can be reached', () => {
  for (const { name } of providerSecrets) vi.stubEnv(name, 'demo-not-a-real-key');
  expect([...reachableProviders()]).toEqual(['studio']);
  for (const { name } of providerSecrets) vi.stubEnv(name, '');
  expect([...reachableProviders()]).toEqual(['studio']);
});

test('a provider behind a gateway of your own is reachable without a key', () => {
  for (const { name } of providerSecrets) vi.stubEnv(name, 'demo-not-a-real-key');
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/gateway');
  expect([...reachableProviders()]).toEqual(['studio', 'openai']);
  vi.stubEnv('OPENAI_BASE_URL', 'https://api.openai.com/v1/');
  expect([...reachableProviders()]).toEqual(['studio']);
});

test.each([
  ['OPENAI_API_KEY', 'openai'],
  ['GOOGLE_GENERATIVE_AI_API_KEY', 'google'],
  ['ELEVENLABS_API_KEY', 'elevenlabs'],
  ['REPLICATE_API_TOKEN', 'replicate'],
] as const)('%s makes %s reachable', (secret, provider) => {
  vi.stubEnv(secret, 'a-key\n');
  expect(reachableProviders().has(provider)).toBe(true);
  expect(providerServers()[provider].apiKey()).toBe('a-key');
});

test('a server of your own needs an address, and no key', () => {
  vi.stubEnv('OPENAI_COMPATIBLE_API_KEY', 'a-key');
  expect(reachableProviders().has('openai-compatible')).toBe(false);
  vi.stubEnv('OPENAI_COMPATIBLE_API_KEY', '');
  vi.stubEnv('OPENAI_COMPATIBLE_BASE_URL', 'http://127.0.0.1:11434/v1/');
  expect(reachableProviders().has('openai-compatible')).toBe(true);
  expect(providerServers()['openai-compatible'].baseUrl).toBe('http://127.0.0.1:11434/v1');
});

test('addresses are those of the providers unless others are set', () => {
  expect(providerServers().elevenlabs.baseUrl).toBe('https://api.elevenlabs.io');
  vi.stubEnv('ELEVENLABS_BASE_URL', 'http://127.0.0.1:9/gateway');
  expect(providerServers().elevenlabs.baseUrl).toBe('http://127.0.0.1:9/gateway');
});
