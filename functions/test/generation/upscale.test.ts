import { afterAll, expect, test } from 'vitest';
import {
  activityIdOf,
  collections,
  defaultCatalog,
  type Facts,
  factsOf,
  type InputOf,
  quoteInput,
} from '../../src/contract/index.ts';
import { newRequestId, openAccount } from '../support/accounts.ts';
import { callGenerate, imageOf, newInstance, providerCalls, requestOf } from '../support/backend.ts';
import { png } from '../support/samples.ts';

const backend = newInstance();
afterAll(() => backend.close());

const enlarge = (source: string, factor: 2 | 4): InputOf<'upscale'> => ({ kind: 'upscale', source, factor });

/** Returns the price that the studio shows before the button is pressed. */
function priceOf(input: InputOf<'upscale'>, facts: Facts): number {
  return quoteInput(defaultCatalog, { operation: 'upscale', input, sources: [facts] }).priceMicros;
}

function requestAt(shownPriceMicros: number, input: InputOf<'upscale'>) {
  const model = defaultCatalog.operations.upscale?.defaultModel ?? '';
  const requestId = newRequestId();
  return { requestId, operation: 'upscale', model, input, shownPriceMicros, catalogVersion: 1 };
}

async function painted(uid: string) {
  const request = requestOf(imageOf('a lighthouse'));
  const { output } = await callGenerate(backend, uid, request).answer;
  if (output?.kind !== 'image') throw new Error('No picture came');
  return { source: request.requestId, output };
}

test.each([2, 4] as const)('an image becomes %s× as large for exactly the price shown', async (factor) => {
  const uid = await openAccount(backend.meter, 100);
  const { source, output } = await painted(uid);
  const { width, height } = output;
  if (!width || !height) throw new Error('The size was not stored');
  const input = enlarge(source, factor);
  const priceMicros = priceOf(input, factsOf(output));
  const megapixel = Math.ceil((factor * width * factor * height) / 1e6);
  expect(priceMicros).toBe(megapixel * 500_000);
  const answer = await callGenerate(backend, uid, requestAt(priceMicros, input)).answer;
  expect(answer).toMatchObject({ status: 'completed', capturedMicros: priceMicros });
  expect(answer.output).toMatchObject({ kind: 'image', width: factor * width, height: factor * height });
  const { value } = (await backend.activities.read(answer.activityId)) ?? {};
  expect(value).toMatchObject({ kind: 'upscale', quantity: { counts: { megapixel } } });
});

test('an upscaled image can be upscaled again', async () => {
  const uid = await openAccount(backend.meter, 100);
  const { source, output } = await painted(uid);
  const first = requestAt(priceOf(enlarge(source, 2), factsOf(output)), enlarge(source, 2));
  const { output: larger } = await callGenerate(backend, uid, first).answer;
  if (!larger) throw new Error('No picture came');
  const again = enlarge(first.requestId, 2);
  const answer = await callGenerate(backend, uid, requestAt(priceOf(again, factsOf(larger)), again)).answer;
  expect(answer.output).toMatchObject({ width: 4 * (output.width ?? 0) });
});

test('a price that was shown for a smaller image is rejected', async () => {
  const uid = await openAccount(backend.meter, 100);
  const { source, output } = await painted(uid);
  const input = enlarge(source, 4);
  const cheap = priceOf(input, { width: 16, height: 16, durationMs: null });
  const { answer } = callGenerate(backend, uid, requestAt(cheap, input));
  const priceMicros = priceOf(input, factsOf(output));
  await expect(answer).rejects.toMatchObject({ code: 'price-changed', details: { priceMicros } });
});

/** Stores a picture of a given size as a user's result; null: without a size, as earlier builds did. */
async function keepImage(uid: string, size: { width: number; height: number } | null): Promise<string> {
  const requestId = newRequestId();
  const file = { where: 'here', base64: png.toString('base64') };
  const output = { kind: 'image', mediaType: 'image/png', file, alt: 'an old one', ...size };
  const result = { schemaVersion: 1, accountId: uid, uid, output, createdAt: new Date() };
  await backend.db
    .collection(collections.results)
    .doc(activityIdOf({ accountId: uid, requestId }))
    .set(result);
  return requestId;
}

test.each([
  ['whose size was not stored', null, { reason: 'size-unknown' }],
  [
    'that would become too large',
    { width: 4_000, height: 4_000 },
    { reason: 'too-many-pixels', width: 16_000, height: 16_000, max: 50 },
  ],
])('an image %s is rejected, and nothing is held or ordered', async (_, size, details) => {
  const uid = await openAccount(backend.meter, 100);
  const request = requestAt(1_000_000, enlarge(await keepImage(uid, size), 4));
  const { answer } = callGenerate(backend, uid, request);
  await expect(answer).rejects.toMatchObject({
    code: 'invalid-argument',
    details,
  });
  const activityId = activityIdOf({ accountId: uid, requestId: request.requestId });
  expect(await backend.activities.read(activityId)).toBeNull();
  expect(providerCalls.of(activityId)).toBe(0);
});
