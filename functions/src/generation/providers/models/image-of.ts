import { imageSize } from 'image-size';
import type { OutputOf } from '../../../contract/index.ts';
import { imageMediaType, notOfKind, toAlt, toFile } from './made-file.ts';

/** Turns the bytes of an image into an output. @throws ProviderError `provider-failed` when they aren't an image */
export function imageOf(bytes: Uint8Array, alt: string): OutputOf<'image'> {
  // Detected from the bytes, because names and headers can be wrong.
  const mediaType = imageMediaType(bytes);
  if (!mediaType) throw notOfKind(bytes, 'image');
  return { kind: 'image', mediaType, file: toFile(bytes), alt: toAlt(alt), ...sizeOf(bytes) };
}

const unknown = { width: null, height: null };

/** Returns the size of an image as it is shown, in pixels; null if its header doesn't say. */
function sizeOf(bytes: Uint8Array): { width: number | null; height: number | null } {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (!(width > 0 && height > 0)) return unknown;
    // From 5 on, EXIF rotates the image by a quarter turn.
    return orientation < 5 ? { width, height } : { width: height, height: width };
  } catch {
    return unknown;
  }
}
