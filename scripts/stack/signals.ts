const asked = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => asked.abort());

/** Aborts when the person presses Ctrl-C or something asks this process to end. */
export const stopSignal: AbortSignal = asked.signal;

/** Waits until asked to stop, or until `ended` settles by itself. */
export async function untilStopOr(ended: Promise<unknown>): Promise<void> {
  const stop = new Promise<void>((resolve) => {
    if (stopSignal.aborted) resolve();
    stopSignal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([stop, ended]);
}
