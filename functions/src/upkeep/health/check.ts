import type { HealthCheck, HealthFault, HealthFaultCode } from '../../contract/index.ts';

/** Longer than anything that is well takes. */
const PATIENCE_MS = 5_000;

/** Runs a check and reports its result. Of errors, only a `Fault` is reported: others may name secrets. */
export async function check(
  name: string,
  attempt: (signal: AbortSignal) => Promise<unknown>,
): Promise<HealthCheck> {
  const startedMs = performance.now();
  const took = () => Math.round(performance.now() - startedMs);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { promise: late, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new Fault('timeout', { seconds: PATIENCE_MS / 1_000 })));
  try {
    await Promise.race([attempt(signal), late]);
    return { name, status: 'ok', tookMs: took(), note: null, fault: null };
  } catch (cause) {
    return { name, status: 'failing', tookMs: took(), note: null, fault: faultOf(cause, signal) };
  }
}

function faultOf(cause: unknown, { aborted }: AbortSignal): HealthFault {
  if (cause instanceof Fault) return { code: cause.code, details: cause.details };
  return aborted
    ? { code: 'timeout', details: { seconds: PATIENCE_MS / 1_000 } }
    : { code: 'no-answer', details: {} };
}

/** Thrown by a check: a description of the fault that is safe to publish. */
export class Fault extends Error {
  readonly code: HealthFaultCode;
  readonly details: Record<string, number>;

  constructor(code: HealthFaultCode, details: Record<string, number> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
