import { lazyRouteComponent } from '@tanstack/react-router';
import { whenReachable } from '../../lib/service/when-reachable.ts';

/** Returns a page whose code is loaded when it is opened, or when there is time. */
export function lazyPage<M extends object, K extends keyof M>(load: () => Promise<M>, name: K) {
  return lazyRouteComponent(() => whenReachable(load), name);
}
