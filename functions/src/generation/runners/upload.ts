import { preview } from '../../contract/index.ts';
import { mediaFacts } from '../providers/media/media-facts.ts';
import { toBytes, toFile } from '../providers/models/made-file.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import type { Runner } from './runner.ts';

/** The media types that every browser can show or play, without anything that it would run. */
const welcome = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/wav',
  'audio/ogg',
  'audio/webm',
  'audio/flac',
  'video/mp4',
  'video/webm',
]);

/**
 * Stores a user's own file. Its type is detected from its bytes, whatever its name says.
 * @throws ProviderError `provider-refused` for anything but an image, sound or video that browsers can show
 */
export const upload: Runner<'upload'> = async ({ input, atMost, clock }) => {
  const bytes = toBytes(input.base64);
  const facts = await clock.orStop(mediaFacts(bytes, { abortSignal: clock.signal }));
  if (!facts || !welcome.has(facts.mediaType)) {
    throw new ProviderError('provider-refused', { reason: 'file-type' });
  }
  const { kind, mediaType, durationMs, width, height } = facts;
  const file = toFile(bytes);
  const alt = preview(input.name.trim(), 120);
  const quantity = atMost;
  switch (kind) {
    case 'image':
      return { output: { kind, mediaType, file, alt, width, height }, quantity };
    case 'audio':
      return { output: { kind, mediaType, file, durationMs }, quantity };
    case 'video':
      return { output: { kind, mediaType, file, durationMs, width, height, alt }, quantity };
  }
};
