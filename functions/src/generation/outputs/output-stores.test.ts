import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CRC32C, Storage } from '@google-cloud/storage';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Answer, openLoopback } from '../../../test/support/loopback.ts';
import { type GenerationOutput, HOUR_MS, type OutputOf } from '../../contract/index.ts';
import { createBucketStore } from './create-bucket-store.ts';
import { createLocalStore } from './create-local-store.ts';
import { createOutputStore } from './create-output-store.ts';
import { createFileLinks } from './file-links.ts';
import type { FileStore } from './output-store.ts';

const activityId = 'someone_0199c7a0-0000-7000-8000-000000000000';
const nowMs = Date.now();
const now = () => nowMs;
const links = createFileLinks({ key: () => 'a key', now });

async function localFiles(): Promise<{ files: FileStore; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { files: createLocalStore({ folder, links }), folder };
}

/** Cloud Storage as far as it is used here, over HTTP: objects that are made once, read, listed and deleted. */
async function bucketFiles(): Promise<{ files: FileStore; objects: Map<string, Stored> }> {
  const objects = new Map<string, Stored>();
  const server = await openLoopback();
  onTestFinished(() => server[Symbol.asyncDispose]());
  server.answerWith(cloudStorage(objects));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const credentials = {
    client_email: 'functions@example.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
  const storage = new Storage({ projectId: 'demo-firemeter', apiEndpoint: server.url, credentials });
  // The same class, once as a module and once as firebase-admin loads it.
  const bucket = storage.bucket('outputs') as never;
  return { files: createBucketStore({ bucket, now }), objects };
}

interface Stored {
  readonly bytes: Buffer;
  readonly contentType: string;
}

function cloudStorage(objects: Map<string, Stored>): Answer {
  return ({ method, path, body }, response) => {
    const { pathname, searchParams } = new URL(path, 'http://storage');
    const name = decodeURIComponent(pathname.split('/o/')[1] ?? searchParams.get('name') ?? '');
    const reply = (status: number, content: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    const refuse = (status: number) => reply(status, { error: { code: status, message: 'refused' } });
    if (method === 'POST') {
      if (objects.has(name) && searchParams.get('ifGenerationMatch') === '0') return refuse(412);
      const { metadata, bytes } = multipart(body);
      objects.set(name, { bytes, contentType: metadata.contentType });
      const checksum = new CRC32C();
      checksum.update(bytes);
      return reply(200, { name, bucket: 'outputs', generation: '1', crc32c: checksum.toString() });
    }
    if (method === 'DELETE') return objects.delete(name) ? response.writeHead(204).end() : refuse(404);
    if (!pathname.includes('/o/')) {
      const items = [...objects.keys()].filter((key) => key.startsWith(searchParams.get('prefix') ?? ''));
      return reply(200, { items: items.map((item) => ({ name: item, bucket: 'outputs' })) });
    }
    const found = objects.get(name);
    return found
      ? response.writeHead(200, { 'content-type': found.contentType }).end(found.bytes)
      : refuse(404);
  };
}

/** An upload as two parts: what it is, as JSON, and its bytes. */
function multipart(body: Buffer): { metadata: { contentType: string }; bytes: Buffer } {
  const boundary = body.subarray(0, body.indexOf('\r\n'));
  const headEnd = body.indexOf('\r\n\r\n') + 4;
  const second = body.indexOf(boundary, headEnd);
  const bytesStart = body.indexOf('\r\n\r\n', second) + 4;
  const bytesEnd = body.lastIndexOf(`\r\n${boundary}`);
  return {
    metadata: JSON.parse(body.subarray(headEnd, second).toString()),
    bytes: body.subarray(bytesStart, bytesEnd),
  };
}

function videoOf(bytes: Buffer): OutputOf<'video'> {
  const file = { where: 'here', base64: bytes.toString('base64') } as const;
  return {
    kind: 'video',
    mediaType: 'video/mp4',
    file,
    durationMs: 1_000,
    width: 640,
    height: 360,
    alt: 'a river',
  };
}
const large = videoOf(Buffer.alloc(600_000, 'river'));

function storedFile(output: GenerationOutput) {
  if (!('file' in output) || output.file.where !== 'store') throw new Error('It was not moved to the store');
  return output.file;
}

describe.each([
  ['a folder', localFiles],
  ['a bucket', bucketFiles],
])('an output store in %s', (_, open) => {
  test('stores what is too large for a document, and returns the same bytes', async () => {
    const store = createOutputStore((await open()).files);
    const kept = await store.keep(activityId, large);
    expect(kept).toEqual({ ...large, file: { where: 'store', path: expect.any(String), bytes: 600_000 } });
    expect(Buffer.from(await store.read(storedFile(kept)))).toEqual(Buffer.alloc(600_000, 'river'));
    expect(await store.keep(activityId, kept)).toBe(kept);
  });

  test('leaves outputs that fit into a document unchanged', async () => {
    const store = createOutputStore((await open()).files);
    const small = videoOf(Buffer.alloc(525_000));
    expect(await store.keep(activityId, small)).toBe(small);
    const text = { kind: 'captions', text: 'WEBVTT' } as const;
    expect(await store.keep(activityId, text)).toBe(text);
  });

  test('stores a file once, however often and concurrently it is sent, and never replaces another', async () => {
    const store = createOutputStore((await open()).files);
    const all = await Promise.all(Array.from({ length: 8 }, () => store.keep(activityId, large)));
    expect(new Set(all.map((output) => storedFile(output).path)).size).toBe(1);

    const late = await store.keep(activityId, videoOf(Buffer.alloc(600_000, 'late')));
    expect(storedFile(late).path).not.toBe(storedFile(all[0] as GenerationOutput).path);
    const first = await store.read(storedFile(all[0] as GenerationOutput));
    expect(Buffer.from(first)).toEqual(Buffer.alloc(600_000, 'river'));
  });

  test('deletes all files of an activity and of no other, and reports a missing file', async () => {
    const store = createOutputStore((await open()).files);
    const other = await store.keep(`${activityId}0`, large);
    const gone = await Promise.all(
      [large, videoOf(Buffer.alloc(600_000, 'late'))].map((output) => store.keep(activityId, output)),
    );
    await store.remove(activityId);
    await store.remove(activityId);
    for (const output of gone) {
      await expect(store.read(storedFile(output))).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await store.read(storedFile(other))).toHaveLength(600_000);
  });

  test('keeps the files of accounts apart, whatever characters their ids have', async () => {
    const store = createOutputStore((await open()).files);
    const uids = ['..', '.', 'a b', 'a%20b', 'ä', 'x'.repeat(128), '~', 'c:\\', '🙂'];
    const paths = await Promise.all(
      uids.map(async (uid) => storedFile(await store.keep(activityId.replace('someone', uid), large)).path),
    );
    expect(new Set(paths).size).toBe(uids.length);
    for (const path of paths) expect(path).toMatch(/^~?[A-Za-z0-9-]+\/[0-9a-f-]{36}\/[0-9a-f]{32}\.mp4$/);
  });
});

test('a folder never shows half a file or leftovers', async () => {
  const { files, folder } = await localFiles();
  const store = createOutputStore(files);
  await Promise.all(Array.from({ length: 8 }, () => store.keep(activityId, large)));
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(names.filter((entry) => entry.isFile())).toHaveLength(1);
});

test('a bucket stores the media type, and signs links that expire', async () => {
  const { files, objects } = await bucketFiles();
  const store = createOutputStore(files);
  const file = storedFile(await store.keep(activityId, large));
  expect(objects.get(file.path)?.contentType).toBe('video/mp4');
  const { url, expiresAtMs } = await store.link(file);
  expect(expiresAtMs).toBe(nowMs + HOUR_MS);
  const { pathname, searchParams } = new URL(url);
  expect(pathname).toBe(`/outputs/${file.path}`);
  expect(searchParams.get('X-Goog-Algorithm')).toBe('GOOG4-RSA-SHA256');
  expect(Number(searchParams.get('X-Goog-Expires'))).toBeGreaterThan(3_500);
  expect(searchParams.get('X-Goog-Signature')).toMatch(/^[0-9a-f]{512}$/);
});

describe('a link to a file', () => {
  const path = 'someone/0199c7a0-0000-7000-8000-000000000000/abc.mp4';
  const clock = { nowMs };
  const addresses = createFileLinks({ key: () => 'a key', now: () => clock.nowMs });
  const { url, expiresAtMs } = addresses.make(path);
  const { searchParams } = new URL(url, 'http://here');
  const genuine = {
    path,
    expires: searchParams.get('expires') ?? '',
    signature: searchParams.get('signature') ?? '',
  };

  test('is valid for one to two hours, and the same within an hour', () => {
    expect(expiresAtMs - nowMs).toBeGreaterThanOrEqual(HOUR_MS);
    expect(expiresAtMs - nowMs).toBeLessThanOrEqual(2 * HOUR_MS);
    clock.nowMs = nowMs - (nowMs % HOUR_MS) + 1;
    expect(addresses.make(path)).toEqual({ url, expiresAtMs });
  });

  test('is valid exactly until it expires', () => {
    clock.nowMs = expiresAtMs - 1;
    expect(addresses.open(genuine)).toEqual({ expiresAtMs });
    clock.nowMs = expiresAtMs;
    expect(() => addresses.open(genuine)).toThrow(expect.objectContaining({ code: 'permission-denied' }));
  });

  test.each([
    ['another file', { path: path.replace('abc', 'abd') }],
    ['a later end', { expires: String(expiresAtMs + 1) }],
    ['no end', { expires: '' }],
    ['an endless end', { expires: 'Infinity' }],
    ['no signature', { signature: '' }],
    ['half a signature', { signature: genuine.signature.slice(0, 32) }],
    ['a signature of as many other characters', { signature: 'é'.repeat(32) }],
    ['the end and the path shifted', { path: `${path}\n`, expires: genuine.expires }],
  ])('does not open for %s', (_, change) => {
    clock.nowMs = nowMs;
    expect(() => addresses.open({ ...genuine, ...change })).toThrow(
      expect.objectContaining({ code: 'permission-denied' }),
    );
  });

  test('that was made with another key is invalid', () => {
    clock.nowMs = nowMs;
    const others = createFileLinks({ key: () => 'another key', now: () => clock.nowMs });
    expect(() => others.open(genuine)).toThrow(expect.objectContaining({ code: 'permission-denied' }));
  });
});
