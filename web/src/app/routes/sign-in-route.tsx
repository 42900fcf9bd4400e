import { useRouter, useSearch } from '@tanstack/react-router';
import { SignInPage } from '../../features/sign-in/sign-in-page.tsx';
import { useSession } from '../../lib/service/session/session.tsx';
import { Go } from '../frame/go.tsx';
import { Splash } from '../frame/splash.tsx';

/** A guest may come here too: to sign up, or in to an account from before. */
export function SignInRoute() {
  const session = useSession();
  const { history } = useRouter();
  const { next, door = 'sign-in' } = useSearch({ from: '/sign-in' });
  if (session.status === 'loading') return <Splash />;
  const guest = session.status === 'signed-in' && session.user.isGuest;
  if (session.status === 'signed-in' && !guest) return <Go to={next ?? '/'} />;
  return (
    <SignInPage first={door} guest={guest} onBack={guest ? () => history.push(next ?? '/') : undefined} />
  );
}
