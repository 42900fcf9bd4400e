import type { z } from 'zod';
import { AppError, findJsonFault, type JsonFault } from '../contract/index.ts';

const MAX_ISSUES = 20;

/**
 * Returns what was sent, by its schema; trace id, device and wire version beside it are not part of it.
 * @throws AppError `invalid-argument` with the path of each fault
 */
export function parseRequest<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const {
    traceId: _,
    deviceId: __,
    wireVersion: ___,
    ...body
  } = isObject ? (data as Record<string, unknown>) : {};
  const fault = findJsonFault(data);
  // What no schema may see is not parsed: schemas recurse.
  const parsed = fault ? null : schema.safeParse(isObject ? body : data);
  if (parsed?.success) return parsed.data;
  const issues = (parsed ? parsed.error.issues : [fault as JsonFault])
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => ({
      path: path.join('.').toWellFormed().slice(0, 200),
      message: message.slice(0, 200),
    }));
  const [first] = issues;
  const where = first?.path ? `"${first.path.slice(0, 80)}": ` : '';
  throw new AppError('invalid-argument', `The request is not valid. ${where}${first?.message ?? ''}`, {
    issues,
  });
}
