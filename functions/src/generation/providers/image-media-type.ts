/** Formats every browser shows, by how their bytes start; `.` stands for any byte. */
const signatures = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/webp', 'RIFF....WEBP'],
  ['image/gif', 'GIF8'],
  ['image/avif', '....ftypavif'],
] as const;

/** The media type of a picture's bytes, or undefined when they are not of a format that browsers show. */
export function imageMediaType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return signatures.find(([, signature]) =>
    [...signature].every((sign, at) => (sign === '.' ? at < start.length : sign === start[at])),
  )?.[0];
}
