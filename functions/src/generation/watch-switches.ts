import { type Activity, isOffered, SECOND_MS } from '../contract/index.ts';
import type { Catalogs } from '../platform/catalogs.ts';

/** Twice this is the longest that work goes on after it was switched off, beside the time of a read. */
const LOOK_EVERY_MS = 2 * SECOND_MS;

/**
 * Aborts when what is being made is switched off: no call and no question goes to its provider after that. Work that
 * takes long costs one read each time for all that an instance has under way.
 */
export function watchSwitches(
  { catalogs }: { readonly catalogs: Catalogs },
  { operation: operationName, model: modelName }: Pick<Activity, 'operation' | 'model'>,
): Disposable & { readonly signal: AbortSignal } {
  const off = new AbortController();
  const look = async () => {
    const { catalog } = await catalogs.current(0, { maxAgeMs: LOOK_EVERY_MS });
    const operation = catalog.operations[operationName];
    const model = operation?.models[modelName];
    if (!operation || !model || !isOffered(catalog, operation, model)) off.abort();
  };
  // What cannot be read now is read the next time.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref();
  return { signal: off.signal, [Symbol.dispose]: () => clearInterval(timer) };
}
