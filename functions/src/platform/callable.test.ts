import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CallableName, callables } from '../contract/index.ts';
import { guardedOptions } from './callable.ts';
import { digestKey } from './config.ts';

afterEach(() => vi.unstubAllEnvs());

const names = Object.keys(callables) as CallableName[];
const source = join(import.meta.dirname, '..');

describe('App Check', () => {
  test.each(names)('%s asks for a token in production, and not on the emulators', (name) => {
    vi.stubEnv('FUNCTIONS_EMULATOR', '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '');
    expect(guardedOptions(name, {}).enforceAppCheck).toBe(true);
    vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
    expect(guardedOptions(name, {}).enforceAppCheck).toBe(false);
  });

  test('tokens are used up by what gives or buys credits', () => {
    vi.stubEnv('FUNCTIONS_EMULATOR', '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '');
    const once = names.filter((name) => guardedOptions(name, {}).consumeAppCheckToken);
    expect(once.toSorted()).toEqual(['buyPackWithSavedCard', 'grantCreditsToUser', 'startCheckout']);
  });

  test('no option of one function switches it off, and no function goes round it', () => {
    const careless = { enforceAppCheck: false, consumeAppCheckToken: false };
    vi.stubEnv('FUNCTIONS_EMULATOR', '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '');
    expect(guardedOptions('grantCreditsToUser', careless)).toMatchObject({
      enforceAppCheck: true,
      consumeAppCheckToken: true,
    });
    const direct = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .filter((path) => readFileSync(join(source, path), 'utf8').includes('onCall<'));
    expect(direct).toEqual(['platform/callable.ts']);
  });
});

test('every callable can make digests, and keeps the secrets that it asks for', () => {
  const { secrets } = guardedOptions('generate', { secrets: [digestKey, 'OTHER'] });
  expect(secrets).toEqual([digestKey, 'OTHER']);
});
