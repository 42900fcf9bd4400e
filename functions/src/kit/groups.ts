import type { createDeployment } from '../deployment.ts';

type Deployment = ReturnType<typeof createDeployment>;
type FunctionName = keyof Deployment;

/**
 * The functions of each group. `metering` is always included: accounts, holds, prices, and the jobs that end
 * abandoned work and lapse expired credits.
 */
export const groups = {
  metering: [
    ...(['openAccount', 'cancelGeneration', 'validateAndDeductCredits', 'updateAIActivityStatus'] as const),
    ...(['grantCreditsToUser', 'updateCreditConfiguration'] as const),
    ...(['expireStaleHolds', 'expireLots', 'rollUpUsage', 'resetRateLimits', 'cleanupOldData'] as const),
    // Only with hooks.
    'ledgerEvents',
  ],
  /** Work that Firemeter does itself, and guests who try it. */
  generation: [
    ...(['generate', 'runLongWork', 'runPriorityWork', 'mergeGuest'] as const),
    ...(['linkToResult', 'removeResults', 'markFavorites'] as const),
  ],
  /** Videos made of a short description. They need the optional package `@ffmpeg-installer/ffmpeg`. */
  reels: ['startReel', 'resumeReel', 'cancelReel', 'runReel'],
  /** Packs, plans and top-ups by Stripe. */
  payments: [
    ...(['startCheckout', 'buyPackWithSavedCard', 'openBillingPortal', 'stripeWebhook'] as const),
    ...(['changePlan', 'cancelPlan', 'resumePlan', 'setTopUp', 'runTopUp'] as const),
    ...(['refundPayment', 'replayStripeEvent'] as const),
    ...(['allotSubscriptions', 'pausePayments', 'retryParkedEvents', 'reconcileStripe'] as const),
  ],
  /** Verifies the books every night, and seals them. */
  audit: ['verifyLedger', 'sealRecords', 'verifyAudit'],
  /** What people can do with the data about them. */
  privacy: ['exportMyData', 'requestErasure', 'undoErasure', 'eraseAccounts', 'eraseDeletedUser'],
  /** Notifies users, of their credits and payments and of what staff do to their accounts. */
  notifications: [
    ...(['markNotificationsRead', 'setNotificationSettings', 'mail'] as const),
    ...(['paymentChanges', 'billingChanges', 'auditEvents'] as const),
    ...(['deliverMessage', 'deliverOutbox', 'sendReminders', 'sendReports'] as const),
    ...(['changeEndpoint', 'replayDeliveries'] as const),
  ],
  /** The same functions over plain HTTP. */
  http: ['api'],
} as const satisfies Record<string, readonly FunctionName[]>;

/** `console` contains the rest: the staff's functions for accounts, users and the service. */
export type Group = keyof typeof groups | 'console';
export const allGroups = [...Object.keys(groups), 'console'] as Group[];

/** Returns the group that a function belongs to. */
function groupOf(name: string): Group {
  const found = Object.entries(groups).find(([, names]) => names.some((one) => one === name));
  return found ? (found[0] as Group) : 'console';
}

/** Returns the rows of a deployment that belong to groups, of which metering always is one. Hooks without any are no row. */
export function selectGroups(deployment: Deployment, chosen: readonly Group[]): Partial<Deployment> {
  const all = new Set<Group>(['metering', ...chosen]);
  const rows = Object.entries(deployment).filter(([name, row]) => all.has(groupOf(name)) && row !== null);
  return Object.fromEntries(rows);
}
