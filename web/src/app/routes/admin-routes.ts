import type { AlertConditionName } from '@firemeter/functions/contract';
import { createRoute, redirect } from '@tanstack/react-router';
import { lazyPage } from '../frame/lazy-page.ts';
import { signedIn } from './root-routes.ts';
import { oneOf, optional, type Search, text } from './search.ts';

const admin = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin',
  component: lazyPage(() => import('../frame/admin-only.tsx'), 'AdminOnly'),
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
  component: lazyPage(() => import('../../features/insight/overview/overview-page.tsx'), 'OverviewPage'),
});

const adminAnalytics = createRoute({
  getParentRoute: () => admin,
  path: '/analytics',
  component: lazyPage(() => import('../../features/insight/analytics/analytics-page.tsx'), 'AnalyticsPage'),
});

const adminLive = createRoute({
  getParentRoute: () => admin,
  path: '/live',
  component: lazyPage(() => import('../../features/admin-live/live-page.tsx'), 'LivePage'),
});

const adminGrant = createRoute({
  getParentRoute: () => admin,
  path: '/grant',
  component: lazyPage(() => import('../../features/admin-grant/grant-page.tsx'), 'GrantPage'),
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
  component: lazyPage(() => import('./alerts-route.tsx'), 'AlertsRoute'),
});

const adminEndpoints = createRoute({
  getParentRoute: () => admin,
  path: '/endpoints',
  validateSearch: ({ endpoint }: Search) => optional({ endpoint: text(endpoint) }),
  component: lazyPage(() => import('./endpoints-route.tsx'), 'EndpointsRoute'),
});

const adminAbuse = createRoute({
  getParentRoute: () => admin,
  path: '/abuse',
  validateSearch: ({ kind, value }: Search) =>
    optional({
      kind: oneOf(['address', 'account', 'device'], kind),
      value: text(value),
    }),
  component: lazyPage(() => import('./abuse-route.tsx'), 'AbuseRoute'),
});

const adminAudit = createRoute({
  getParentRoute: () => admin,
  path: '/audit',
  component: lazyPage(() => import('../../features/admin-audit/audit-page.tsx'), 'AuditPage'),
});

const adminModeration = createRoute({
  getParentRoute: () => admin,
  path: '/moderation',
  component: lazyPage(() => import('../../features/admin-moderation/moderation-page.tsx'), 'ModerationPage'),
});

const adminPrices = createRoute({
  getParentRoute: () => admin,
  path: '/prices',
  component: lazyPage(() => import('../../features/admin-catalog/prices-page.tsx'), 'PricesPage'),
});

const adminPayments = createRoute({
  getParentRoute: () => admin,
  path: '/payments',
  validateSearch: ({ uid, tab }: Search) =>
    optional({
      uid: text(uid),
      tab: oneOf(['all', 'people', 'parked'], tab),
    }),
  component: lazyPage(() => import('./payments-route.tsx'), 'PaymentsRoute'),
});

const adminPeople = createRoute({
  getParentRoute: () => admin,
  path: '/people',
  component: lazyPage(() => import('../../features/admin-people/people-page.tsx'), 'PeoplePage'),
});

const adminApprovals = createRoute({
  getParentRoute: () => admin,
  path: '/approvals',
  component: lazyPage(() => import('../../features/admin-approvals/approvals-page.tsx'), 'ApprovalsPage'),
});

const adminPerson = createRoute({
  getParentRoute: () => admin,
  path: '/people/$uid',
  component: lazyPage(() => import('./person-route.tsx'), 'PersonRoute'),
});

const adminSystem = createRoute({
  getParentRoute: () => admin,
  path: '/system',
  component: lazyPage(() => import('../../features/admin-system/system-page.tsx'), 'SystemPage'),
});

const adminEmergency = createRoute({
  getParentRoute: () => admin,
  path: '/emergency',
  component: lazyPage(
    () => import('../../features/admin-catalog/emergency/emergency-page.tsx'),
    'EmergencyPage',
  ),
});

const adminSettings = createRoute({
  getParentRoute: () => admin,
  path: '/settings',
  component: lazyPage(() => import('../../features/admin-settings/settings-page.tsx'), 'SettingsPage'),
});

/** The pages of the console. */
export const adminRoutes = admin.addChildren([
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
]);
