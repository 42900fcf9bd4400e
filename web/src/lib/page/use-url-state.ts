import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import { inAddress, type UrlSchema } from './url-state.ts';

interface Change {
  /** Adds a step to the browser's history, so that Back undoes it: for opened views, not for filters. */
  push?: boolean;
}

/**
 * Keeps the state of a page in its address, so that a link restores the exact view.
 * @param schema of a module: the same each time
 */
export function useUrlState<S extends UrlSchema>(
  schema: S,
): [z.infer<S>, (patch: Partial<z.infer<S>>, change?: Change) => void] {
  const router = useRouter();
  const navigate = useNavigate();
  const search: unknown = useSearch({ strict: false });
  const key = JSON.stringify(schema.parse(search));
  const read = useMemo(() => JSON.parse(key) as z.infer<S>, [key]);
  // The router updates an address with a short delay; a text field has to show each key at once.
  const [ahead, setAhead] = useState<z.infer<S> | null>(null);
  const latest = useRef(read);
  latest.current = ahead ?? read;

  useEffect(() => {
    if (JSON.stringify(schema.parse(router.latestLocation.search)) === key) setAhead(null);
  }, [router, schema, key]);

  const change = useCallback(
    (patch: Partial<z.infer<S>>, { push = false }: Change = {}) => {
      const next = { ...latest.current, ...patch };
      latest.current = next;
      setAhead(next);
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...inAddress(schema, next) })) as never,
        replace: !push,
        resetScroll: false,
      });
    },
    [navigate, schema],
  );
  return [ahead ?? read, change];
}
