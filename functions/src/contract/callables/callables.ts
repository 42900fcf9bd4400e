import { z } from 'zod';
import { appealCallables } from '../appeals/appeal-callables.ts';
import { endpointCallables } from '../endpoints/endpoint-callables.ts';
import type { IssueCode } from '../messages/issues-en.ts';
import { notificationCallables } from '../notifications/notification-callables.ts';
import { privacyCallables } from '../privacy/privacy-callables.ts';
import { accountCallables } from './account-callables.ts';
import { catalogCallables } from './catalog-callables.ts';
import { consoleCallables } from './console-callables.ts';
import { paymentCallables } from './payment-callables.ts';
import { staffCallables } from './staff-callables.ts';
import { userCallables } from './user-callables.ts';
import { workCallables } from './work-callables.ts';

/** The roles that may call, from least to most rights. Each includes those to its right. */
export const callers = ['guest', 'person', 'analyst', 'support', 'admin', 'owner'] as const;
export type Caller = (typeof callers)[number];

/**
 * One id (32 hex digits, the trace-id of W3C Trace Context) for client, function, activity and log. A client may add it
 * to any request as `traceId`; otherwise the server makes one.
 */
export const TraceId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'trace-format' satisfies IssueCode });

/** An id that a browser makes for itself and keeps. Advisory only, because anyone can make another. */
export const DeviceId = z
  .string()
  .regex(/^[0-9A-Za-z-]{8,64}$/, { error: 'device-format' satisfies IssueCode });

/** The functions that clients can call. The server's handlers and the web's client are both made from this table. */
export const callables = {
  ...workCallables,
  ...accountCallables,
  ...catalogCallables,
  ...consoleCallables,
  ...paymentCallables,
  ...userCallables,
  ...notificationCallables,
  ...endpointCallables,
  ...staffCallables,
  ...privacyCallables,
  ...appealCallables,
} as const satisfies Record<string, CallableShape>;

export interface CallableShape {
  readonly caller: Caller;
  /**
   * Counts towards the address limit. If the guard rejects the request, the engine may still know its stored outcome.
   */
  readonly asksForWork?: boolean;
  /** A purchase, or a request that leads to charges: as all work, it needs an agreement to the terms that apply. */
  readonly needsAgreement?: boolean;
  /** Needs an unused App Check token and consumes it, so a recorded call can't be replayed. */
  readonly tokenOnce?: boolean;
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  readonly chunk?: z.ZodType;
}

export type CallableName = keyof typeof callables;
export type RequestOf<N extends CallableName> = z.infer<(typeof callables)[N]['request']>;
export type ResponseOf<N extends CallableName> = z.infer<(typeof callables)[N]['response']>;
export type ChunkOf<N extends CallableName> = (typeof callables)[N] extends {
  chunk: infer C extends z.ZodType;
}
  ? z.infer<C>
  : never;
