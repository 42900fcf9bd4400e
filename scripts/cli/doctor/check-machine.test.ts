import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkMachine } from './check-machine.ts';

describe('a command `firebase` in PATH', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firemeter-machine-'));
    vi.stubEnv('PATH', [folder, '/usr/bin', '/bin'].join(delimiter));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['prints a version', 'echo 14.2.1', 'ok', 'firebase-tools 14.2.1 (`firebase --version`)'],
    ['prints something else', 'echo ours 0.4', 'ok', 'firebase-tools ours 0.4 (`firebase --version`)'],
    ['prints nothing', 'true', 'ok', 'firebase-tools (`firebase --version`)'],
    ['is old', 'echo 12.9.0', 'wrong', 'firebase-tools 12.9.0 is old (`firebase --version`)'],
    ['fails', 'echo Broken; exit 2', 'wrong', '`firebase --version` fails: Broken'],
  ])('that %s', async (_, script, state, what) => {
    writeFileSync(join(folder, 'firebase'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    expect((await checkMachine())[1]).toMatchObject({ state, what });
  });

  test('that is missing', async () => {
    vi.stubEnv('PATH', folder);
    expect((await checkMachine())[1]).toMatchObject({
      state: 'wrong',
      what: expect.stringContaining('`firebase --version` fails'),
    });
  });
});
