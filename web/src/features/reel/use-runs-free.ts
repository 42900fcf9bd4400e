import type { PublishedCatalog } from '@firemeter/functions/contract';
import { usePerson } from '../../lib/session.tsx';

/** Whether this person's work costs nothing, as the catalog says of its team. */
export function useRunsFree({ catalog }: PublishedCatalog): boolean {
  const { role } = usePerson();
  return catalog.adminsRunFree && (role === 'admin' || role === 'owner');
}
