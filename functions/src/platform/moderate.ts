import type { AppError } from '../contract/index.ts';

/** Why these texts are not worked on, `moderated` with the category, or null. It never says what it cannot find out. */
export type Moderate = (texts: readonly string[]) => Promise<AppError | null>;
