import { type Account, type AuditEntry, type NotificationFacts, Role } from '../../contract/index.ts';
import type { Notice } from '../notifier.ts';

/** Whom an entry is about, and what they are notified of. */
interface AuditFacts {
  readonly target: { readonly collection: 'accounts' | 'users'; readonly id: string };
  readonly facts: NotificationFacts;
}

/** Returns what an action of staff, or an automatic suspension, means for whom it is about; null: nothing. */
export function auditFacts(entry: Pick<AuditEntry, 'action' | 'target' | 'after'>): AuditFacts | null {
  const facts = factsOf(entry);
  const at = entry.target.indexOf('/');
  const [name, id] = [entry.target.slice(0, at), entry.target.slice(at + 1)];
  if (!facts || id === '' || (name !== 'accounts' && name !== 'users')) return null;
  return { target: { collection: name, id }, facts };
}

/** Returns the notice for the owner of an account. */
export function auditNotice(
  eventId: string,
  { target: { id }, facts }: AuditFacts,
  account: Account | null,
): Notice {
  return { uid: account?.ownerUid ?? id, accountId: id, eventId, facts };
}

function factsOf({ action, after }: Pick<AuditEntry, 'action' | 'after'>): NotificationFacts | null {
  switch (action) {
    case 'suspend-account':
    case 'suspend':
      return { kind: 'account-suspended', details: {} };
    case 'uphold-suspension':
      return { kind: 'suspension-upheld', details: {} };
    case 'reinstate-account':
      return { kind: 'account-reinstated', details: {} };
    case 'end-sessions':
      return { kind: 'sessions-ended', details: {} };
    case 'set-role':
      return { kind: 'role-changed', details: { role: Role.safeParse(after?.role).data ?? null } };
    default:
      return null;
  }
}
