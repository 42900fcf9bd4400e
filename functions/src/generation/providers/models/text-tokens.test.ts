import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestUse } from '../../../contract/index.ts';
import { countPromptTokens, GrowingTokenCount, splitTokens } from './text-tokens.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });
/** Long text of which almost every character is a token. */
const crumbs = fc.string({ unit: fc.constantFrom('a', '1', '!'), minLength: 100, maxLength: 300 });
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 300 });

test('joined tokens are the text again', () => {
  fc.assert(fc.property(anyText, (text) => splitTokens(text).join('') === text));
});

test('counting a text as it grows gives the same tokens as counting the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, ascii), { maxLength: 12 }), (pieces) => {
      const growing = new GrowingTokenCount();
      for (const piece of pieces) growing.add(piece);
      expect(growing.tokens).toBe(splitTokens(pieces.join('')).length);
    }),
  );
});

test('a prompt never counts more tokens than are held for it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, ascii, crumbs), { minLength: 1, maxLength: 5 }), (contents) => {
      const messages = contents.map((content) => ({ role: 'user' as const, content }));
      const held = largestUse({ kind: 'chat', messages, maxOutputTokens: 1 });
      expect(countPromptTokens(messages)).toBeLessThanOrEqual(held.inputTokens ?? 0);
    }),
  );
});

test.each([
  ['Could you write me a short email to my landlord?', 11],
  ['Die Bundesrepublik Deutschland ist ein demokratischer Bundesstaat.', 13],
  ['人人生而自由', 6],
  ['export function quote(catalog: Catalog): Quote {', 11],
])('%s has about as many tokens as OpenAI counts', (text, tokens) => {
  expect(Math.abs(splitTokens(text).length - tokens)).toBeLessThanOrEqual(3);
});
