import { Navigate, useSearch } from '@tanstack/react-router';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { useSession } from '../lib/session.tsx';
import { Splash } from './splash.tsx';

export function SignInRoute() {
  const session = useSession();
  const { next } = useSearch({ from: '/sign-in' });
  if (session.status === 'loading') return <Splash />;
  if (session.status === 'signed-in') return <Navigate to={next ?? '/'} replace />;
  return <SignInPage />;
}
