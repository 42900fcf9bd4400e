import { expect, test } from 'vitest';
import { isPublicAddress, parseRange } from './address-range.ts';

test.each([
  ['203.0.113.7', '203.0.113.7', ['203.0.113.7', '::ffff:203.0.113.7'], ['203.0.113.8', '::1', 'nonsense']],
  ['203.0.113.77/24', '203.0.113.0/24', ['203.0.113.0', '203.0.113.255'], ['203.0.114.0', '203.0.112.255']],
  ['10.0.0.0/8', '10.0.0.0/8', ['10.255.255.255'], ['11.0.0.0']],
  ['2001:db8::/32', '2001:db8::/32', ['2001:db8:ffff::1', '2001:DB8::'], ['2001:db9::', '1.2.3.4']],
  ['2001:0db8:0:0::1', '2001:db8::1', ['2001:db8::1'], ['2001:db8::2']],
  ['::ffff:203.0.113.7', '203.0.113.7', ['203.0.113.7'], ['203.0.113.6']],
])('%s is written %s and has exactly its own', (text, written, within, without) => {
  const range = parseRange(text);
  expect(range?.text).toBe(written);
  for (const address of within) expect(range?.has(address), address).toBe(true);
  for (const address of without) expect(range?.has(address), address).toBe(false);
});

test.each([
  '',
  'x',
  '1.2.3',
  '127.1',
  '0x7f000001',
  '010.0.0.1',
  '1.2.3.4/33',
  '1.2.3.4/-1',
  '1.2.3.4/',
  '1.2.3.4/8/8',
  '::/129',
  '256.1.1.1',
  ':::',
])('%s is no range', (text) => {
  expect(parseRange(text)).toBeNull();
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['203.0.113.7', false],
  ['::1', false],
  ['fe80::1%eth0', false],
  ['unknown', false],
])('%s is somebody’s on the internet: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
