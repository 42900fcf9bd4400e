import type { Runner } from '../runner.ts';
import { speak } from './speak.ts';

/** Narrates a text. */
export const narration: Runner<'narration'> = speak;
