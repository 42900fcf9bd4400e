import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientFacts } from '../contract/index.ts';
import type { AddressRange } from './address-range.ts';
import { countryHeader, digestKey, trustedHops } from './config.ts';
import { countryOf } from './country-of.ts';
import { keyedDigest } from './digest.ts';

/** Where a request comes from, in its own words and in those of the proxies before us. */
export interface From {
  readonly rawRequest: Pick<IncomingMessage, 'headers' | 'socket'> & {
    readonly res?: ServerResponse | undefined;
  };
  /** What the browser calls itself. */
  readonly deviceId?: string | undefined;
  /** Proxies that it may have come through besides those before every function. */
  readonly proxies?: readonly AddressRange[];
}

export function clientFactsOf({ rawRequest, deviceId, proxies = [] }: From): ClientFacts {
  const ip = addressOf(rawRequest, proxies);
  const header = countryHeader();
  const told = header === '' ? undefined : rawRequest.headers[header];
  return {
    ip,
    country: countryOf({ ip, told: Array.isArray(told) ? told[0] : told }),
    device: deviceId === undefined ? null : keyedDigest(digestKey.value(), deviceId),
  };
}

/**
 * The address that the last proxy of ours saw; anything before it in X-Forwarded-For is the client's own word. If what
 * it saw was another proxy of ours, the one before.
 */
function addressOf({ headers, socket }: From['rawRequest'], proxies: readonly AddressRange[]): string | null {
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
