import { preview } from '../../contract/index.ts';

const MAX_ALT_LENGTH = 240;

/** A prompt as the description of what it made: one line, not too long. */
export function altOf(prompt: string): string {
  return preview(prompt.replace(/\s+/g, ' ').trim(), MAX_ALT_LENGTH);
}
