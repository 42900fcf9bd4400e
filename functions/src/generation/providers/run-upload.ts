import { largestUse, preview } from '../../contract/index.ts';
import { toBytes, toFile } from './made-file.ts';
import { mediaFacts } from './media/media-facts.ts';
import type { ModelOutcome, Work } from './model-run.ts';
import { ProviderError } from './provider-error.ts';

/** What every browser shows and plays, and nothing that it would run. */
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
 * Takes in a file of someone's own. What it is told by its bytes, whatever its name says.
 * @throws ProviderError `provider-refused` for anything but a picture, sound or video that browsers can show
 */
export async function runUpload({ input, clock }: Work<'upload'>): Promise<ModelOutcome> {
  const bytes = toBytes(input.base64);
  const facts = await clock.orStop(mediaFacts(bytes, { abortSignal: clock.signal }));
  if (!facts || !welcome.has(facts.mediaType)) {
    throw new ProviderError('provider-refused', { reason: 'file-type' });
  }
  const { kind, mediaType, durationMs, width, height } = facts;
  const file = toFile(bytes);
  const alt = preview(input.name.trim(), 120);
  const quantity = largestUse(input);
  switch (kind) {
    case 'image':
      return { output: { kind, mediaType, file, alt }, quantity };
    case 'audio':
      return { output: { kind, mediaType, file, durationMs }, quantity };
    case 'video':
      return { output: { kind, mediaType, file, durationMs, width, height, alt }, quantity };
  }
}
