import type { AlertConditionName } from '@firemeter/functions/contract';
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router';
import type { Firebase } from '../lib/service/firebase.ts';
import { wasSignedIn } from '../lib/service/sign-in-hint.ts';
import { CrashPage } from './frame/crash-page.tsx';
import { lazyPage } from './frame/lazy-page.ts';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { PagePending } from './frame/page-pending.tsx';
import { SignInRoute } from './routes/sign-in-route.tsx';

// What the sign-in page loads is kept small: this file imports no other page, and no schema.

type Search = Record<string, unknown>;

/** Returns a text of the address, or undefined. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Returns a value of the address if it is one of these, or undefined. */
function oneOf<const T extends string | number>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

/** A search whose keys may all be missing, and are when one goes to the page. */
function optional<T extends object>(search: T): Partial<T> {
  return search;
}

interface RouterContext {
  firebase: Firebase;
}

const root = createRootRouteWithContext<RouterContext>()({
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});

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
  component: lazyPage(() => import('../features/demo/demo-page.tsx'), 'DemoPage'),
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

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  // Whoever has to sign in first doesn't load the page before. At `/` there may be a welcome for guests.
  beforeLoad: ({ context: { firebase }, location }) =>
    wasSignedIn() || location.pathname === '/' ? undefined : requireUser(firebase, location.href),
  component: lazyPage(() => import('./signed-in-layout.tsx'), 'SignedInLayout'),
});

/** @throws a redirect to the sign-in page */
async function requireUser({ auth }: Firebase, next: string): Promise<void> {
  await auth.authStateReady();
  if (!auth.currentUser) throw redirect({ to: '/sign-in', search: { next } });
}

const studio = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: ({ make }: Search) => optional({ make: text(make) }),
  component: lazyPage(() => import('./routes/studio-route.tsx'), 'StudioRoute'),
});

const history = createRoute({
  getParentRoute: () => signedIn,
  path: '/history',
  component: lazyPage(() => import('../features/history/history-page.tsx'), 'HistoryPage'),
});

const library = createRoute({
  getParentRoute: () => signedIn,
  path: '/library',
  component: lazyPage(() => import('../features/library/library-page.tsx'), 'LibraryPage'),
});

const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/dashboard',
  component: lazyPage(() => import('../features/dashboard/dashboard-page.tsx'), 'DashboardPage'),
});

const statement = createRoute({
  getParentRoute: () => signedIn,
  path: '/history/statement',
  component: lazyPage(() => import('../features/history/statement/statement-page.tsx'), 'StatementPage'),
});

const reel = createRoute({
  getParentRoute: () => signedIn,
  path: '/reel',
  validateSearch: ({ reel }: Search) => optional({ reel: text(reel) }),
  component: lazyPage(() => import('./routes/reel-route.tsx'), 'ReelRoute'),
});

const credits = createRoute({
  getParentRoute: () => signedIn,
  path: '/credits',
  component: lazyPage(() => import('./routes/credits-route.tsx'), 'CreditsRoute'),
});

const billing = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing',
  validateSearch: ({ payment }: Search) => optional({ payment: text(payment) }),
  component: lazyPage(() => import('./routes/billing-route.tsx'), 'BillingRoute'),
});

const billingReturn = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing/return',
  validateSearch: ({ payment, left }: Search) => optional({ payment: text(payment), left: oneOf([1], left) }),
  component: lazyPage(() => import('./routes/return-route.tsx'), 'ReturnRoute'),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyPage(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications',
  component: lazyPage(() => import('../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const books = createRoute({
  getParentRoute: () => signedIn,
  path: '/account/books',
  component: lazyPage(() => import('../features/books/books-page.tsx'), 'BooksPage'),
});

const deleteAccount = createRoute({
  getParentRoute: () => signedIn,
  path: '/account/delete',
  component: lazyPage(() => import('../features/account/erasure/erasure-page.tsx'), 'ErasurePage'),
});

const admin = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin',
  component: lazyPage(() => import('./frame/admin-only.tsx'), 'AdminOnly'),
});

const adminIndex = createRoute({
  getParentRoute: () => admin,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/overview' });
  },
});

const adminOverview = createRoute({
  getParentRoute: () => admin,
  path: '/overview',
  component: lazyPage(() => import('../features/insight/overview/overview-page.tsx'), 'OverviewPage'),
});

const adminAnalytics = createRoute({
  getParentRoute: () => admin,
  path: '/analytics',
  component: lazyPage(() => import('../features/insight/analytics/analytics-page.tsx'), 'AnalyticsPage'),
});

const adminLive = createRoute({
  getParentRoute: () => admin,
  path: '/live',
  component: lazyPage(() => import('../features/admin-live/live-page.tsx'), 'LivePage'),
});

const adminGrant = createRoute({
  getParentRoute: () => admin,
  path: '/grant',
  component: lazyPage(() => import('../features/admin-grant/grant-page.tsx'), 'GrantPage'),
});

const adminAlerts = createRoute({
  getParentRoute: () => admin,
  path: '/alerts',
  validateSearch: ({ view, rule }: Search) =>
    optional({
      view: oneOf(['open', 'history', 'rules'], view),
      // The page shows no rule of a name that it doesn't know.
      rule: text(rule) as AlertConditionName | undefined,
    }),
  component: lazyPage(() => import('./routes/alerts-route.tsx'), 'AlertsRoute'),
});

const adminEndpoints = createRoute({
  getParentRoute: () => admin,
  path: '/endpoints',
  validateSearch: ({ endpoint }: Search) => optional({ endpoint: text(endpoint) }),
  component: lazyPage(() => import('./routes/endpoints-route.tsx'), 'EndpointsRoute'),
});

const adminAbuse = createRoute({
  getParentRoute: () => admin,
  path: '/abuse',
  validateSearch: ({ kind, value }: Search) =>
    optional({
      kind: oneOf(['address', 'account', 'device'], kind),
      value: text(value),
    }),
  component: lazyPage(() => import('./routes/abuse-route.tsx'), 'AbuseRoute'),
});

const adminAudit = createRoute({
  getParentRoute: () => admin,
  path: '/audit',
  component: lazyPage(() => import('../features/admin-audit/audit-page.tsx'), 'AuditPage'),
});

const adminModeration = createRoute({
  getParentRoute: () => admin,
  path: '/moderation',
  component: lazyPage(() => import('../features/admin-moderation/moderation-page.tsx'), 'ModerationPage'),
});

const adminPrices = createRoute({
  getParentRoute: () => admin,
  path: '/prices',
  component: lazyPage(() => import('../features/admin-catalog/prices-page.tsx'), 'PricesPage'),
});

const adminPayments = createRoute({
  getParentRoute: () => admin,
  path: '/payments',
  validateSearch: ({ uid, tab }: Search) =>
    optional({
      uid: text(uid),
      tab: oneOf(['all', 'people', 'parked'], tab),
    }),
  component: lazyPage(() => import('./routes/payments-route.tsx'), 'PaymentsRoute'),
});

const adminPeople = createRoute({
  getParentRoute: () => admin,
  path: '/people',
  component: lazyPage(() => import('../features/admin-people/people-page.tsx'), 'PeoplePage'),
});

const adminApprovals = createRoute({
  getParentRoute: () => admin,
  path: '/approvals',
  component: lazyPage(() => import('../features/admin-approvals/approvals-page.tsx'), 'ApprovalsPage'),
});

const adminPerson = createRoute({
  getParentRoute: () => admin,
  path: '/people/$uid',
  component: lazyPage(() => import('./routes/person-route.tsx'), 'PersonRoute'),
});

const adminSystem = createRoute({
  getParentRoute: () => admin,
  path: '/system',
  component: lazyPage(() => import('../features/admin-system/system-page.tsx'), 'SystemPage'),
});

const adminEmergency = createRoute({
  getParentRoute: () => admin,
  path: '/emergency',
  component: lazyPage(
    () => import('../features/admin-catalog/emergency/emergency-page.tsx'),
    'EmergencyPage',
  ),
});

const adminSettings = createRoute({
  getParentRoute: () => admin,
  path: '/settings',
  component: lazyPage(() => import('../features/admin-settings/settings-page.tsx'), 'SettingsPage'),
});

const routes = root.addChildren([
  signIn,
  demo,
  terms,
  refunds,
  signedIn.addChildren([
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
    admin.addChildren([
      adminIndex,
      adminOverview,
      adminAnalytics,
      adminLive,
      adminAlerts,
      adminEndpoints,
      adminAbuse,
      adminAudit,
      adminModeration,
      adminPrices,
      adminGrant,
      adminPayments,
      adminPeople,
      adminPerson,
      adminApprovals,
      adminSystem,
      adminEmergency,
      adminSettings,
    ]),
  ]),
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
