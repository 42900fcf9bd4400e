import { Problem } from '../stack/terminal.ts';

/** Returns an error of Google's services (a gRPC status, or `auth/…`) as a Problem: its stack is that of their client. */
export function toProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const isTheirs = typeof error.code === 'number' || /^(app|auth)\//.test(String(error.code));
  return isTheirs ? new Problem(error.message) : error;
}
