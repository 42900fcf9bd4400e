import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { DestinationGroup } from '../navigation/navigation.ts';

/** After the requested page, whose data and pictures come first. */
const AFTER_MS = 4_000;

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
    let idle: number | undefined;
    const waiting = setTimeout(() => {
      // Not everywhere.
      if ('requestIdleCallback' in globalThis) idle = requestIdleCallback(load);
      else load();
    }, AFTER_MS);
    return () => {
      clearTimeout(waiting);
      if (idle !== undefined) cancelIdleCallback(idle);
    };
  }, [router, paths]);
}
