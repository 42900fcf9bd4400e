import type { Catalog } from '@firemeter/functions/contract';
import { Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { AccountProvider } from '#kit/hooks/account-context.ts';
import { useAccountId } from '../lib/data/use-account-id.ts';
import { useCatalog } from '../lib/data/use-catalog.ts';
import { lazyPart } from '../lib/page/lazy-part.ts';
import { PersonProvider } from '../lib/service/session/person.tsx';
import { useSession } from '../lib/service/session/session.tsx';
import { GenerationsProvider } from '../lib/work/generations.tsx';
import { Go } from './frame/go.tsx';
import { Splash } from './frame/splash.tsx';
import { Shell } from './shell.tsx';
import { Workspace } from './workspace.tsx';

const WelcomePage = lazyPart<{ catalog: Catalog }>(() =>
  import('../features/welcome/welcome-page.tsx').then((module) => module.WelcomePage),
);

/** The way to every page that needs to know who is there. */
export function SignedInLayout() {
  const session = useSession();
  if (session.status === 'loading') return <Splash />;
  return (
    <Workspace>
      {session.status === 'signed-out' ? (
        <Entrance hasLeft={session.hasLeft} />
      ) : (
        <PersonProvider user={session.user}>
          <OwnAccount key={session.user.uid}>
            <GenerationsProvider>
              <Shell>
                <Outlet />
              </Shell>
            </GenerationsProvider>
          </OwnAccount>
        </PersonProvider>
      )}
    </Workspace>
  );
}

/** Tells the kit which account pays. */
function OwnAccount({ children }: { children: ReactNode }) {
  const accountId = useAccountId();
  const state = useMemo(() => ({ status: 'open', accountId }) as const, [accountId]);
  return <AccountProvider value={state}>{children}</AccountProvider>;
}

/** Where guests are welcome the studio opens without an account; everything else is behind the door. */
function Entrance({ hasLeft }: { hasLeft: boolean }) {
  const { published, status } = useCatalog();
  const address = useLocation({ select: ({ pathname }) => pathname });
  // Where somebody wanted to go: the address changes as soon as they leave from here. Where somebody was who has left is
  // nothing to the next one.
  const [here] = useState(() => (hasLeft ? '/' : location.pathname + location.search));
  // From then on an address is one that they go to, and no longer one that somebody has left.
  const [isHere, setIsHere] = useState(address === here);
  if (address === here && !isHere) setIsHere(true);
  if (here === '/') {
    if (status === 'loading') return <Splash />;
    if (published?.catalog.guests) {
      if (!isHere) return <Go to="/" />;
      return (
        <Suspense fallback={<Splash />}>
          <WelcomePage catalog={published.catalog} />
        </Suspense>
      );
    }
  }
  return <Go to={here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`} />;
}
