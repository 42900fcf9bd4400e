import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Firebase uploads only `functions/` and runs `npm ci` there: what that gives is what is tested here. */
const functionsFolder = resolve(import.meta.dirname, '../..');

/** Google's build adds it where a package does not bring it. */
const functionsFramework = resolve(functionsFolder, '../node_modules/.bin/functions-framework');

let clone: string;

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'firemeter-deploy-'));
  const generated = new Set(['node_modules', 'src', 'test', '.secret.local', '.env.local']);
  await cp(functionsFolder, clone, {
    recursive: true,
    filter: (source) =>
      dirname(source) !== functionsFolder || !generated.has(source.slice(functionsFolder.length + 1)),
  });
  const { code, output } = await runToEnd('npm', ['ci', '--omit=dev', '--loglevel=error'], clone);
  expect(output).not.toContain('npm error');
  expect(code).toBe(0);
});

afterAll(() => rm(clone, { recursive: true, force: true }));

test.each(['validateAndDeductCredits', 'generate', 'grantCreditsToUser'])(
  '%s runs from the uploaded folder alone, and rejects a call without sign-in with a typed error',
  async (name) => {
    await using server = await serve(name);
    const response = await fetch(server.address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: {} }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { status: 'UNAUTHENTICATED' } });
  },
);

test('the API runs from the uploaded folder alone, and rejects a call with a problem document', async () => {
  await using server = await serve('api');
  const read = await fetch(`${server.address}api/credits`);
  expect(read.status).toBe(401);
  expect(await read.json()).toMatchObject({ code: 'unauthenticated' });
  const written = await fetch(`${server.address}generate-image`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'a kite',
  });
  expect(written.status).toBe(415);
  expect(written.headers.get('content-type')).toContain('application/problem+json');
});

test('a new instance loads its functions from the built files alone, without other packages', async () => {
  const script = `
    const { Module } = await import('node:module');
    await import('./lib/index.js');
    console.log('loaded ' + JSON.stringify(Object.keys(Module._cache)));
    process.exit();`;
  const { output } = await runToEnd(process.execPath, ['--input-type=module', '--eval', script], clone);
  expect(output).toContain('loaded []');
});

test('the built files have the trigger for users who are deleted in Auth', async () => {
  const script = `
    process.env.GCLOUD_PROJECT = 'demo-deployed';
    const { eraseDeletedUser } = await import('./lib/index.js');
    const { platform, eventTrigger } = eraseDeletedUser.__endpoint;
    console.log(platform + ' ' + eventTrigger.eventType);
    process.exit();`;
  const { output } = await runToEnd(process.execPath, ['--input-type=module', '--eval', script], clone);
  expect(output).toContain('gcfv1 providers/firebase.auth/eventTypes/user.delete');
});

test('the library for the bucket of large outputs is loaded from the built files on first use', async () => {
  const chunk = (await readdir(join(clone, 'lib'))).find((name) => /^open-bucket-\w+\.js$/.test(name));
  const script = `
    await import('./lib/index.js');
    const { openBucket } = await import('./lib/${chunk}');
    console.log('bucket ' + openBucket('outputs').name);
    process.exit();`;
  const { output } = await runToEnd(process.execPath, ['--input-type=module', '--eval', script], clone);
  expect(output).toContain('bucket outputs');
});

test('no stand-in, and nothing else that makes up results, is deployed', async () => {
  const lib = join(clone, 'lib');
  const maps = (await readdir(lib)).filter((name) => name.endsWith('.js.map'));
  expect(maps.length).toBeGreaterThan(3);
  for (const name of maps) {
    const { sources } = JSON.parse(await readFile(join(lib, name), 'utf8')) as { sources: string[] };
    const places = sources.map((source) =>
      relative(functionsFolder, resolve(functionsFolder, 'lib', source)),
    );
    const ours = places.filter((place) => !place.includes('node_modules/'));
    for (const place of ours) expect(place).toMatch(/^src\//);
    expect(ours.filter((place) => /sandbox|stand-?in(?!g)|fake|mock/i.test(place))).toEqual([]);
    expect(places.filter((place) => /aimock|pronouncing|jpeg-js/.test(place))).toEqual([]);
  }
  for (const name of (await readdir(lib)).filter((file) => file.endsWith('.js'))) {
    expect(await readFile(join(lib, name), 'utf8')).not.toMatch(/provider: ['"]sandbox|\(fail\|refuse\|slow/);
  }
});

/** Serves one function under what Cloud Functions itself runs. */
async function serve(name: string): Promise<AsyncDisposable & { address: string }> {
  const port = await freePort();
  const child = spawn(functionsFramework, [`--port=${port}`], {
    cwd: clone,
    env: {
      ...process.env,
      FUNCTION_TARGET: name,
      FUNCTION_SIGNATURE_TYPE: 'http',
      DIGEST_KEY: 'test-digest-key',
      OPENAI_API_KEY: 'test-key',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const address = `http://127.0.0.1:${port}/`;
  await untilAnswers(address, child, () => output);
  return {
    address,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function untilAnswers(address: string, child: ChildProcess, output: () => string): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(address, { method: 'OPTIONS' }).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(100);
  }
  throw new Error(`The function ended before it answered:\n${output()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function runToEnd(
  command: string,
  args: string[],
  cwd: string,
): Promise<{ code: number; output: string }> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output };
}
