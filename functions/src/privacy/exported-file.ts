import type { ExportedFile, GenerationOutput, Result, StoredFile } from '../contract/index.ts';

export type LinkToFile = (
  file: Extract<StoredFile, { where: 'store' }>,
) => Promise<{ readonly url: string; readonly expiresAtMs: number | null }>;

/** Returns the file of a result, with a link that anyone who has it can use until it expires; null: it has no file. */
export async function exportedFile(
  link: LinkToFile,
  activityId: string,
  output: Result['output'],
): Promise<ExportedFile | null> {
  if (!('file' in output)) return null;
  const { file, mediaType } = output as Extract<GenerationOutput, { file: unknown }>;
  const extension = /^[a-z]+\/(?:x-)?([a-z0-9]+)/.exec(mediaType)?.[1] ?? 'bin';
  const name = `files/${activityId.replaceAll(/[^A-Za-z0-9_-]/g, '-')}.${extension}`;
  if (file.where === 'store') return { name, ...(await link(file)) };
  return { name, url: `data:${mediaType};base64,${file.base64}`, expiresAtMs: null };
}
