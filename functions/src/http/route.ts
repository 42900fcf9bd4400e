import type { z } from 'zod';
import {
  type CallableShape,
  type Caller,
  callables,
  type ErrorCode,
  type Rejection,
} from '../contract/index.ts';
import type { CallContext } from '../platform/calls/call-context.ts';

/** A request that was admitted and parsed. */
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
  /** Below `/api`, in the form of OpenAPI. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether it takes `Idempotency-Key`. */
  readonly makesRequest: boolean;
  /** The work that the route always does, if the request doesn't name it. */
  readonly work?: { readonly operation: string; readonly model?: string };
  /** The errors of this route, besides those of every route. */
  readonly problems: readonly ErrorCode[];
  readonly example: { readonly params?: P; readonly body?: B; readonly answer: A };
  /** Returns 202 if the work continues after the response. */
  readonly statusOf?: (answer: A) => 200 | 202;
}

/** The roles that may call and the handler; or everyone. */
type Served<B, P, A> =
  | {
      readonly caller: Caller;
      /** @param rejection why the guard rejects a request for work; only valid if nothing was held for it before */
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

/** A route of the API: its description for the OpenAPI document, and its handler. */
// biome-ignore lint/suspicious/noExplicitAny: a list of routes forgets what each one takes and gives
export type Route = RouteOf<any, any, any>;

/** Returns whether a route needs an agreement to the terms without making a request, as its callable does. */
export function needsAgreement({ id }: Pick<Route, 'id'>): boolean {
  const shapes: Readonly<Record<string, CallableShape>> = callables;
  return shapes[id]?.needsAgreement ?? false;
}

/** Creates a route whose parts have matching types. */
export function route<B extends z.ZodType, P extends z.ZodObject, A extends z.ZodType>(
  parts: RouteOf<B, P, A>,
): Route {
  return parts;
}
