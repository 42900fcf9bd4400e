import type { AppError, ClientFacts } from '../contract/index.ts';

/** For whom work waits, that was let in before. */
export interface Waiting {
  readonly uid: string;
  readonly accountId: string;
  readonly client: ClientFacts;
}

/**
 * Returns why work that waits must not begin any more: its user was deleted or disabled, suspended or blocked; null when
 * it may begin.
 * @throws AppError `busy` while that cannot be told
 */
export type CheckEligibility = (waiting: Waiting) => Promise<AppError | null>;
