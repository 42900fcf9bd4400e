import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { running } from '../processes.ts';

interface Worker {
  process: { kill(): void; once(event: 'exit', listener: () => void): void };
  conn: { httpReqOpts(): { socketPath: string } };
}
interface Emulator {
  startNode(
    backend: { bin: string; functionsDir: string },
    env: { FUNCTION_TARGET: string },
  ): Promise<Worker>;
}

const source = `
let waiting = null;
/** Ends when it is called a second time meanwhile: only concurrent calls in one process do. */
export const meet = (request, response) => {
  if (waiting) return waiting.end('met'), response.end('met');
  waiting = response;
};
let calls = 0;
export const callsSoFar = (request, response) => response.end(String(calls++));
const tell = (request, response) => response.end(String(process.pid));
export const generate = tell;
export const runLongWork = tell;
export const openAccount = tell;
let deleted = null;
export const forget = async (user, { eventType }) => { deleted = user.uid + ' by ' + eventType; };
forget.__endpoint = { platform: 'gcfv1', eventTrigger: {} };
export const lastDeleted = (request, response) => response.end(deleted);
export const publish = tell;
`;

let folder: string;
let start: (target: string) => Promise<Worker>;
const workers: Worker[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firemeter-host-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module","main":"index.js"}');
  await writeFile(join(folder, 'index.js'), source);
  process.env.FIREMETER_STARTER = String(process.pid);
  const require = createRequire(import.meta.url);
  require('./firebase-preload.cjs');
  const { FunctionsEmulator } = require('firebase-tools/lib/emulator/functionsEmulator.js');
  const emulator: Emulator = FunctionsEmulator.prototype;
  start = async (target) => {
    const worker = await emulator.startNode(
      { bin: process.execPath, functionsDir: folder },
      { FUNCTION_TARGET: target },
    );
    workers.push(worker);
    const isUp = () =>
      ask(worker, '/__/health').then(
        () => true,
        () => false,
      );
    await expect.poll(isUp, { timeout: 15_000 }).toBe(true);
    return worker;
  };
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.process.kill();
});
afterAll(() => rm(folder, { recursive: true }));

async function ask(worker: Worker, path = '/', body?: object): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = body && { method: 'POST', headers: { 'content-type': 'application/json' } };
  request({ ...worker.conn.httpReqOpts(), path, ...sent }, (response) => resolve(text(response)))
    .once('error', reject)
    .end(body && JSON.stringify(body));
  return promise;
}

test('functions that run work share a process, and those that change it by another one', async () => {
  const [generate, longWork, open, publish] = await Promise.all(
    ['generate', 'runLongWork', 'openAccount', 'publish'].map(async (name) => ask(await start(name))),
  );
  expect(longWork).toBe(generate);
  expect(publish).toBe(open);
  expect(open).not.toBe(generate);
});

test('requests at once are handled by one process at the same time', async () => {
  const [first, second] = [await start('meet'), await start('meet')];
  expect(await Promise.all([ask(first), ask(second)])).toEqual(['met', 'met']);
});

test('a function of the first generation gets the data of an event and its context', async () => {
  await ask(await start('forget'), '/', { eventType: 'user.delete', data: { uid: 'mia' } });
  expect(await ask(await start('lastDeleted'))).toBe('mia by user.delete');
});

test("a function hears nothing of the emulator's health checks", async () => {
  const worker = await start('callsSoFar');
  await ask(worker, '/__/health');
  expect(await ask(worker)).toBe('0');
});

test('after a change of the sources a new process serves, and the old one ends with its last request', async () => {
  const [kept, killed] = [await start('openAccount'), await start('publish')];
  const pid = await ask(kept);
  const exits = Promise.withResolvers<void>();
  killed.process.once('exit', exits.resolve);
  killed.process.kill();
  await exits.promise;
  const renewed = await start('publish');
  expect(await ask(renewed)).not.toBe(pid);
  expect(await ask(kept)).toBe(pid);
  kept.process.kill();
  await expect.poll(() => running([Number(pid)])).toEqual([]);
});
