import { imageSize } from 'image-size';
import type { OutputOf } from '../../contract/index.ts';
import { imageMediaType, notOfKind, toAlt, toFile } from './made-file.ts';

/** The output that a picture's bytes are. @throws ProviderError `provider-failed` when they are none */
export function imageOf(bytes: Uint8Array, alt: string): OutputOf<'image'> {
  // Read from the bytes, which do not lie as names and headers may.
  const mediaType = imageMediaType(bytes);
  if (!mediaType) throw notOfKind(bytes, 'image');
  return { kind: 'image', mediaType, file: toFile(bytes), alt: toAlt(alt), ...sizeOf(bytes) };
}

const unknown = { width: null, height: null };

/** Returns the pixels of a picture as it is shown; null where its header does not say. */
function sizeOf(bytes: Uint8Array): { width: number | null; height: number | null } {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (!(width > 0 && height > 0)) return unknown;
    // From 5 on, EXIF turns a picture by a quarter.
    return orientation < 5 ? { width, height } : { width: height, height: width };
  } catch {
    return unknown;
  }
}
