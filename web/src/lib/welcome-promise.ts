import type { Account, Catalog } from '@firemeter/functions/contract';
import { creditsText } from './format.ts';

type Grants = Catalog['grants'];

/** Says what signing up brings: "50 credits when you sign up and confirm your e-mail"; null: nothing. */
export function signUpPromise({ welcomeMicros, welcomeNeedsVerifiedEmail }: Grants): string | null {
  if (welcomeMicros === 0) return null;
  return `${creditsText(welcomeMicros)} when you sign up${welcomeNeedsVerifiedEmail ? ' and confirm your e-mail' : ''}`;
}

/** Returns the credits that confirming an e-mail address brings: none to somebody who had them already. */
export function confirmationMicros(
  { welcomeMicros, welcomeNeedsVerifiedEmail }: Grants,
  account: Pick<Account, 'welcomeEntryId'>,
): number {
  return welcomeNeedsVerifiedEmail && !account.welcomeEntryId ? welcomeMicros : 0;
}
