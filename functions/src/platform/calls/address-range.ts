import ipaddr from 'ipaddr.js';

/** One address, or all addresses with the same first bits. */
export interface AddressRange {
  /** The normal form: an address alone, or with its number of bits. */
  readonly text: string;
  readonly bits: number;
  readonly kind: 'ipv4' | 'ipv6';
  has(address: string): boolean;
}

/**
 * Parses a range as people write it; null if it is invalid. An IPv4 address inside an IPv6 one becomes the IPv4
 * address.
 */
export function parseRange(text: string): AddressRange | null {
  const [written = '', bitsWritten, ...more] = text.trim().split('/');
  const address = parseAddress(written);
  if (!address || more.length > 0) return null;
  const kind = address.kind();
  const most = kind === 'ipv4' ? 32 : 128;
  if (bitsWritten !== undefined && !/^\d{1,3}$/.test(bitsWritten)) return null;
  const bits = bitsWritten === undefined ? most : Number(bitsWritten);
  if (bits > most) return null;
  const of = kind === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const network = of.networkAddressFromCIDR(`${address}/${bits}`);
  return {
    text: bits === most ? network.toString() : `${network}/${bits}`,
    bits,
    kind,
    has(other) {
      const parsed = parseAddress(other);
      return parsed !== null && parsed.kind() === kind && parsed.match(network, bits);
    },
  };
}

/** Returns whether an address is public: not of this machine, a private network or documentation. */
export function isPublicAddress(text: string): boolean {
  return parseAddress(text)?.range() === 'unicast';
}

/** Parses only complete addresses; `ipaddr.js` would also accept `127.1` and `0x7f000001`. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const [address = ''] = text.split('%');
  const isWhole =
    ipaddr.IPv4.isValidFourPartDecimal(address) || (address.includes(':') && ipaddr.IPv6.isValid(address));
  return isWhole ? ipaddr.process(address) : null;
}
