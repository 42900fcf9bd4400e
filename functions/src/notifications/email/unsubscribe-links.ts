import { timingSafeEqual } from 'node:crypto';
import { type NotificationClass, notificationClasses } from '../../contract/index.ts';
import { keyedDigest } from '../../platform/digest.ts';

export const UNSUBSCRIBE_PATH = '/mail/unsubscribe';

/** What a link unsubscribes. */
export interface UnsubscribeTarget {
  readonly uid: string;
  readonly class: Exclude<NotificationClass, 'required'>;
}

/** Makes and reads links that unsubscribe without sign-in. Nobody can make one without the key. They don't expire. */
export interface UnsubscribeLinks {
  /** Returns the path of a link. */
  make(of: UnsubscribeTarget): string;
  /** Returns null for a link that was not made here. */
  read(query: Readonly<Record<string, unknown>>): UnsubscribeTarget | null;
}

export function createUnsubscribeLinks(key: () => string): UnsubscribeLinks {
  const sign = ({ uid, class: of }: UnsubscribeTarget) =>
    keyedDigest(keyedDigest(key(), 'unsubscribe links'), `${of}\n${uid}`);
  return {
    make(of) {
      const query = new URLSearchParams({ uid: of.uid, class: of.class, signature: sign(of) });
      return `${UNSUBSCRIBE_PATH}?${query}`;
    },
    read({ uid, class: of, signature }) {
      const known = notificationClasses.find((one) => one === of);
      if (typeof uid !== 'string' || typeof signature !== 'string' || !known || known === 'required')
        return null;
      const found = { uid, class: known };
      return isEqual(signature, sign(found)) ? found : null;
    },
  };
}

/** Compares in constant time. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
