import type { AppError, ClientFacts } from '../../contract/index.ts';

/** The user of waiting work, which was admitted earlier. */
export interface Waiting {
  readonly uid: string;
  readonly accountId: string;
  readonly client: ClientFacts;
}

/**
 * Returns why waiting work must not start any more, because its user was deleted, disabled, suspended or blocked; null
 * if it may start.
 * @throws AppError `busy` while that can't be determined
 */
export type CheckEligibility = (waiting: Waiting) => Promise<AppError | null>;
