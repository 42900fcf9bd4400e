import type { HealthCheck } from '../../contract/index.ts';

/** Longer than any healthy check takes. */
const PATIENCE_MS = 5_000;
const MAX_NOTE_LENGTH = 200;

/** Runs a check and returns its result. Shows only the messages of `HealthFault`, since others may contain secrets. */
export async function check(
  name: string,
  attempt: (signal: AbortSignal) => Promise<unknown>,
): Promise<HealthCheck> {
  const startedMs = performance.now();
  const took = () => Math.round(performance.now() - startedMs);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { promise: late, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () =>
    reject(new Error(`No answer within ${PATIENCE_MS / 1_000} seconds`)),
  );
  try {
    await Promise.race([attempt(signal), late]);
    return { name, status: 'ok', tookMs: took(), note: null };
  } catch (cause) {
    const note =
      cause instanceof HealthFault || signal.aborted ? (cause as Error).message : 'It does not answer';
    return { name, status: 'failing', tookMs: took(), note: note.slice(0, MAX_NOTE_LENGTH) };
  }
}

/** A failed check, with a message that anyone may read. */
export class HealthFault extends Error {}
