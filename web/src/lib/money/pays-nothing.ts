import type { Account, Catalog, Role } from '@firemeter/functions/contract';

interface Payer {
  readonly role: Role | null | undefined;
  readonly account: Pick<Account, 'unlimited' | 'kind'> | undefined;
}

/** Whether the catalog lets the team work without being charged, and this role is of it. */
export function runsFree(
  { adminsRunFree }: Pick<Catalog, 'adminsRunFree'>,
  role: Role | null | undefined,
): boolean {
  return adminsRunFree && (role === 'admin' || role === 'owner');
}

/** Whether no credits are charged: to unlimited accounts, to guests, who pay with turns, and to a team that runs free. */
export function paysNothing(catalog: Pick<Catalog, 'adminsRunFree'>, { role, account }: Payer): boolean {
  return account?.unlimited === true || account?.kind === 'guest' || runsFree(catalog, role);
}
