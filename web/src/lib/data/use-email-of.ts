import { useWho } from './use-who.ts';

/** The email address of somebody, or the uid where there is none. */
export function useEmailOf(uid: string, storedEmail: string | null = null): string {
  const { name, detail } = useWho(uid, storedEmail);
  return detail ?? name;
}
