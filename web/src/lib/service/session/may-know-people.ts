import type { Role } from '@firemeter/functions/contract';

/** Whether a role may know who people are: the rules let it read `people`. */
export function mayKnowPeople(role: Role | null | undefined): boolean {
  return role === 'support' || role === 'admin' || role === 'owner';
}
