import { z } from 'zod';
import { ErrorCode, ErrorDetails, errors, SECOND_MS, type WireError } from '../contract/index.ts';

/** Errors of plain HTTP, before any handler runs. */
const httpOnly = {
  'method-not-allowed': 405,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'range-not-satisfiable': 416,
} as const;
type HttpOnlyCode = keyof typeof httpOnly;
const HttpOnlyCode = z.enum(Object.keys(httpOnly) as [HttpOnlyCode, ...HttpOnlyCode[]]);

export const ProblemCode = z.union([ErrorCode, HttpOnlyCode]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** An error as in RFC 9457. The code decides which further members there are. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  code: ProblemCode,
  traceId: z.string(),
  ...ErrorDetails.shape,
});
export type Problem = z.infer<typeof Problem>;

/** An error that only HTTP has. */
export class HttpProblem extends Error {
  readonly code: HttpOnlyCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpOnlyCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

export function statusOf(code: ProblemCode): number {
  return code in httpOnly ? httpOnly[code as HttpOnlyCode] : errors[code as ErrorCode].http;
}

export function toProblem({
  code,
  message,
  traceId,
  details,
}: Omit<WireError, 'code'> & { code: ProblemCode }): Problem {
  const title = code.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
  const type = `urn:problem-type:firemeter:${code}`;
  return { type, title, status: statusOf(code), detail: message, code, traceId, ...details };
}

/** Returns the headers of a response with a problem. */
export function toHeaders({ code, retryAfterMs }: Problem): Record<string, string> {
  return {
    'content-type': 'application/problem+json',
    ...(code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / SECOND_MS)) }),
  };
}
