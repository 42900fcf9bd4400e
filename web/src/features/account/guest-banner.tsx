import { SignUpPrompt } from '../../components/sign-up-prompt.tsx';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useGuestAllowance } from '../../lib/use-guest-allowance.ts';

/** For guests: what is left, and what signing up brings. */
export function GuestBanner() {
  const guest = useGuestAllowance();
  const { published } = useCatalog();
  if (!guest || !published) return null;
  return <SignUpPrompt {...guest} grants={published.catalog.grants} />;
}
