import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaFormat } from './media-format.ts';

/**
 * Writes files to where ffmpeg can read them. @returns the arguments that name each file @throws TypeError when one
 * isn't media
 */
export async function writeInputs(folder: string, files: readonly Uint8Array[]): Promise<string[][]> {
  return Promise.all(
    files.map(async (bytes, index) => {
      const format = mediaFormat(bytes);
      if (!format) throw new TypeError('These bytes are no media.');
      const path = join(folder, `input-${index}`);
      await writeFile(path, bytes);
      return ['-f', format.demuxer, '-i', path];
    }),
  );
}
