import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallableOptions } from 'firebase-functions/https';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CallableName, type CallableShape, callables } from '../../contract/index.ts';
import { digestKey } from '../deploy/config.ts';
import { guardedOptions } from './callable.ts';

afterEach(() => vi.unstubAllEnvs());

const names = Object.keys(callables) as CallableName[];
const source = join(import.meta.dirname, '../..');

function optionsOf(name: CallableName, options: CallableOptions = {}) {
  const shape: CallableShape = callables[name];
  return guardedOptions({ ...shape, options, appCheck: 'enforce' });
}

describe('App Check', () => {
  test.each(names)('%s asks for a token in production, and not on the emulators', (name) => {
    vi.stubEnv('FUNCTIONS_EMULATOR', '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '');
    expect(optionsOf(name).enforceAppCheck).toBe(true);
    vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
    expect(optionsOf(name).enforceAppCheck).toBe(false);
  });

  test('tokens are used up by what gives or buys credits', () => {
    vi.stubEnv('FUNCTIONS_EMULATOR', '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '');
    const once = names.filter((name) => optionsOf(name).consumeAppCheckToken);
    expect(once.toSorted()).toEqual(['buyPackWithSavedCard', 'grantCreditsToUser', 'startCheckout']);
  });

  test('no option of one function switches it off, and no function goes round it', () => {
    const careless = { enforceAppCheck: false, consumeAppCheckToken: false };
    vi.stubEnv('FUNCTIONS_EMULATOR', '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '');
    expect(optionsOf('grantCreditsToUser', careless)).toMatchObject({
      enforceAppCheck: true,
      consumeAppCheckToken: true,
    });
    const direct = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .filter((path) =>
        /\bonCall\b[^;]*firebase-functions\/https/.test(readFileSync(join(source, path), 'utf8')),
      );
    expect(direct).toEqual(['platform/calls/callable.ts']);
  });
});

test('every callable can make digests, and keeps the secrets that it asks for', () => {
  const { secrets } = optionsOf('generate', { secrets: [digestKey.name, 'OTHER'] });
  expect(secrets).toEqual([digestKey.name, 'OTHER']);
});
