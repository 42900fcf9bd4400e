import { keyedDigest } from './digest.ts';
import { toNetwork } from './to-network.ts';

/** Under what an address is counted, wherever it is counted: the keyed digest of its network. */
export function digestAddress({ key, ip }: { key: string; ip: string | null }): string {
  return keyedDigest(key, toNetwork(ip));
}
