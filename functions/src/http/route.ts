import type { z } from 'zod';
import type { Caller, ErrorCode, Rejection } from '../contract/index.ts';
import type { CallContext } from '../platform/call-context.ts';

/** A request that was let in and understood. */
export interface RouteRequest<B, P = unknown> {
  readonly body: B;
  /** From the path. */
  readonly params: P;
  /** From the header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
}

interface Described<B, P, A> {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below `/api`, as OpenAPI writes it. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether it takes `Idempotency-Key`. */
  readonly makesRequest: boolean;
  /** What it always makes, and with what, where the request does not say so. */
  readonly work?: { readonly operation: string; readonly model?: string };
  /** What can refuse it besides what every route has. */
  readonly problems: readonly ErrorCode[];
  readonly example: { readonly params?: P; readonly body?: B; readonly answer: A };
  /** 202 where the work goes on after the answer. */
  readonly statusOf?: (answer: A) => 200 | 202;
}

/** The callers who may, and what serves them; or everyone. */
type Served<B, P, A> =
  | {
      readonly caller: Caller;
      /** @param rejection why the guard rejects a request for work: only valid if nothing was held for it before */
      readonly serve: (
        request: RouteRequest<B, P>,
        context: CallContext,
        rejection: Rejection | null,
      ) => Promise<A>;
    }
  | { readonly caller: null; readonly serve: (request: RouteRequest<B, P>) => Promise<A> };

type RouteOf<B extends z.ZodType, P extends z.ZodObject, A extends z.ZodType> = {
  /** The body; null: none. */
  readonly request: B | null;
  /** Each `{name}` in the path. */
  readonly params: P | null;
  readonly answer: A;
} & Described<z.input<B>, z.output<P>, z.output<A>> &
  Served<z.output<B>, z.output<P>, z.output<A>>;

/** One route of the API: what it is to the reader of its document and what it does. */
// biome-ignore lint/suspicious/noExplicitAny: a list of routes forgets what each one takes and gives
export type Route = RouteOf<any, any, any>;

/** A route whose parts fit each other. */
export function route<B extends z.ZodType, P extends z.ZodObject, A extends z.ZodType>(
  parts: RouteOf<B, P, A>,
): Route {
  return parts;
}
