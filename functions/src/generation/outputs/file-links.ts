import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../../contract/index.ts';
import { keyedDigest } from '../../platform/digest.ts';
import { LINK_MS, type Link } from './output-store.ts';

const FILES_PATH = '/api/files';

interface RequestedFile {
  readonly path: string;
  /** As they appear in the link. */
  readonly expires: string;
  readonly signature: string;
}

/** Makes and checks links to files. A link is valid until it expires, and can't be made without the key. */
export interface FileLinks {
  /** Returns the same link for everyone within an hour, so that browsers can cache the file. */
  make(path: string): Link;
  /**
   * Returns until when a link is valid. @throws AppError `permission-denied` when it has expired or was not made here
   */
  open(file: RequestedFile): { expiresAtMs: number };
}

export function createFileLinks({ key, now }: { key: () => string; now: () => number }): FileLinks {
  const sign = (path: string, expires: string) =>
    keyedDigest(keyedDigest(key(), 'addresses of files'), `${path}\n${expires}`);
  return {
    make(path) {
      const expiresAtMs = Math.ceil(now() / LINK_MS) * LINK_MS + LINK_MS;
      const expires = String(expiresAtMs);
      const query = new URLSearchParams({ expires, signature: sign(path, expires) });
      return { url: `${FILES_PATH}/${path}?${query}`, expiresAtMs };
    },
    open({ path, expires, signature }) {
      const isGenuine = isEqual(signature, sign(path, expires));
      const expiresAtMs = Number(expires);
      if (isGenuine && now() < expiresAtMs) return { expiresAtMs };
      throw new AppError('permission-denied', { reason: 'link-expired' });
    },
  };
}

/** Compares in constant time. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
