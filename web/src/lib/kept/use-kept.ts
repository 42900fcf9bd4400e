import { useCallback, useState } from 'react';
import { useSession } from '../service/session/session.tsx';
import { type KeptIn, keptFor } from './kept.ts';

/** A text that the browser keeps for whoever is signed in. */
export function useKept(name: string, where: KeptIn): [string | null, (value: string | null) => void] {
  const session = useSession();
  const uid = session.status === 'signed-in' ? session.user.uid : null;
  const key = `${where} ${uid} ${name}`;
  const [held, setHeld] = useState(() => ({ key, value: keptFor(uid, where).read(name) }));
  // Of another user, or under another name.
  const value = held.key === key ? held.value : keptFor(uid, where).read(name);
  const set = useCallback(
    (next: string | null) => {
      keptFor(uid, where).write(name, next);
      setHeld({ key, value: next });
    },
    [key, name, uid, where],
  );
  return [value, set];
}
