import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import type { Firebase } from '../../lib/service/firebase/firebase.ts';
import { wasSignedIn } from '../../lib/service/session/sign-in-hint.ts';
import { CrashPage } from '../frame/crash-page.tsx';
import { lazyPage } from '../frame/lazy-page.ts';
import { NotFoundPage } from '../frame/not-found-page.tsx';

interface RouterContext {
  firebase: Firebase;
}

export const root = createRootRouteWithContext<RouterContext>()({
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});

export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  // Whoever has to sign in first doesn't load the page before. At `/` there may be a welcome for guests.
  beforeLoad: ({ context: { firebase }, location }) =>
    wasSignedIn() || location.pathname === '/' ? undefined : requireUser(firebase, location.href),
  component: lazyPage(() => import('../signed-in-layout.tsx'), 'SignedInLayout'),
});

/** @throws a redirect to the sign-in page */
async function requireUser({ auth }: Firebase, next: string): Promise<void> {
  await auth.authStateReady();
  if (!auth.currentUser) throw redirect({ to: '/sign-in', search: { next } });
}
