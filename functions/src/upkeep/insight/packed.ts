import { deflateRawSync, inflateRawSync } from 'node:zlib';

export function packed(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), { level: 9 });
}

export function unpack(bytes: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(bytes).toString());
}
