import type { Runner } from './runner.ts';
import { speak } from './speak.ts';

/** Has a text narrated. */
export const narration: Runner<'narration'> = speak;
