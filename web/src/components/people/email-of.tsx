import { useEmailOf } from '../../lib/data/use-email-of.ts';

interface EmailOfProps {
  uid: string;
  /** As an older document has it, in case nothing newer is known. */
  storedEmail?: string | null;
}

/** The email address of a user, or the uid where there is none. */
export function EmailOf({ uid, storedEmail = null }: EmailOfProps) {
  return <bdi>{useEmailOf(uid, storedEmail)}</bdi>;
}
