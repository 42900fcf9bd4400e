import { type ComponentType, lazy } from 'react';
import { whenReachable } from '../service/when-reachable.ts';

/** A part of a page whose code is loaded when it is first shown, or before that with `preload`. */
export type LazyPart<P> = ComponentType<P> & { preload(): void };

export function lazyPart<P>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  const part = lazy(() => whenReachable(load).then((found) => ({ default: found as ComponentType<object> })));
  // What can't be loaded before is loaded when it is shown.
  const preload = () => void load().catch(() => undefined);
  return Object.assign(part as unknown as ComponentType<P>, { preload });
}
