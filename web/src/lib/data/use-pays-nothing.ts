import type { Catalog } from '@firemeter/functions/contract';
import { useAccount } from '#kit/hooks/use-account.ts';
import { paysNothing } from '../money/pays-nothing.ts';
import { usePerson } from '../service/session/person.tsx';

/** Whether nothing is charged to this person for their work. */
export function usePaysNothing(catalog: Pick<Catalog, 'adminsRunFree'>): boolean {
  const { role } = usePerson();
  const { account } = useAccount();
  return paysNothing(catalog, { role, account });
}
