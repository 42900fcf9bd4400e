import type { AppError } from '../../contract/index.ts';

/** Returns why texts are rejected (`moderated` with the category), or null. Doesn't reveal what it can't determine. */
export type Moderate = (texts: readonly string[]) => Promise<AppError | null>;
