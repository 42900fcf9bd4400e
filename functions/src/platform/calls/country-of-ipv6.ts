import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ipaddr from 'ipaddr.js';
import { type CountryResponse, Reader } from 'mmdb-lib';

/** Read on first use, which takes about 30 ms. */
let table: Reader<CountryResponse> | null = null;

/** The IPv4 address that an IPv6 address carries, or its country; null: neither is known. */
export type OfIpv6 = { readonly ipv4: string } | { readonly country: string } | null;

/**
 * Looks an IPv6 address up, by the countries to which the registries and their owners say that networks belong. Addresses that
 * are never routed, such as private ones and those of documentation, have none, whatever the table says.
 */
export function lookUpIpv6(address: string): OfIpv6 {
  if (!ipaddr.IPv6.isValid(address)) return null;
  const parsed = ipaddr.IPv6.parse(address);
  const carried = carriedIpv4(parsed);
  if (carried) return { ipv4: carried };
  if (parsed.range() !== 'unicast') return null;
  table ??= openTable();
  // The table has this one field, unlike those for which the package has types.
  const found = table.get(parsed.toNormalizedString()) as { readonly country_code?: string } | null;
  return found?.country_code ? { country: found.country_code } : null;
}

/** Returns the IPv4 address in a mapped, a translated (NAT64) or a 6to4 address. */
function carriedIpv4(address: ipaddr.IPv6): string | null {
  const { parts } = address;
  switch (address.range()) {
    case 'ipv4Mapped':
      return address.toIPv4Address().toString();
    case 'rfc6052':
      return toIpv4(parts[6], parts[7]);
    case '6to4':
      return toIpv4(parts[1], parts[2]);
    default:
      return null;
  }
}

function toIpv4(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function openTable(): Reader<CountryResponse> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country-ipv6.mmdb');
  return new Reader(readFileSync(path));
}
