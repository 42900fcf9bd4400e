import type { GenerationOutput, StoredFile } from '../../contract/index.ts';

/** Where outputs too large for a document are kept. */
export interface OutputStore {
  /** The same output; a file of more than 700,000 base64 characters has moved to the store. Safe to repeat. */
  keep(activityId: string, output: GenerationOutput): Promise<GenerationOutput>;
  /** @throws AppError `not-found` when it is no longer kept */
  read(file: StoredFile): Promise<Uint8Array>;
  /** An address that anyone who has it can open until it expires. */
  link(file: Extract<StoredFile, { where: 'store' }>): Promise<{ url: string; expiresAtMs: number }>;
}
