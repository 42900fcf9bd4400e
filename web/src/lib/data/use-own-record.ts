import type { Role, StaffMember, UserProfile } from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveState } from '#kit/live/live-store.ts';
import { personSource, staffSource } from '../service/sources/live-sources.ts';

interface OwnRecord {
  /** Undefined until it is known. */
  readonly role: Role | null | undefined;
  /** Null: there is none. */
  readonly person: UserProfile | null | undefined;
}

/** What Firemeter's documents say of the signed-in user, live: a role that is taken away is gone at once. */
export function useOwnRecord(uid: string | null): OwnRecord {
  const member = useLive(uid === null ? null : staffSource(uid));
  const person = useLive(uid === null ? null : personSource(uid));
  return { role: roleOf(member), person: documentOf(person) };
}

/** Returns the role; null where the store does not let it be read, whatever was read before. */
export function roleOf(state: LiveState<StaffMember>): Role | null | undefined {
  if (state.status === 'error') return null;
  const member = documentOf(state);
  return member === undefined ? undefined : (member?.role ?? null);
}

function documentOf<T>({ items }: LiveState<T>): T | null | undefined {
  return items && (items[0]?.value ?? null);
}
