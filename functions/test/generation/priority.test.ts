import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { activityIdOf, type Catalog, defaultCatalog, HOUR_MS } from '../../src/contract/index.ts';
import { openAccount, testDb } from '../support/accounts.ts';
import { callGenerate, catalogsOf, newInstance, requestOf } from '../support/backend.ts';

/** Cloud Tasks, which receives each task and the function that it is for. */
const received: { path: string; task: unknown }[] = [];
const cloudTasks = createServer(async (request, response) => {
  received.push({ path: request.url ?? '', task: await json(request) });
  response.setHeader('content-type', 'application/json');
  response.end('{}');
});
cloudTasks.listen(0, '127.0.0.1');
await once(cloudTasks, 'listening');
afterAll(() => cloudTasks.close());
process.env.CLOUD_TASKS_EMULATOR_HOST = `127.0.0.1:${(cloudTasks.address() as AddressInfo).port}`;

testDb();
const { createServices } = await import('../../src/wiring.ts');
const { services } = createServices();

const catalog: Catalog = structuredClone(defaultCatalog);
Object.assign(catalog.plans.max ?? {}, { priority: true });
const video = { kind: 'video', prompt: 'a river from above', seconds: 2 } as const;
const instance = newInstance({ catalogs: catalogsOf(catalog) });

async function queuedOn(plan: string | null) {
  const uid = await openAccount(instance.meter, 100);
  if (plan !== null) {
    const untilMs = Date.now() + HOUR_MS;
    await instance.meter.submit(uid, { kind: 'note', fields: { plan: { name: plan, untilMs } } });
  }
  const request = requestOf(video);
  const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
  await callGenerate(instance, uid, request).answer;
  // The plan ends while the work waits, and its request is repeated: it stays in its queue.
  await instance.meter.submit(uid, { kind: 'note', fields: { plan: null } });
  await callGenerate(instance, uid, request).answer;
  return instance.queued.filter((task) => task.activityId === activityId);
}

test('long work is queued by the plan that counted when it was admitted', async () => {
  expect(await queuedOn('max')).toMatchObject([{ priority: true }, { priority: true }]);
  for (const plan of ['plus', null]) {
    for (const task of await queuedOn(plan)) expect(task).not.toHaveProperty('priority');
  }
});

test('work with priority goes to a function of its own, and other work to those of everybody', async () => {
  const reel = { uid: 'ann', accountId: 'ann', reelId: 'reel' };
  const work = { activityId: 'ann_1', input: video };
  await services.enqueue(work);
  await services.enqueue({ ...work, priority: true });
  await services.enqueueReel(reel, 'start');
  await services.enqueueReel({ ...reel, priority: true }, 'start');
  const queues = received.map(({ path }) => /queues\/([^/]+)/.exec(path)?.[1]);
  expect(queues).toEqual(['runLongWork', 'runPriorityWork', 'runReel', 'runPriorityWork']);
});
