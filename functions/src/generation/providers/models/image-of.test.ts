import { expect, test, vi } from 'vitest';
import { make } from '../../../../test/support/decode-media.ts';
import { encodeStored, factsOf, Result } from '../../../contract/index.ts';
import { imageOf } from './image-of.ts';

vi.setConfig({ testTimeout: 60_000 });

const testImage = (...codec: string[]) => make('testsrc=size=160x90', '-frames:v', '1', ...codec);

test.each([
  ['image/png', ['-c:v', 'png', 'image2pipe']],
  ['image/jpeg', ['-c:v', 'mjpeg', 'image2pipe']],
  ['image/webp', ['-c:v', 'libwebp', 'image2pipe']],
  ['image/gif', ['gif']],
])('the size of a %s is stored with it', async (mediaType, codec) => {
  const size = { width: 160, height: 90 };
  const output = imageOf(await testImage(...codec), 'a test');
  expect(output).toMatchObject({ mediaType, ...size });
  expect(factsOf(output)).toEqual({ ...size, durationMs: null });
});

test('a rotated photograph has the size in which it is shown', async () => {
  const jpeg = await testImage('-c:v', 'mjpeg', 'image2pipe');
  // An Exif segment that says orientation 6, after the start of the image.
  const tiff = '4949 2a00 08000000 0100 1201 0300 01000000 0600 0000 00000000'.replaceAll(' ', '');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(tiff, 'hex')]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const turned = [jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)];
  expect(imageOf(Buffer.concat(turned), '')).toMatchObject({ width: 90, height: 160 });
});

test('an image whose header has no size can still be stored', () => {
  const bytes = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  expect(imageOf(bytes, 'a test')).toMatchObject({ width: null, height: null });
});

test('a store that the previous build may still read stores no sizes', () => {
  const output = imageOf(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a test');
  const value = { schemaVersion: 1, accountId: 'a', uid: 'a', output, createdAt: 0 };
  expect(encodeStored(Result, value, 2).output).not.toHaveProperty('width');
  expect(encodeStored(Result, value, 3).output).toHaveProperty('width');
});
