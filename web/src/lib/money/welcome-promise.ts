import type { Account, Catalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { creditsText } from '../texts/format.ts';

type Grants = Catalog['grants'];

/** Says what signing up brings: "50 credits when you sign up and confirm your email"; null: nothing. */
export function signUpPromise({ welcomeMicros, welcomeNeedsVerifiedEmail }: Grants): string | null {
  if (welcomeMicros === 0) return null;
  const credits = creditsText(welcomeMicros);
  return welcomeNeedsVerifiedEmail
    ? t`${credits} when you sign up and confirm your email`
    : t`${credits} when you sign up`;
}

/** Returns the credits that confirming an email address brings: none to somebody who had them already. */
export function confirmationMicros(
  { welcomeMicros, welcomeNeedsVerifiedEmail }: Grants,
  account: Pick<Account, 'welcomeEntryId'>,
): number {
  return welcomeNeedsVerifiedEmail && !account.welcomeEntryId ? welcomeMicros : 0;
}
