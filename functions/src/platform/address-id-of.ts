import { keyedDigest } from './digest.ts';
import { networkOf } from './network-of.ts';

/** Under what an address is counted, wherever it is counted: the keyed digest of its network. */
export function addressIdOf({ key, ip }: { key: string; ip: string | null }): string {
  return keyedDigest(key, networkOf(ip));
}
