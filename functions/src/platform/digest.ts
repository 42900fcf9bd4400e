import { createHmac } from 'node:crypto';

/** A keyed digest (HMAC-SHA-256, hex): equal for equal values, and telling nothing to who lacks the key. */
export function keyedDigest(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex');
}
