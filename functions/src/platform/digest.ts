import { createHash, createHmac } from 'node:crypto';

/** A keyed digest (HMAC-SHA-256, hex): equal for equal values, and telling nothing to who lacks the key. */
export function keyedDigest(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex');
}

/** What is asked for, without the id it is asked under (SHA-256, hex). */
export function intentDigestOf({ requestId: _, ...intent }: { readonly requestId: string }): string {
  return createHash('sha256').update(JSON.stringify(intent)).digest('hex');
}
