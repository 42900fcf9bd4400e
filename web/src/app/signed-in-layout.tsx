import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { GenerationsProvider } from '../features/studio/generations.tsx';
import { useSession } from '../lib/session.tsx';
import { Shell } from './shell.tsx';
import { Splash } from './splash.tsx';

/** The way to every page that needs to know who is there. */
export function SignedInLayout() {
  const session = useSession();
  const { href } = useLocation();
  if (session.status === 'loading') return <Splash />;
  if (session.status === 'signed-out') {
    return <Navigate to="/sign-in" search={href === '/' ? {} : { next: href }} replace />;
  }
  return (
    <GenerationsProvider key={session.person.uid}>
      <Shell>
        <Outlet />
      </Shell>
    </GenerationsProvider>
  );
}
