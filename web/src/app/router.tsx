import { createRoute, createRouter } from '@tanstack/react-router';
import type { Firebase } from '../lib/service/firebase/firebase.ts';
import { CrashPage } from './frame/crash-page.tsx';
import { lazyPage } from './frame/lazy-page.ts';
import { PagePending } from './frame/page-pending.tsx';
import { adminRoutes } from './routes/admin-routes.ts';
import { creatorRoutes } from './routes/creator-routes.ts';
import { root, signedIn } from './routes/root-routes.ts';
import { oneOf, optional, type Search, text } from './routes/search.ts';
import { SignInRoute } from './routes/sign-in-route.tsx';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, door }: Search) =>
    optional({
      next: text(next)?.startsWith('/') ? text(next) : undefined,
      door: oneOf(['sign-in', 'sign-up'], door),
    }),
  component: SignInRoute,
});

const demo = createRoute({
  getParentRoute: () => root,
  path: '/demo/components',
  component: lazyPage(() => import('./routes/demo-route.tsx'), 'DemoRoute'),
});

const terms = createRoute({
  getParentRoute: () => root,
  path: '/terms',
  component: lazyPage(() => import('../features/terms/terms-page.tsx'), 'TermsPage'),
});

const refunds = createRoute({
  getParentRoute: () => root,
  path: '/refunds',
  component: lazyPage(() => import('../features/terms/refunds-page.tsx'), 'RefundsPage'),
});

const routes = root.addChildren([
  signIn,
  demo,
  terms,
  refunds,
  signedIn.addChildren([...creatorRoutes, adminRoutes]),
]);

export const router = createRouter({
  routeTree: routes,
  // Set by `App`.
  context: { firebase: undefined as unknown as Firebase },
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: CrashPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
