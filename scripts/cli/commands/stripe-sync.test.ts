import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stripeSync } from './stripe-sync.ts';

const server = createServer((_, response) => response.end('Ok'));
let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firemeter-stripe-sync-'));
  mkdirSync(join(folder, 'functions'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('GCLOUD_PROJECT', 'demo-stripe-sync');
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', `127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', undefined);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  vi.stubEnv('STRIPE_SECRET_KEY', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.close();
  rmSync(folder, { recursive: true });
});

test.each(['sk_live_1', 'rk_live_1'])(
  'prices of the emulators never reach a live account (%s)',
  async (key) => {
    writeFileSync(join(folder, 'functions/.secret.local'), `STRIPE_SECRET_KEY=${key}\n`);
    await expect(stripeSync({})).rejects.toThrow('--project ID');
    vi.stubEnv('STRIPE_SECRET_KEY', key);
    await expect(stripeSync({})).rejects.toThrow('--project ID');
  },
);

test('the key of the emulators is read from the folder of the codebase that has Firemeter', async () => {
  mkdirSync(join(folder, '.firemeter'));
  mkdirSync(join(folder, 'backend'));
  const record = { codebase: 'ai', groups: [], prefix: '', files: {} };
  writeFileSync(join(folder, '.firemeter/init.json'), JSON.stringify(record));
  const functions = [
    { source: 'mail', codebase: 'mail' },
    { source: 'backend', codebase: 'ai' },
  ];
  writeFileSync(join(folder, 'firebase.json'), JSON.stringify({ functions }));
  writeFileSync(join(folder, 'backend/.secret.local'), 'STRIPE_SECRET_KEY=sk_live_1\n');
  await expect(stripeSync({})).rejects.toThrow('live key');
});

test('a project is never sold with the key of the emulators', async () => {
  writeFileSync(join(folder, 'functions/.secret.local'), 'STRIPE_SECRET_KEY=sk_test_1\n');
  await expect(stripeSync({ project: 'my-app' })).rejects.toThrow('Set STRIPE_SECRET_KEY');
});
