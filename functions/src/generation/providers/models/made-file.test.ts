import { expect, test } from 'vitest';
import { imageMediaType } from './made-file.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['image/webp', 'RIFF\x12\x34\0\0WEBPVP8 '],
  ['image/gif', 'GIF89a\x01\0'],
  ['image/avif', '\0\0\0 ftypavif\0\0'],
])('%s is recognized by its first bytes', (mediaType, start) => {
  expect(imageMediaType(bytes(start))).toBe(mediaType);
});

test.each([
  ['nothing', ''],
  ['a page', '<!doctype html>'],
  ['a drawing that could carry a script', '<svg xmlns="http://www.w3.org/2000/svg">'],
  ['a sound in the same container as WebP', 'RIFF\x12\x34\0\0WAVEfmt '],
  ['the beginning of a signature', '\x89PN'],
])('%s is not recognized as an image', (_, start) => {
  expect(imageMediaType(bytes(start))).toBeUndefined();
});
