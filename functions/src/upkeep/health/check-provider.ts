import type { HealthCheck } from '../../contract/index.ts';
import { check, Fault } from './check.ts';

/** A provider, and a request to it that costs nothing but needs the key; null if the provider isn't set up. */
export interface ProviderCheck {
  readonly name: string;
  readonly ask: ((signal: AbortSignal) => Promise<Response>) | null;
}

/** Checks whether a provider responds and accepts the key. Doesn't call one that isn't set up. */
export async function checkProvider({ name, ask }: ProviderCheck): Promise<HealthCheck> {
  if (!ask) return { name, status: 'off', tookMs: 0, note: null, fault: null };
  return check(name, async (signal) => {
    const { status, body } = await ask(signal);
    await body?.cancel();
    if (status === 401 || status === 403) throw new Fault('key-refused');
    if (status === 429) throw new Fault('over-quota');
    if (status >= 500) throw new Fault('answers-with', { status });
  });
}
