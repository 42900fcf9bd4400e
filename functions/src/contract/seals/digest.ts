import { bytesToText } from './canonical-text.ts';

const encoder = new TextEncoder();

export function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** SHA-256 of a text, by WebCrypto, which browsers and servers have alike. @param purpose keeps digests of different things apart */
export async function digestOf(purpose: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', textBytes(`firemeter-${purpose}-1\n${text}`));
  return bytesToText(new Uint8Array(digest));
}
