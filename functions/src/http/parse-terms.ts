import { v7 } from 'uuid';
import { AppError, RequestId } from '../contract/index.ts';
import type { RouteRequest } from './route.ts';

/** The values that a page has and that a program may leave out. */
export interface Terms {
  readonly requestId?: string | undefined;
  readonly shownPriceMicros?: number | undefined;
  readonly catalogVersion?: number | undefined;
}

/**
 * Returns the request id (from the body, the header, or a new one) and the price. Without a shown price, the current
 * one applies.
 * @throws AppError `invalid-argument` when body and header differ
 */
export function parseTerms({ body, idempotencyKey }: Omit<RouteRequest<Terms>, 'params'>): {
  requestId: string;
  shownPriceMicros: number;
  catalogVersion: number;
} {
  const { requestId, shownPriceMicros = Number.MAX_SAFE_INTEGER, catalogVersion = 0 } = body;
  const key = idempotencyKey === null ? undefined : readKey(idempotencyKey);
  if (requestId !== undefined && key !== undefined && requestId !== key) {
    throw new AppError('invalid-argument', { reason: 'two-request-ids' });
  }
  return { requestId: requestId ?? key ?? v7(), shownPriceMicros, catalogVersion };
}

/** Reads a key that is bare or in quotes, as structured header fields write text. */
function readKey(header: string): string {
  const parsed = RequestId.safeParse(header.replace(/^"(.*)"$/, '$1'));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-argument', { reason: 'idempotency-key' });
}
