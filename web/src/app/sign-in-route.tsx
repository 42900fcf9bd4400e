import { useSearch } from '@tanstack/react-router';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { useSession } from '../lib/session.tsx';
import { Go } from './go.tsx';
import { Splash } from './splash.tsx';

export function SignInRoute() {
  const session = useSession();
  const { next } = useSearch({ from: '/sign-in' });
  if (session.status === 'loading') return <Splash />;
  if (session.status === 'signed-in') return <Go to={next ?? '/'} />;
  return <SignInPage />;
}
