/** The media types that can be shown as they are. SVG is not included, because it can contain a script. */
const extensions = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
  ['image/avif', 'avif'],
  ['audio/mpeg', 'mp3'],
  ['audio/wav', 'wav'],
  ['audio/ogg', 'ogg'],
  ['audio/mp4', 'm4a'],
  ['audio/aac', 'aac'],
  ['audio/flac', 'flac'],
  ['audio/webm', 'weba'],
  ['video/mp4', 'mp4'],
  ['video/webm', 'webm'],
  ['video/quicktime', 'mov'],
]);
const mediaTypes = new Map([...extensions].map(([mediaType, extension]) => [extension, mediaType]));

export function extensionOf(mediaType: string): string {
  return extensions.get(mediaType) ?? 'bin';
}

/** Returns the media type for a file's extension; for an unknown one, bytes that no browser interprets. */
export function mediaTypeOf(path: string): string {
  return mediaTypes.get(path.slice(path.lastIndexOf('.') + 1)) ?? 'application/octet-stream';
}
