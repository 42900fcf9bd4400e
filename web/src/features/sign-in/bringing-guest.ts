import { t } from '@lingui/core/macro';
import { toast } from 'sonner';
import { toCallError } from '#kit/core/call-error.ts';
import { describeError } from '../../lib/errors/describe-error.ts';
import type { Services } from '../../lib/service/services.ts';

/** Signs in to an account that exists, and brings along what was made as a guest before. @throws FirebaseError */
export async function bringingGuest(
  { auth, client }: Pick<Services, 'auth' | 'client'>,
  signIn: () => Promise<unknown>,
): Promise<void> {
  const guest = auth.currentUser?.isAnonymous ? auth.currentUser : null;
  const guestToken = await guest?.getIdToken();
  await signIn();
  if (guestToken === undefined) return;
  try {
    const { movedActivities } = await client.call('mergeGuest', { guestToken });
    if (movedActivities > 0) toast.success(t`Your guest work is in your history`);
  } catch (cause) {
    const { help } = describeError(toCallError(cause));
    toast.error(t`Your guest work couldn’t be moved to your account. ${help}`);
  }
}
