import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keeps the secrets of endpoints. The store has only what nobody can read without the key. */
export interface EndpointKeys {
  /** Encrypts an address, because whoever knows it can send to it. */
  seal(address: string): string;
  /** @throws when it was sealed with another key */
  open(sealed: string): string;
  /** Returns 16 hex digits that are the same for the same address; null when it was sealed with another key. */
  fingerprintOf(sealed: string): string | null;
  /** Returns a secret for the signatures of Standard Webhooks. Each number has its own. */
  secretOf(endpointId: string, number: number): string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const FINGERPRINT_DIGITS = 16;

export function createEndpointKeys(key: () => string): EndpointKeys {
  const derive = (what: string) => createHmac('sha256', key()).update(what).digest();
  const open = (sealed: string) => {
    const bytes = Buffer.from(sealed, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const cipher = createDecipheriv('aes-256-gcm', derive('endpoint addresses'), iv);
    cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = bytes.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8');
  };
  return {
    seal(address) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derive('endpoint addresses'), iv);
      const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open,
    fingerprintOf(sealed) {
      let address: string;
      try {
        address = open(sealed);
      } catch {
        return null;
      }
      const digest = createHmac('sha256', derive('endpoint fingerprints')).update(address).digest('hex');
      return digest.slice(0, FINGERPRINT_DIGITS);
    },
    secretOf: (endpointId, number) =>
      `whsec_${derive(`endpoint secret ${endpointId} ${number}`).toString('base64')}`,
  };
}
