import { bytesToText, textToBytes } from './canonical-text.ts';
import { digestOf, textBytes } from './digest.ts';
import type { SealKey } from './seal-documents.ts';

/** The bytes before the seed in a PKCS #8 private key of Ed25519 (RFC 8410). */
const PKCS8_START = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/** Signs with a private key that it doesn't reveal. */
export interface SealSigner {
  readonly keyId: string;
  readonly publicKey: string;
  sign(text: string): Promise<string>;
}

/** Derives the key from a secret, always the same one. @param secret long and random */
export async function signerOf(secret: string): Promise<SealSigner> {
  const seed = textToBytes(await digestOf('seal-secret', secret));
  const pkcs8 = Uint8Array.from([...PKCS8_START, ...seed]);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x: publicKey = '' } = await crypto.subtle.exportKey('jwk', key);
  return {
    keyId: await keyIdOf(publicKey),
    publicKey,
    async sign(text) {
      const signature = await crypto.subtle.sign('Ed25519', key, textBytes(text));
      return bytesToText(new Uint8Array(signature));
    },
  };
}

/** Derives the id of a key from the key, so no other key can have the same id. */
export async function keyIdOf(publicKey: string): Promise<string> {
  return (await digestOf('seal-key', publicKey)).slice(0, 22);
}

export type CheckSignature = (text: string, signature: string) => Promise<boolean>;

/** @throws Error when the browser has no Ed25519 */
export async function signatureCheckOf(publicKey: string): Promise<CheckSignature> {
  const key = await crypto.subtle.importKey('raw', textToBytes(publicKey), 'Ed25519', false, ['verify']);
  return async (text, signature) => {
    try {
      return await crypto.subtle.verify('Ed25519', key, textToBytes(signature), textBytes(text));
    } catch {
      return false;
    }
  };
}

/** Returns the text that a key signs to vouch for the next one. */
export function vouchText(publicKey: string): string {
  return `firemeter-next-seal-key-1\n${publicKey}`;
}

/**
 * Returns the keys with a new one in use. The previous key vouches for it if its secret is still known. Returns the
 * same list if the key is already in use.
 * @throws Error when the key was retired
 */
export async function withKeyInUse(
  keys: readonly SealKey[],
  { signers, nowMs }: { readonly signers: readonly SealSigner[]; readonly nowMs: number },
): Promise<readonly SealKey[]> {
  const [current] = signers;
  if (!current) throw new Error('There is no key to seal with: set SEAL_SIGNING_SECRET');
  const last = keys.at(-1);
  if (last?.keyId === current.keyId) return keys;
  if (keys.some(({ keyId }) => keyId === current.keyId)) {
    throw new Error('The key in SEAL_SIGNING_SECRET was replaced by another one and cannot come back');
  }
  const former = signers.find(({ keyId }) => keyId === last?.keyId);
  const vouchedBy = former
    ? { keyId: former.keyId, signature: await former.sign(vouchText(current.publicKey)) }
    : null;
  const { keyId, publicKey } = current;
  return [
    ...keys.map((key) => ({ ...key, retiredAtMs: key.retiredAtMs ?? nowMs })),
    { keyId, publicKey, publishedAtMs: nowMs, retiredAtMs: null, vouchedBy },
  ];
}
