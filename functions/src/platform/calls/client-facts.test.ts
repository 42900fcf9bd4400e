import { afterEach, describe, expect, test, vi } from 'vitest';
import { hostingProxies } from '../deploy/config.ts';
import { parseRange } from './address-range.ts';
import { readClientFacts } from './client-facts.ts';

afterEach(() => vi.unstubAllEnvs());

const from = (headers: Record<string, string>, proxies = hostingProxies()) =>
  readClientFacts({ rawRequest: { headers, socket: { remoteAddress: '::1' } as never }, proxies });
const forwarded = (hops: string) => from({ 'x-forwarded-for': hops }).ip;

describe('the address of a request', () => {
  test('is the one the last proxy saw, whatever the client has written before it', () => {
    expect(forwarded('198.51.100.7')).toBe('198.51.100.7');
    expect(forwarded('1.1.1.1, 8.8.8.8 ,198.51.100.7')).toBe('198.51.100.7');
    expect(from({}).ip).toBe('::1');
  });

  test('behind Hosting is the one Hosting saw; only an address of Hosting itself says that it is behind it', () => {
    expect(forwarded('198.51.100.7, 151.101.1.1')).toBe('198.51.100.7');
    expect(forwarded('1.1.1.1, 198.51.100.7, 2a04:4e42::1')).toBe('198.51.100.7');
    expect(forwarded('151.101.1.1, 198.51.100.7')).toBe('198.51.100.7');
    expect(forwarded('151.101.1.1')).toBe('151.101.1.1');
    expect(from({ 'x-forwarded-for': '198.51.100.7, 151.101.1.1' }, []).ip).toBe('151.101.1.1');
  });

  test('is one further back for each proxy of ours, and never the client’s own word', () => {
    vi.stubEnv('TRUSTED_HOPS', '2');
    expect(forwarded('1.1.1.1, 198.51.100.7, 10.0.0.1')).toBe('198.51.100.7');
    expect(forwarded('10.0.0.1')).toBe('::1');
  });
});

describe('the country', () => {
  test('is what a trusted header says, and nobody can say it where none is', () => {
    expect(from({ 'x-forwarded-for': '8.8.8.8', 'x-country-code': 'de' }).country).toBe('US');
    vi.stubEnv('COUNTRY_HEADER', 'X-Country-Code');
    expect(from({ 'x-forwarded-for': '8.8.8.8', 'x-country-code': 'de' }).country).toBe('DE');
    expect(from({ 'x-forwarded-for': '8.8.8.8', 'x-country-code': '<script>' }).country).toBe('US');
  });

  test.each([
    ['2001:4860:4860::8888', 'US', 'Google’s resolver'],
    ['2a02:2e0:3fe:1001:302::', 'DE', 'a publisher'],
    ['2001:12ff:0:2::3', 'BR', 'the registry of .br'],
    ['2a01:e0a::1', 'FR', 'Free'],
    ['2A02:8388:0000::1', 'AT', 'Magenta, written in full'],
    ['2405:200::1', 'IN', 'Jio'],
  ])('of the IPv6 address %s is %s (%s)', (address, country) => {
    expect(from({ 'x-forwarded-for': address }).country).toBe(country);
  });

  test.each([
    ['::ffff:8.8.8.8', 'mapped'],
    ['64:ff9b::808:808', 'translated by NAT64'],
    ['2002:808:808::1', 'of 6to4'],
  ])('of an IPv4 address inside an IPv6 one, %s (%s), is that of the IPv4 address', (address) => {
    expect(from({ 'x-forwarded-for': address }).country).toBe('US');
  });

  test('is unknown for addresses that no table knows, and for those that are never routed', () => {
    const inner = ['fe80::1', 'fd00::1', '2001:db8::1', 'ff02::1', '::1', '::ffff:10.0.0.1'];
    for (const hops of [...inner, '10.0.0.1', 'nonsense', 'no:address', '127.0.0.1']) {
      expect(forwarded(hops)).toBe(hops);
      expect(from({ 'x-forwarded-for': hops }).country).toBeNull();
    }
  });
});

test('a device is known by the digest of what it calls itself', () => {
  vi.stubEnv('DIGEST_KEY', 'test-key');
  const rawRequest = { headers: {}, socket: {} as never };
  const [one, again, other] = ['device-one', 'device-one', 'device-two'].map(
    (deviceId) => readClientFacts({ rawRequest, deviceId }).device,
  );
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
  expect(readClientFacts({ rawRequest }).device).toBeNull();
});

test('every network of Hosting can be read', () => {
  expect(hostingProxies().length).toBe(21);
  expect(parseRange('151.101.0.0/16')?.text).toBe('151.101.0.0/16');
});
