import type { RequestOf } from '@firemeter/functions/contract';

/** What the page where accounts are opened says that somebody agrees to. */
export type SignUpAgreement = Pick<RequestOf<'agreeToTerms'>, 'version' | 'age' | 'country'>;

let shown: SignUpAgreement | null = null;
let given: SignUpAgreement | null = null;

/** Notes what the page shows; null: it shows nothing to agree to. */
export function showAgreement(agreement: SignUpAgreement | null): void {
  shown = agreement;
}

/** Notes that somebody has opened an account under what the page shows. */
export function giveAgreement(): void {
  given = shown;
}

/** Returns what was agreed to by opening an account, once. */
export function takeAgreement(): SignUpAgreement | null {
  const taken = given;
  given = null;
  return taken;
}
