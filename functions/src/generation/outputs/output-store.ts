import type { GenerationOutput, StoredFile } from '../../contract/index.ts';

/** Stores outputs that are too large for a document. */
export interface OutputStore {
  /**
   * Returns the same output, after moving a file of more than 700,000 base64 characters to the store. Safe to repeat.
   */
  keep(activityId: string, output: GenerationOutput): Promise<GenerationOutput>;
  /** @throws AppError `not-found` when the file is no longer stored */
  read(file: StoredFile): Promise<Uint8Array>;
  /** Returns a link that anyone can open until it expires. It may be a path from the root of the app's own site. */
  link(file: Extract<StoredFile, { where: 'store' }>): Promise<Link>;
  /** Deletes all files of an activity, whether or not it was settled. Safe to repeat. */
  remove(activityId: string): Promise<void>;
}

export interface Link {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** Stores files by path. A path is derived from the content, so it always has the same content. */
export interface FileStore {
  /** Safe to repeat, and safe to run twice at once. */
  put(file: { path: string; bytes: Uint8Array; mediaType: string }): Promise<void>;
  /** @throws AppError `not-found` */
  get(path: string): Promise<Uint8Array>;
  link(path: string): Promise<Link>;
  /** Deletes a folder and everything in it. Does nothing if it doesn't exist. */
  removeFolder(path: string): Promise<void>;
}

/** The shortest time for which a link is valid. */
export const LINK_MS = 60 * 60_000;
