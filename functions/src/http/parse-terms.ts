import { v7 } from 'uuid';
import { AppError, RequestId } from '../contract/index.ts';
import type { RouteRequest } from './route.ts';

/** What a screen knows and a program may leave out. */
export interface Terms {
  readonly requestId?: string | undefined;
  readonly shownPriceMicros?: number | undefined;
  readonly catalogVersion?: number | undefined;
}

/**
 * The request id, from the body, the header or made here, and the price: where none was shown there was no screen, and
 * the current one is taken.
 * @throws AppError `invalid-argument` when the body and the header say different things
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

/** Bare, or in quotes as a structured header field writes a text. */
function readKey(header: string): string {
  const parsed = RequestId.safeParse(header.replace(/^"(.*)"$/, '$1'));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-argument', { reason: 'idempotency-key' });
}
