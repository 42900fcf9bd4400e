import type { ResponseOf } from '@firemeter/functions/contract';
import type { Client } from '#kit/core/call.ts';
import { takeAgreement } from '../../../lib/kept/sign-up-agreement.ts';

/**
 * Records the agreement of the sign-up page, if this sign-in opened the account. Users who had one only signed in there.
 * @returns whether no other agreement is missing
 */
export async function agreedOnSignUp(
  client: Pick<Client, 'call'>,
  { isNew, agreement }: ResponseOf<'openAccount'>,
): Promise<boolean> {
  const given = takeAgreement();
  if (!given || !isNew || given.version !== agreement?.terms.version) return false;
  // If this fails, the dialog opens.
  return client.call('agreeToTerms', { ...given, via: 'sign-up' }).then(
    () => true,
    () => false,
  );
}
