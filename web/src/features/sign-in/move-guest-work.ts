import { t } from '@lingui/core/macro';
import { toCallError } from '#kit/core/call-error.ts';
import { describeError } from '../../lib/errors/describe-error.ts';
import { toast } from '../../lib/page/toast.ts';
import type { Firebase } from '../../lib/service/firebase/firebase.ts';
import { startServices } from '../../lib/service/firebase/start-services.ts';

/** Moves what a guest made to the account that is signed in now, and says so. */
export async function moveGuestWork(firebase: Firebase, guestToken: string): Promise<void> {
  try {
    const { movedActivities } = await startServices(firebase).client.call('mergeGuest', { guestToken });
    if (movedActivities > 0) toast.success(t`Your guest work is in your history`);
  } catch (cause) {
    const { help } = describeError(toCallError(cause));
    toast.error(t`Your guest work couldn’t be moved to your account. ${help}`);
  }
}
