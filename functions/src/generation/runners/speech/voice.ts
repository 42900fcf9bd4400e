import type { Runner } from '../runner.ts';
import { speak } from './speak.ts';

/** Has a text read aloud. */
export const voice: Runner<'voice'> = speak;
