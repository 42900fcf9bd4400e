import { lookup as lookUpByDns } from 'node:dns';
import { request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { SECOND_MS } from '../../contract/index.ts';
import { isPublicAddress } from '../calls/address-range.ts';

/** A request to a receiver that somebody else runs. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The status of the answer, or why there is none: `timeout`, `private-address`, `econnrefused`, … */
export type Answer =
  | {
      readonly status: number;
      /** As it was received: seconds or a date. */
      readonly retryAfter?: string | undefined;
    }
  | { readonly status: null; readonly why: string };

/** Sends a request, and reads nothing of the answer but its status and `Retry-After`. Never follows a redirect. */
export type SendRequest = (request: OutgoingRequest) => Promise<Answer>;

export interface SendingOptions {
  /** Returns whether receivers on private networks and without TLS are allowed, as on the emulators. */
  readonly allowsPrivate: () => boolean;
  readonly timeoutMs?: number;
  readonly lookUp?: typeof lookUpByDns;
}

const TIMEOUT_MS = 15 * SECOND_MS;
const PRIVATE = 'private-address';

/**
 * Sends requests to addresses that people enter. The connection itself resolves the name, once, and goes to what was
 * checked, so that a name can't lead to another address afterwards.
 */
export function createSendRequest(options: SendingOptions): SendRequest {
  const { timeoutMs = TIMEOUT_MS } = options;
  return ({ method, url, headers = {}, body }) => {
    const why = faultOfReceiver(url, options.allowsPrivate());
    if (why) return Promise.resolve({ status: null, why });
    const target = new URL(url);
    const send = target.protocol === 'https:' ? requestByHttps : requestByHttp;
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const request = send(target, {
        ...{ method, signal, agent: false, lookup: checkedLookup(options) },
        headers: { 'user-agent': 'Firemeter', ...headers, ...length },
      });
      request.on('response', (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        response.destroy();
      });
      request.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ status: null, why: signal.aborted ? 'timeout' : (error.code ?? 'error').toLowerCase() }),
      );
      request.end(body);
    });
  };
}

/** Returns why nothing may be sent to a URL, as far as the URL shows; null: something may. */
export function faultOfReceiver(url: string, allowsPrivate: boolean): 'not-a-url' | 'private-address' | null {
  const target = URL.parse(url);
  if (!target || !['https:', 'http:'].includes(target.protocol)) return 'not-a-url';
  if (target.username !== '' || target.password !== '') return 'not-a-url';
  if (allowsPrivate) return null;
  if (target.protocol !== 'https:') return 'not-a-url';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host) ? PRIVATE : null;
}

/** Resolves a name, and fails when any of its addresses is private. */
function checkedLookup({ allowsPrivate, lookUp = lookUpByDns }: SendingOptions): LookupFunction {
  return (hostname, { all: wantsAll, ...options }, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return callback(error ?? new Error(`No address of ${hostname}`), '');
      if (!allowsPrivate() && !found.every(({ address }) => isPublicAddress(address))) {
        return callback(Object.assign(new Error(`${hostname} is private`), { code: PRIVATE }), '');
      }
      if (wantsAll) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
