import type { Activity } from '@firemeter/functions/contract';

/** The best name there is for who asked, and what else identifies them. */
export function whoOf({ name, email, uid }: Pick<Activity, 'name' | 'email' | 'uid'>): {
  name: string;
  detail: string | null;
} {
  if (name) return { name, detail: email ?? uid };
  return email ? { name: email, detail: null } : { name: uid, detail: null };
}
