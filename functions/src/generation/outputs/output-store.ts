import type { GenerationOutput, StoredFile } from '../../contract/index.ts';

/** Where outputs too large for a document are kept. */
export interface OutputStore {
  /** The same output; a file of more than 700,000 base64 characters has moved to the store. Safe to repeat. */
  keep(activityId: string, output: GenerationOutput): Promise<GenerationOutput>;
  /** @throws AppError `not-found` when it is no longer kept */
  read(file: StoredFile): Promise<Uint8Array>;
  /** An address that anyone who has it can open until it expires; it may begin at the root of the app's own site. */
  link(file: Extract<StoredFile, { where: 'store' }>): Promise<Link>;
  /** Removes all that was kept for an activity, whether or not its settlement ever landed. Safe to repeat. */
  remove(activityId: string): Promise<void>;
}

export interface Link {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** Files by their path. A path is made from the content: the same path never has another content. */
export interface FileStore {
  /** Safe to repeat, and to do twice at once. */
  put(file: { path: string; bytes: Uint8Array; mediaType: string }): Promise<void>;
  /** @throws AppError `not-found` */
  get(path: string): Promise<Uint8Array>;
  link(path: string): Promise<Link>;
  /** Removes a folder and all in it; nothing when there is none. */
  removeFolder(path: string): Promise<void>;
}

/** How long an address is good at least. */
export const LINK_MS = 60 * 60_000;
