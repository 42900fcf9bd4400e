import { createHash, createHmac } from 'node:crypto';

/** Returns a keyed digest (HMAC-SHA-256, hex): equal for equal values, and meaningless without the key. */
export function keyedDigest(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex');
}

/** Returns the digest of a request without its request id (SHA-256, hex). */
export function intentDigestOf({ requestId: _, ...intent }: { readonly requestId: string }): string {
  return createHash('sha256').update(JSON.stringify(intent)).digest('hex');
}
