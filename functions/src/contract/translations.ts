import { z } from 'zod';
import { wellFormedText } from './text.ts';

/** A language, and a region of it where that matters: `de`, `pt-BR`. */
const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/);

/**
 * A text of staff in other languages than the one they wrote it in, which stands beside it: builds that know no
 * translations read that one, and keep these. They are stored whatever the store was raised to, since nothing depends on
 * them.
 */
export function translations(max: number) {
  return z.record(Locale, wellFormedText({ min: 1, max })).optional();
}
