import { useList } from '#kit/hooks/use-list.ts';
import type { FoundPerson } from '../../lib/data/use-people.ts';
import { paymentList } from '../../lib/service/sources/list-sources.ts';

/** The most values that Firestore compares with one field. */
const MAX_VALUES = 30;

interface Wanted {
  readonly text: string;
  readonly where: 'any' | 'by' | 'about';
}

/**
 * Returns who did what is searched for, or what it was done to, as entries name it: accounts, users and, of a single person, their
 * latest payments. Without anybody of that name, the text itself. Undefined while it is looked up.
 */
export function useAuditSubjects(
  people: readonly FoundPerson[] | undefined,
  { text, where }: Wanted,
): { actors?: readonly string[]; targets?: readonly string[] } | undefined {
  const wanted = text.trim();
  const isWanted = wanted !== '' && where !== 'any';
  const only = isWanted && where === 'about' && people?.length === 1 ? people[0]?.uid : undefined;
  const payments = useList(only === undefined ? null : paymentList(only));
  if (!isWanted) return {};
  if (!people || (only !== undefined && !payments.items)) return undefined;
  const uids = people.length === 0 ? [wanted] : people.map(({ uid }) => uid);
  if (where === 'by') return { actors: uids.slice(0, MAX_VALUES) };
  const targets = uids.flatMap((uid) => [`accounts/${uid}`, `users/${uid}`, uid]);
  const bought = (payments.items ?? []).map(({ id }) => `payments/${id}`);
  return { targets: [...targets, ...bought].slice(0, MAX_VALUES) };
}
