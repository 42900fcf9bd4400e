import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { DestinationGroup } from '../navigation/navigation.ts';

/** Loads the code of the pages one can go to while there is nothing else to do: they open at once, without a connection too. */
export function usePagePreload(groups: readonly DestinationGroup[]): void {
  const router = useRouter();
  const paths = groups.flatMap(({ destinations }) => destinations.map(({ to }) => to)).join(' ');
  useEffect(() => {
    const load = () => {
      for (const path of paths.split(' ')) {
        const route = Object.values(router.routesById).find(({ fullPath }) => fullPath === path);
        if (route) void router.loadRouteChunk(route)?.catch(() => undefined);
      }
    };
    // Not everywhere; a moment after the page is shown does as well.
    const idle = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
    const waiting = idle ? idle(load) : setTimeout(load, 2_000);
    return () => (idle ? cancelIdleCallback(waiting as number) : clearTimeout(waiting));
  }, [router, paths]);
}
