import { createHash } from 'node:crypto';
import { type GenerationOutput, splitActivityId } from '../../contract/index.ts';
import { extensionOf } from './media-types.ts';
import type { FileStore, OutputStore } from './output-store.ts';

/** A document can hold 1 MiB. This leaves room for its other fields. */
const MOST_CHARACTERS_HERE = 700_000;

export function createOutputStore(files: FileStore): OutputStore {
  return {
    async keep(activityId, output) {
      if (!('file' in output) || output.file.where === 'store') return output;
      if (output.file.base64.length <= MOST_CHARACTERS_HERE) return output;
      const bytes = Buffer.from(output.file.base64, 'base64');
      const path = `${folderOf(activityId)}/${fileNameOf(bytes, output)}`;
      await files.put({ path, bytes, mediaType: output.mediaType });
      return { ...output, file: { where: 'store', path, bytes: bytes.length } };
    },
    async read(file) {
      return file.where === 'here' ? Buffer.from(file.base64, 'base64') : files.get(file.path);
    },
    link: ({ path }) => files.link(path),
    remove: (activityId) => files.removeFolder(folderOf(activityId)),
  };
}

/**
 * Returns `accountId/requestId`. An account id may contain any character, so an id that would have a meaning in a path
 * is replaced by its digest.
 */
function folderOf(activityId: string): string {
  const { accountId, requestId } = splitActivityId(activityId);
  const isPlain = /^[A-Za-z0-9-]+$/.test(accountId);
  return `${isPlain ? accountId : `~${digestOf(accountId)}`}/${requestId}`;
}

/** Returns a name derived from the content, so a worker that has lost its lease can't replace a paid file. */
function fileNameOf(bytes: Uint8Array, { mediaType }: Extract<GenerationOutput, { file: unknown }>): string {
  return `${digestOf(bytes).slice(0, 32)}.${extensionOf(mediaType)}`;
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
