import type { Auth, UserRecord } from 'firebase-admin/auth';
import type { RequestOf, ResponseOf } from '../../contract/index.ts';
import type { CallContext, Payer } from '../../platform/calls/call-context.ts';

type Entries = RequestOf<'previewBulkGrant'>['entries'];
type Row = ResponseOf<'previewBulkGrant'>['rows'][number];

/** A row of a list, and the user it stands for. */
export interface Receiver extends Row {
  readonly user: UserRecord | null;
}

/** The most users that Auth looks up in one call. */
const CHUNK = 100;
/** The longest uid that Auth allows. */
const MAX_UID_LENGTH = 128;

/** Finds the users on a list. A user listed twice receives the amount of the first row. */
export async function findReceivers(
  { auth, payer }: { readonly auth: Pick<Auth, 'getUsers'>; readonly payer: Payer },
  { uid }: Pick<CallContext, 'uid'>,
  entries: Entries,
): Promise<Receiver[]> {
  const users = new Map<string, UserRecord>();
  for (let first = 0; first < entries.length; first += CHUNK) {
    const ids = entries.slice(first, first + CHUNK).flatMap(({ to }) => toIdentifier(to.trim()) ?? []);
    for (const user of (await auth.getUsers(ids)).users) {
      users.set(user.uid, user);
      if (user.email) users.set(user.email.toLowerCase(), user);
    }
  }
  const seen = new Set<string>();
  const receivers: Receiver[] = [];
  for (const { to, amountMicros } of entries) {
    const user = users.get(to.trim()) ?? users.get(to.trim().toLowerCase()) ?? null;
    const accountId = user && (user.email ? await payer({ uid: user.uid }) : user.uid);
    const name = user?.displayName ?? user?.email ?? null;
    receivers.push({ to, amountMicros, accountId, name, user, status: statusOf(accountId) });
    if (accountId) seen.add(accountId);

    function statusOf(id: string | null): Row['status'] {
      if (id === null) return 'not-found';
      if (user?.uid === uid) return 'self';
      return seen.has(id) ? 'duplicate' : 'found';
    }
  }
  return receivers;
}

/** Returns what Auth looks a user up by; null: no user can have it, and Auth would reject the whole list. */
function toIdentifier(to: string): { email: string } | { uid: string } | null {
  if (to.includes('@')) return /^[^@]+@[^@]+$/.test(to) ? { email: to.toLowerCase() } : null;
  return to !== '' && to.length <= MAX_UID_LENGTH ? { uid: to } : null;
}
