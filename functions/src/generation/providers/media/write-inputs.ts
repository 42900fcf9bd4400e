import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaFormat } from './media-format.ts';

/** Puts files where ffmpeg can read them. @returns for each the arguments that name it @throws TypeError when it is no media */
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
