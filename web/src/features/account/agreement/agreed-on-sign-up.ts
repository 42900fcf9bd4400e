import type { ResponseOf } from '@firemeter/functions/contract';
import type { Client } from '#kit/core/call.ts';
import { takeAgreement } from '../../../lib/kept/sign-up-agreement.ts';

/**
 * Records what the page said where the account was opened: of no use if the user had one and only signed in there.
 * Returns whether nothing else has to be agreed to.
 */
export async function agreedOnSignUp(
  client: Pick<Client, 'call'>,
  { isNew, agreement }: ResponseOf<'openAccount'>,
): Promise<boolean> {
  const given = takeAgreement();
  if (!given || !isNew || given.version !== agreement?.terms.version) return false;
  // If this fails, the user is asked.
  return client.call('agreeToTerms', { ...given, via: 'sign-up' }).then(
    () => true,
    () => false,
  );
}
