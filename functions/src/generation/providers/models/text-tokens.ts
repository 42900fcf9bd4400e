import { utf8Bytes } from '../../../contract/index.ts';

/**
 * Matches one token of a text: a word with the space before it, or nine letters of a longer one; five letters of
 * another alphabet; one character of Chinese, Japanese or Korean; up to three digits, four signs or sixteen blanks.
 * Every character belongs to one token, and the end of a token never depends on what follows the start of the next.
 * Measured against OpenAI's o200k: English prose and code within 6 %, Russian, German, Chinese within 20 %.
 */
const TOKEN =
  / ?(?:[A-Za-z]{1,9}|[[\p{L}\p{M}]--[A-Za-z\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]{1,5}|\p{N}{1,3}|[^\s\p{L}\p{M}\p{N}]{1,4})|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|\s{1,16}/gv;

/** The tokens that a message adds to its words. */
const TOKENS_PER_MESSAGE = 4;

/** Splits a text into tokens, in order. Joined, they are the text again. */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/**
 * Counts the tokens of a prompt if nobody else has. Never more than `largestUse` held for it: at most half the bytes,
 * as there.
 */
export function countPromptTokens(messages: readonly { readonly content: string }[]): number {
  return messages.reduce((sum, { content }) => {
    const most = Math.ceil(utf8Bytes(content) / 2);
    return sum + TOKENS_PER_MESSAGE + Math.min(splitTokens(content).length, most);
  }, 0);
}

/** Counts the tokens of a text as it grows, in time proportional to the added text. */
export class GrowingTokenCount {
  #settled = 0;
  #tail = '';

  add(text: string): void {
    const tokens = splitTokens(this.#tail + text);
    this.#tail = tokens.pop() ?? '';
    this.#settled += tokens.length;
  }

  get tokens(): number {
    return this.#settled + (this.#tail === '' ? 0 : 1);
  }
}
