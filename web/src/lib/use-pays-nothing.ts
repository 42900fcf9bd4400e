import type { Catalog } from '@firemeter/functions/contract';
import { paysNothing } from './pays-nothing.ts';
import { usePerson } from './session.tsx';
import { useAccount } from './use-account.ts';

/** Whether nothing is charged to this person for their work. */
export function usePaysNothing(catalog: Pick<Catalog, 'adminsRunFree'>): boolean {
  const { role } = usePerson();
  const { account } = useAccount();
  return paysNothing(catalog, { role, account });
}
