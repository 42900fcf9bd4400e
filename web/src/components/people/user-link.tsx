import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { mayKnowPeople } from '../../lib/service/session/may-know-people.ts';
import { usePerson } from '../../lib/service/session/person.tsx';

/** Links to a user's page, for staff who may see users. */
export function UserLink({ uid, children }: { uid: string; children: ReactNode }) {
  const { role } = usePerson();
  if (!mayKnowPeople(role)) return children;
  return (
    <Link to="/admin/people/$uid" params={{ uid }} className="rounded hover:text-ember-text hover:underline">
      {children}
    </Link>
  );
}
