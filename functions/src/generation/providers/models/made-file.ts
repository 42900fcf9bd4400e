import { InvalidResponseDataError } from '@ai-sdk/provider';
import { preview, type StoredFile } from '../../../contract/index.ts';
import { ProviderError } from '../run/provider-error.ts';

/** The largest file that is passed on. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Converts bytes for an output. @throws ProviderError `provider-failed` when there are too many */
export function toFile(bytes: Uint8Array): StoredFile {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new ProviderError(
      'provider-failed',
      { reason: 'too-large' },
      {
        cause: new Error(`${bytes.length} bytes, at most ${MAX_FILE_BYTES} can be kept`),
      },
    );
  }
  const { buffer, byteOffset, byteLength } = bytes;
  return { where: 'here', base64: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
}

/** Converts a model's data, which is bytes or base64. */
export function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data, 'base64') : data;
}

/** Returns the error for bytes that aren't of the requested kind. */
export function notOfKind(bytes: Uint8Array, kind: 'image' | 'sound' | 'video'): ProviderError {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('hex') || 'nothing';
  return new ProviderError(
    'provider-failed',
    { reason: 'wrong-file', kind },
    {
      cause: new InvalidResponseDataError({
        data: { bytes: bytes.length },
        message: `Not a ${kind}: starts with ${start}`,
      }),
    },
  );
}

/** Formats that every browser shows, by their first bytes; `.` stands for any byte. */
const signatures = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/webp', 'RIFF....WEBP'],
  ['image/gif', 'GIF8'],
  ['image/avif', '....ftypavif'],
] as const;

/** Returns the media type of an image's bytes; undefined if browsers don't show the format. */
export function imageMediaType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return signatures.find(([, signature]) =>
    [...signature].every((sign, at) => (sign === '.' ? at < start.length : sign === start[at])),
  )?.[0];
}

const MAX_ALT_LENGTH = 240;

/** Shortens a prompt to the description of its output: one line, not too long. */
export function toAlt(prompt: string): string {
  return preview(prompt.replace(/\s+/g, ' ').trim(), MAX_ALT_LENGTH);
}
