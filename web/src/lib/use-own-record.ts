import {
  collections,
  PersonRecord,
  type Role,
  StaffMember,
  safeDecodeStored,
} from '@firemeter/functions/contract';
import { doc, onSnapshot } from 'firebase/firestore';
import { useEffect, useState } from 'react';
import { useServices } from './services.ts';

interface OwnRecord {
  /** Undefined until it is known. */
  readonly role?: Role | null;
  /** Null: there is none. */
  readonly person?: PersonRecord | null;
}

const nothingKnown: OwnRecord = {};

/** What Firemeter's documents say of the signed-in user, live: a role that is taken away is gone at once. */
export function useOwnRecord(uid: string | null): OwnRecord {
  const { firestore } = useServices();
  const [known, setKnown] = useState<{ uid: string; record: OwnRecord }>();

  useEffect(() => {
    if (uid === null) return;
    const learn = (news: OwnRecord) =>
      setKnown((before) => ({ uid, record: { ...(before?.uid === uid && before.record), ...news } }));
    const stops = [
      onSnapshot(
        doc(firestore, collections.staff, uid),
        (snapshot) => {
          const member = safeDecodeStored(StaffMember, snapshot.data());
          learn({ role: member.success ? member.data.role : null });
        },
        () => learn({ role: null }),
      ),
      onSnapshot(
        doc(firestore, collections.people, uid),
        (snapshot) => {
          const person = safeDecodeStored(PersonRecord, snapshot.data());
          learn({ person: person.success ? person.data : null });
        },
        () => learn({ person: null }),
      ),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [firestore, uid]);

  return known?.uid === uid ? known.record : nothingKnown;
}
