import { bytesToText } from './canonical-text.ts';

const encoder = new TextEncoder();

export function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/**
 * Computes SHA-256 of a text with WebCrypto, which browsers and servers share.
 * @param purpose keeps digests of different things apart
 */
export async function digestOf(purpose: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', textBytes(`firemeter-${purpose}-1\n${text}`));
  return bytesToText(new Uint8Array(digest));
}
