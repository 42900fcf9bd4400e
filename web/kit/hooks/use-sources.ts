import { useMemo } from 'react';
import { accountSources } from '../live/account-sources.ts';
import { useConnection } from './connection.ts';

/** Returns the sources of what users read, in the collections of this deployment. */
export function useSources() {
  const { collections } = useConnection();
  return useMemo(() => accountSources(collections), [collections]);
}
