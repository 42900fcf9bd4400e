import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { SUPPORTED_REGIONS } from 'firebase-functions/v1';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { currentTraceId, withTrace } from '../signals/trace.ts';
import { deploy, FIRST_GENERATION_REGIONS, task } from './deploy.ts';
import { createTaskQueue } from './task-queue.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

const seen: { id: string; traceId: string | undefined }[] = [];
const { runWork, health, page, forget } = deploy(
  {
    runWork: task(z.strictObject({ id: z.string() }), {
      options: { memory: '2GiB' },
      handler: async ({ id }) => seen.push({ id, traceId: currentTraceId() }),
    }),
    health: { kind: 'schedule', job: { name: 'health', run: async () => ({}) } },
    forget: {
      kind: 'user-deleted',
      options: { timeoutSeconds: 300 },
      handler: async (id) => void seen.push({ id, traceId: currentTraceId() }),
    },
    page: { kind: 'http', options: { timeoutSeconds: 9 }, handler: (_, response) => void response.end() },
  },
  { services: {} as never, defaults: { region: 'europe-west4', timeoutSeconds: 60, memory: '512MiB' } },
);

test('each row becomes a function with the options of all, and its own', () => {
  const common = { region: ['europe-west4'], availableMemoryMb: 512 };
  expect(runWork.__endpoint).toMatchObject({
    ...{ ...common, availableMemoryMb: 2_048, timeoutSeconds: 60 },
    taskQueueTrigger: {},
  });
  expect(page.__endpoint).toMatchObject({ ...common, timeoutSeconds: 9, httpsTrigger: {} });
});

test('a deleted user is told of by a function of the first generation, where that exists, until it succeeds', async () => {
  vi.stubEnv('GCLOUD_PROJECT', 'demo-deleted');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(forget.__endpoint).toMatchObject({
    ...{ region: ['us-central1'], availableMemoryMb: 512, timeoutSeconds: 300 },
    eventTrigger: { eventType: 'providers/firebase.auth/eventTypes/user.delete', retry: true },
  });
  const before = seen.length;
  await forget.run({ uid: 'mia' } as never, {} as never);
  expect(seen.slice(before)).toEqual([{ id: 'mia', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  seen.length = before;
});

test('a job runs by the schedule of the contract, for as long as jobs may take', () => {
  expect(health.__endpoint).toMatchObject({
    timeoutSeconds: 540,
    scheduleTrigger: { schedule: 'every 5 minutes', timeZone: 'Etc/UTC' },
  });
});

test('a task runs in the trace of whoever ordered it, and one of another shape does not run', async () => {
  const ask = (data: unknown) => runWork.run({ data, headers: { traceparent } } as never);
  await ask({ id: 'one' });
  expect(seen).toEqual([{ id: 'one', traceId }]);
  await expect(ask({ name: 'one' })).rejects.toThrow();
});

test('a task that is ordered is told the trace', async () => {
  const ordered: unknown[] = [];
  const queue = createServer(async (request, response) => {
    ordered.push(await readJson(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(queue, 'listening');
  vi.stubEnv('CLOUD_TASKS_EMULATOR_HOST', `127.0.0.1:${(queue.address() as AddressInfo).port}`);
  vi.stubEnv('GCLOUD_PROJECT', 'demo-trace');
  const app = initializeApp({ projectId: 'demo-trace' });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    queue.close();
    queue.closeAllConnections();
    await deleteApp(app);
  });
  await withTrace({ traceId, parentId: null, isSampled: true }, () =>
    createTaskQueue<{ id: string }>({ app, region: 'us-central1', functionName: 'runWork' }).add('one', {
      id: 'one',
    }),
  );
  expect(ordered).toMatchObject([
    { task: { httpRequest: { headers: { traceparent: expect.stringContaining(`00-${traceId}-`) } } } },
  ]);
});

test('the regions of the first generation are those of the SDK', () => {
  expect(FIRST_GENERATION_REGIONS).toEqual(SUPPORTED_REGIONS);
});
