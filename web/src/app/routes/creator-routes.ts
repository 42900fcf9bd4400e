import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../frame/lazy-page.ts';
import { signedIn } from './root-routes.ts';
import { oneOf, optional, type Search, text } from './search.ts';

const studio = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: ({ make }: Search) => optional({ make: text(make) }),
  component: lazyPage(() => import('./studio-route.tsx'), 'StudioRoute'),
});

const history = createRoute({
  getParentRoute: () => signedIn,
  path: '/history',
  component: lazyPage(() => import('../../features/history/history-page.tsx'), 'HistoryPage'),
});

const library = createRoute({
  getParentRoute: () => signedIn,
  path: '/library',
  component: lazyPage(() => import('../../features/library/library-page.tsx'), 'LibraryPage'),
});

const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/dashboard',
  component: lazyPage(() => import('../../features/dashboard/dashboard-page.tsx'), 'DashboardPage'),
});

const statement = createRoute({
  getParentRoute: () => signedIn,
  path: '/history/statement',
  component: lazyPage(() => import('../../features/history/statement/statement-page.tsx'), 'StatementPage'),
});

const reel = createRoute({
  getParentRoute: () => signedIn,
  path: '/reel',
  validateSearch: ({ reel }: Search) => optional({ reel: text(reel) }),
  component: lazyPage(() => import('./reel-route.tsx'), 'ReelRoute'),
});

const credits = createRoute({
  getParentRoute: () => signedIn,
  path: '/credits',
  component: lazyPage(() => import('./credits-route.tsx'), 'CreditsRoute'),
});

const billing = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing',
  validateSearch: ({ payment }: Search) => optional({ payment: text(payment) }),
  component: lazyPage(() => import('./billing-route.tsx'), 'BillingRoute'),
});

const billingReturn = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing/return',
  validateSearch: ({ payment, left }: Search) => optional({ payment: text(payment), left: oneOf([1], left) }),
  component: lazyPage(() => import('./return-route.tsx'), 'ReturnRoute'),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyPage(() => import('../../features/account/account-page.tsx'), 'AccountPage'),
});

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications',
  component: lazyPage(
    () => import('../../features/notifications/notifications-page.tsx'),
    'NotificationsPage',
  ),
});

const books = createRoute({
  getParentRoute: () => signedIn,
  path: '/account/books',
  component: lazyPage(() => import('../../features/books/books-page.tsx'), 'BooksPage'),
});

const deleteAccount = createRoute({
  getParentRoute: () => signedIn,
  path: '/account/delete',
  component: lazyPage(() => import('../../features/account/erasure/erasure-page.tsx'), 'ErasurePage'),
});

/** The pages of creators. */
export const creatorRoutes = [
  studio,
  reel,
  library,
  dashboard,
  history,
  statement,
  credits,
  billing,
  billingReturn,
  account,
  books,
  deleteAccount,
  notifications,
] as const;
