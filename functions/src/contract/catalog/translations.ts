import { z } from 'zod';
import { wellFormedText } from '../text/text.ts';

/** A language, with a region if needed: `de`, `pt-BR`. */
const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/);

/**
 * Translations of a text that staff wrote, next to the text itself. Builds that don't know translations read the text
 * and keep these. Stored at any schema version, because nothing depends on them.
 */
export function translations(max: number) {
  return z.record(Locale, wellFormedText({ min: 1, max })).optional();
}
