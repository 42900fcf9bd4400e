import { SignUpPrompt } from '../../components/sign-up-prompt.tsx';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useGuestAllowance } from '../../lib/use-guest-allowance.ts';

/** For guests: what is left, and what signing up brings. */
export function GuestBanner() {
  const guest = useGuestAllowance();
  const { published } = useCatalog();
  if (!guest) return null;
  const { welcomeMicros = 0, welcomeNeedsVerifiedEmail = true } = published?.catalog.grants ?? {};
  return (
    <SignUpPrompt {...guest} welcomeMicros={welcomeMicros} needsVerifiedEmail={welcomeNeedsVerifiedEmail} />
  );
}
