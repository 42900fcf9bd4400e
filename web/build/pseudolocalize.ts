import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage';
import { type PseudoStyle, pseudoText } from './pseudo-text.ts';

/**
 * Compiles an English message as it would be in a language that nobody speaks: with an accent on each letter and each
 * vowel twice, which makes it a third longer. Placeholders, numbers and tags stay as they are.
 */
export function pseudolocalize(message: string, style: PseudoStyle): CompiledMessage {
  return tokensOf(compileMessage(message), style) as CompiledMessage;
}

function tokensOf(tokens: unknown, style: PseudoStyle): unknown {
  if (typeof tokens === 'string') return textOf(tokens, style);
  if (!Array.isArray(tokens)) return tokens;
  return tokens.map((token) =>
    typeof token === 'string' ? textOf(token, style) : placeholderOf(token, style),
  );
}

/** A placeholder is its name, its type, and for a plural its forms. */
function placeholderOf(token: unknown, style: PseudoStyle): unknown {
  if (!Array.isArray(token)) return token;
  const [name, type, forms] = token;
  if (
    typeof forms !== 'object' ||
    forms === null ||
    (type !== 'plural' && type !== 'select' && type !== 'selectordinal')
  ) {
    return token;
  }
  const changed = Object.entries(forms).map(([form, tokens]) => [
    form,
    form === 'offset' ? tokens : tokensOf(tokens, style),
  ]);
  return [name, type, Object.fromEntries(changed)];
}

function textOf(text: string, style: PseudoStyle): string {
  return text
    .split(/(<\/?\w+\/?>)/)
    .map((part, index) => (index % 2 === 1 ? part : pseudoText(part, style)))
    .join('');
}
