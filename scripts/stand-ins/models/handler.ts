import type { ServerResponse } from 'node:http';
import type { CallLog } from './call-log.ts';
import type { StagedFailure } from './stage.ts';
import type { StandInRequest } from './stand-in-request.ts';

export interface StandInContext {
  readonly calls: CallLog;
  /** Milliseconds before each word of an answer. */
  readonly paceMs: number;
  /** Milliseconds before work that goes on by itself is done. */
  readonly jobMs: number;
}

export interface Exchange {
  readonly request: StandInRequest;
  readonly response: ServerResponse;
}

/** One provider's stand-in. */
export interface StandIn {
  /** Answers a request. Returns false when the provider has no such page. */
  handle(exchange: Exchange): Promise<boolean>;
  /** Says in the provider's words that an order failed. */
  fail(failure: StagedFailure, exchange: Exchange): void;
}
