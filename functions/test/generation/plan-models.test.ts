import { expect, test } from 'vitest';
import { type AppError, type Catalog, defaultCatalog, HOUR_MS } from '../../src/contract/index.ts';
import { limitOf } from '../../src/upkeep/verify/limit-of.ts';
import { openAccount } from '../support/accounts.ts';
import { callGenerate, catalogsOf, imageOf, newInstance, requestOf } from '../support/backend.ts';

/** Everybody may request one image an hour, and subscribers of Max three; they alone may use GPT Image. */
const catalog: Catalog = structuredClone(defaultCatalog);
Object.assign(catalog.operations.image ?? {}, { limit: { max: 1, windowMs: HOUR_MS } });
Object.assign(catalog.operations.image?.models['gpt-image-1'] ?? {}, { plans: ['max'] });
Object.assign(catalog.plans.max ?? {}, { limits: { image: 3 } });

const catalogs = catalogsOf(catalog);
const instance = newInstance({ catalogs });
const { meter, activities } = instance;
const generateWith = (uid: string, model: string) =>
  callGenerate(instance, uid, requestOf(imageOf('a kite'), { model })).answer.then(
    ({ activityId }) => activityId,
    ({ code, details }: AppError) => ({ code, details }),
  );
const subscribe = (uid: string, name: string, untilMs: number) =>
  meter.submit(uid, { kind: 'note', fields: { plan: { name, untilMs } } });

test('a request for a model of a plan is rejected with the plan that opens it, until the account subscribes', async () => {
  const uid = await openAccount(meter, 100);
  const refused = await generateWith(uid, 'gpt-image-1');
  expect(refused).toMatchObject({
    code: 'plan-required',
    details: { label: 'GPT Image', plans: [{ name: 'max', label: 'Max' }] },
  });
  await subscribe(uid, 'plus', Date.now() + HOUR_MS);
  expect(await generateWith(uid, 'gpt-image-1')).toMatchObject({ code: 'plan-required' });
  await subscribe(uid, 'max', Date.now() + HOUR_MS);
  expect(await generateWith(uid, 'gpt-image-1')).toEqual(expect.any(String));
});

test('of requests at once as many are admitted as the plan allows, and the verifier knows by which limit', async () => {
  const uid = await openAccount(meter, 100);
  await subscribe(uid, 'max', Date.now() + HOUR_MS);
  const answers = await Promise.all(Array.from({ length: 6 }, () => generateWith(uid, 'nano-banana')));
  const made = answers.filter((answer) => typeof answer === 'string');
  expect(made).toHaveLength(3);
  for (const id of made) {
    const stored = await activities.read(id);
    if (!stored) throw new Error('The activity is gone');
    expect(stored.value.plan).toBe('max');
    expect(await limitOf(catalogs, stored.value)).toEqual({ max: 3, windowMs: HOUR_MS });
    const { plan: _, ...before } = stored.value;
    expect(await limitOf(catalogs, before)).toEqual({ max: 1, windowMs: HOUR_MS });
  }
  await subscribe(uid, 'max', Date.now());
  expect(await generateWith(uid, 'nano-banana')).toMatchObject({ code: 'rate-limited' });
});
