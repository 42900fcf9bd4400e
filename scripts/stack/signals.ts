const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const asked = Promise.withResolvers<void>();
for (const signal of signals) process.on(signal, () => asked.resolve());

/** Waits for Ctrl-C or a request to end; also comes back when `ended` settles. */
export async function untilAskedToStop(ended: Promise<unknown>): Promise<void> {
  await Promise.race([asked.promise, ended]);
}

/** Settles on Ctrl-C or a request to end; never rejects. */
export const stopRequested: Promise<void> = asked.promise;
