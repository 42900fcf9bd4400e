import type { RequestOf } from '@firemeter/functions/contract';

/** The agreement that the sign-up page states. */
export type SignUpAgreement = Pick<RequestOf<'agreeToTerms'>, 'version' | 'age' | 'country'>;

let shown: SignUpAgreement | null = null;
let given: SignUpAgreement | null = null;

/** Sets the agreement that the page shows; null: none. */
export function showAgreement(agreement: SignUpAgreement | null): void {
  shown = agreement;
}

/** Records that the user opens an account with the shown agreement. */
export function giveAgreement(): void {
  given = shown;
}

/** Returns the recorded agreement, once. */
export function takeAgreement(): SignUpAgreement | null {
  const taken = given;
  given = null;
  return taken;
}
