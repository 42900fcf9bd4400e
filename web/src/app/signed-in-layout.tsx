import { Outlet } from '@tanstack/react-router';
import { GenerationsProvider } from '../lib/generations.tsx';
import { useSession } from '../lib/session.tsx';
import { Go } from './go.tsx';
import { Shell } from './shell.tsx';
import { Splash } from './splash.tsx';

/** The way to every page that needs to know who is there. */
export function SignedInLayout() {
  const session = useSession();
  if (session.status === 'loading') return <Splash />;
  if (session.status === 'signed-out') {
    const here = location.pathname + location.search;
    return <Go to={here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`} />;
  }
  return (
    <GenerationsProvider key={session.person.uid}>
      <Shell>
        <Outlet />
      </Shell>
    </GenerationsProvider>
  );
}
