import { keyedDigest } from '../digest.ts';
import { toNetwork } from './to-network.ts';

/** Returns the id under which an address is counted: the keyed digest of its network. */
export function digestAddress({ key, ip }: { key: string; ip: string | null }): string {
  return keyedDigest(key, toNetwork(ip));
}
