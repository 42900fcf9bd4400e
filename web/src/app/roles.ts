import { callables, callers, type Role } from '@firemeter/functions/contract';

/** Whether a role may make a call: by the same table that the server decides by. */
export function mayCall(role: Role | null | undefined, name: keyof typeof callables): boolean {
  return role != null && callers.indexOf(role) >= callers.indexOf(callables[name].caller);
}
