import { useDeferredValue } from 'react';
import { usePeople } from '../../lib/data/use-people.ts';
import { mayKnowPeople } from '../../lib/service/session/may-know-people.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { isTraceId } from './live-filter.ts';

/**
 * The accounts that a text stands for: by the beginning of an email or a name, or by an id; null: everyone; undefined
 * while they are looked up. Analysts do not see accounts, and find them by their ids alone.
 */
export function useWhom(text: string): readonly string[] | null | undefined {
  const { role } = usePerson();
  const asked = useDeferredValue(text.trim());
  const mayLookUp = mayKnowPeople(role);
  const isPerson = asked !== '' && !isTraceId(asked);
  const { data, isError } = usePeople(asked, { isWanted: isPerson && mayLookUp });
  if (!isPerson) return null;
  if (!mayLookUp || isError) return [asked];
  return data && [...new Set(data.map(({ uid }) => uid))];
}
