import { PROMPT_PREVIEW_LENGTH, preview } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { isCut } from './whole-prompt.ts';

test('the whole of a prompt is read only where the preview may have cut it', () => {
  const shown = (prompt: string) => isCut({ prompt: preview(prompt, PROMPT_PREVIEW_LENGTH) });
  expect(shown('a kite over the sea')).toBe(false);
  expect(shown('a'.repeat(63))).toBe(false);
  expect(shown('a'.repeat(81))).toBe(true);
  expect(shown(`${'a'.repeat(79)}👩🏽‍❤️‍💋‍👨🏿`)).toBe(true);
  expect(isCut({ prompt: 'a'.repeat(200), generation: {} })).toBe(false);
});
