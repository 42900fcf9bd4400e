import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteApp, getApp } from 'firebase-admin/app';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { root } from '../stack/paths.ts';
import { job } from './commands/job.ts';
import { chooseTarget, openStore } from './target.ts';

test('no command opens the store past the prefix of the collections', () => {
  const commands = globSync('scripts/cli/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const opening = commands.filter((file) =>
    /^import \{.*'firebase-admin\/firestore'/m.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(opening).toEqual(['scripts/cli/target.ts']);
});

describe('with a Firestore emulator', () => {
  const server = createServer((_, response) => response.end('Ok'));
  let port = 0;
  let folder = '';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firemeter-target-'));
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    vi.stubEnv('GCLOUD_PROJECT', 'demo-target');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', `127.0.0.1:${port}`);
    vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', undefined);
    vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    server.close();
    rmSync(folder, { recursive: true });
  });

  test('its variable alone never leads to the deployed Auth', async () => {
    await chooseTarget({});
    expect(process.env.FIRESTORE_EMULATOR_HOST).toBe(`127.0.0.1:${port}`);
    expect(process.env.FIREBASE_AUTH_EMULATOR_HOST).toBe('127.0.0.1:9099');
  });

  test('a port offset moves Firestore and Auth, whatever the environment names', async () => {
    const config = { emulators: { firestore: { port: port - 10 }, auth: { port: 9000 } } };
    writeFileSync(join(folder, 'firebase.json'), JSON.stringify(config));
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '127.0.0.1:1');
    vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', '127.0.0.1:2');
    await chooseTarget({ portOffset: '10' });
    expect(process.env.FIRESTORE_EMULATOR_HOST).toBe(`127.0.0.1:${port}`);
    expect(process.env.FIREBASE_AUTH_EMULATOR_HOST).toBe('127.0.0.1:9010');
  });

  test.each([
    ['an app', false, /emulators:start.*firebase\.json/],
    ['this repository', true, /npm start.*--port-offset/],
  ])('commands in %s say how its emulators are started', async (_, isOwn, help) => {
    const config = { emulators: { firestore: { port }, functions: { port: 1 } } };
    writeFileSync(join(folder, 'firebase.json'), JSON.stringify(config));
    if (isOwn) mkdirSync(join(folder, 'scripts'));
    if (isOwn) writeFileSync(join(folder, 'scripts/start.ts'), '');
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', undefined);
    await expect(job(undefined, {})).rejects.toThrow('No Functions emulator at 127.0.0.1:1. ');
    await expect(job(undefined, {})).rejects.toThrow(help);
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '127.0.0.1:1');
    await expect(chooseTarget({})).rejects.toThrow(help);
  });

  test('a folder without firebase.json is refused, because nothing there says the prefix', async () => {
    const target = await chooseTarget({});
    await expect(openStore(target)).rejects.toThrow(`There is no firebase.json in ${folder}`);
    writeFileSync(join(folder, 'firebase.json'), '{}');
    const { db } = await openStore(target);
    expect(db.collection('accounts').id).toBe('accounts');
    await deleteApp(getApp());
  });
});
