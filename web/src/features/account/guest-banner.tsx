import { SignUpPrompt } from '../../components/people/sign-up-prompt.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useGuestAllowance } from '../../lib/data/use-guest-allowance.ts';

/** For guests: what is left, and what signing up brings. */
export function GuestBanner() {
  const guest = useGuestAllowance();
  const { published } = useCatalog();
  if (!guest || !published) return null;
  return <SignUpPrompt {...guest} grants={published.catalog.grants} />;
}
