import { useRouter, useSearch } from '@tanstack/react-router';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { useSession } from '../lib/session.tsx';
import { Go } from './go.tsx';
import { Splash } from './splash.tsx';

/** A guest may come here too: to sign up, or in to an account from before. */
export function SignInRoute() {
  const session = useSession();
  const { history } = useRouter();
  const { next, door = 'sign-in' } = useSearch({ from: '/sign-in' });
  if (session.status === 'loading') return <Splash />;
  const guest = session.status === 'signed-in' && session.person.isGuest;
  if (session.status === 'signed-in' && !guest) return <Go to={next ?? '/'} />;
  return (
    <SignInPage first={door} guest={guest} onBack={guest ? () => history.push(next ?? '/') : undefined} />
  );
}
