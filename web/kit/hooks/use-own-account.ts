import { onIdTokenChanged } from 'firebase/auth';
import { httpsCallable } from 'firebase/functions';
import { useCallback, useEffect, useState } from 'react';
import type { AccountState } from './account-context.ts';
import type { Connection } from './connection.ts';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;

/** Opens the account of whoever signs in. Does nothing while `isWanted` is false. */
export function useOwnAccount(connection: Connection, isWanted: boolean): AccountState {
  const { auth, functions, live } = connection;
  const [uid, setUid] = useState<string | null>();
  const [opened, setOpened] = useState<
    { uid: string; accountId: string } | { uid: string; error: unknown }
  >();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isWanted) return;
    let latest: User | null = null;
    return onIdTokenChanged(auth, (user) => {
      const next = user && {
        uid: user.uid,
        isAnonymous: user.isAnonymous,
        emailVerified: user.emailVerified,
      };
      // Nothing is read on behalf of somebody who has left.
      if (latest && latest.uid !== next?.uid) live.stopAll();
      // A guest who has signed up, or whoever has verified their address, may get credits for it.
      else if (latest && next && !isSame(latest, next)) setAttempt((before) => before + 1);
      latest = next;
      setUid(next?.uid ?? null);
    });
  }, [auth, live, isWanted]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens it again
  useEffect(() => {
    if (!uid) return;
    let isCurrent = true;
    openAccount(httpsCallable(functions, 'openAccount')).then(
      (accountId) => isCurrent && setOpened({ uid, accountId }),
      (error) => isCurrent && setOpened({ uid, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, uid, attempt]);

  const retry = useCallback(() => {
    setOpened(undefined);
    setAttempt((before) => before + 1);
  }, []);
  if (uid === undefined) return { status: 'loading' };
  if (uid === null) return { status: 'signed-out' };
  if (opened?.uid !== uid) return { status: 'opening', accountId: uid };
  if ('accountId' in opened) return { status: 'open', accountId: opened.accountId };
  return { status: 'failed', accountId: uid, error: opened.error, retry };
}

/** The facts about whoever is signed in that their account depends on. */
interface User {
  readonly uid: string;
  readonly isAnonymous: boolean;
  readonly emailVerified: boolean;
}

function isSame(one: User, other: User): boolean {
  return one.isAnonymous === other.isAnonymous && one.emailVerified === other.emailVerified;
}

/** Calls without the typed client, which would load every schema, and tries again: opening twice opens once. */
async function openAccount(call: (data: object) => Promise<{ data: unknown }>): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { data } = await call({});
      return (data as { accountId: string }).accountId;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** attempt));
    }
  }
}
