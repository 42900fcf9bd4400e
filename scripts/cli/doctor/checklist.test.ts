import { afterEach, expect, test, vi } from 'vitest';
import { makeApp, modules } from '../../testing/host-app.ts';
import { doctor } from './doctor.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('the checklist before a launch names App Check on the emulators too', async () => {
  vi.spyOn(process, 'cwd').mockReturnValue(makeApp(modules));
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', '127.0.0.1:1');
  await expect(doctor({ version: undefined })).rejects.toThrow('to fix');
  expect(write.mock.calls.join('')).toMatch(
    /Check by hand before launch.*App Check set up in your client.*appCheck: 'off'/s,
  );
});
