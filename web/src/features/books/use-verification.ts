import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useKept } from '../../lib/kept/use-kept.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { readSeen, withLook } from './seen-seals.ts';
import { verifyBooks } from './verify-books.ts';

/** Verifies the books of who is signed in, and keeps what was seen for the next time. */
export function useVerification() {
  const { firestore } = useServices();
  const { uid } = usePerson();
  const [kept, keep] = useKept('seals', 'browser');
  const [entries, setEntries] = useState(0);
  const seen = readSeen(kept);
  const verification = useMutation({
    mutationFn: async () => {
      setEntries(0);
      const verified = await verifyBooks(firestore, { accountId: uid, seen, onEntries: setEntries });
      const next = withLook(seen, verified, { keys: verified.keys, nowMs: Date.now() });
      keep(JSON.stringify(next));
      return verified;
    },
  });
  return { verification, seen, entries };
}
