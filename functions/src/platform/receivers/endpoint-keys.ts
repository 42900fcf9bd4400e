import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keeps the secrets of endpoints. The store has only what nobody can read without the key. */
export interface EndpointKeys {
  /** Encrypts an address, because whoever knows it can send to it. */
  seal(address: string): string;
  /** @throws when it was sealed with another key */
  open(sealed: string): string;
  /** Returns a secret for the signatures of Standard Webhooks. Each number has its own. */
  secretOf(endpointId: string, number: number): string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createEndpointKeys(key: () => string): EndpointKeys {
  const derive = (what: string) => createHmac('sha256', key()).update(what).digest();
  return {
    seal(address) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derive('endpoint addresses'), iv);
      const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const cipher = createDecipheriv('aes-256-gcm', derive('endpoint addresses'), iv);
      cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = bytes.subarray(IV_BYTES + TAG_BYTES);
      return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8');
    },
    secretOf: (endpointId, number) =>
      `whsec_${derive(`endpoint secret ${endpointId} ${number}`).toString('base64')}`,
  };
}
