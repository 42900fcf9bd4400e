import { HOUR_MS } from '../../contract/index.ts';

/** Events of younger payments may not have arrived yet. */
export const SETTLING_MS = HOUR_MS;
