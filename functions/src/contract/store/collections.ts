/** Collection names, and how the ids of their documents are made. */
export const collections = {
  accounts: 'accounts',
  activities: 'ai_activity',
  ledger: 'credit_logs',
  results: 'results',
  prompts: 'prompts',
  rateLimits: 'rate_limits',
  abuse: 'abuse_detection',
  audit: 'admin_audit_logs',
  rejections: 'rejections',
  config: 'system_config',
  catalogVersions: 'catalog_versions',
  reels: 'reels',
  payments: 'payments',
  stripeEvents: 'stripe_events',
  billing: 'billing',
  jobs: 'jobs',
  ledgerReports: 'ledger_reports',
  ledgerCheckpoints: 'ledger_checkpoints',
  usageLogs: 'usage_logs',
  usageLogHeads: 'usage_log_heads',
  moneyFacts: 'money_facts',
  insights: 'insights',
  milestones: 'milestones',
  alerts: 'alerts',
  serverMetrics: 'server_metrics',
  staff: 'staff',
  staffAllowances: 'staff_allowances',
  staffNotes: 'staff_notes',
  approvals: 'approvals',
  appeals: 'appeals',
  people: 'people',
  ledgerSeals: 'ledger_seals',
  auditSeals: 'audit_seals',
  auditSalts: 'audit_salts',
  erasures: 'erasures',
  welcomeSalts: 'welcome_salts',
  notifications: 'notifications',
  notificationSettings: 'notification_settings',
  outbox: 'outbox',
  agreements: 'agreements',
} as const;

export type CollectionName = keyof typeof collections;

/** Letters, digits, `-` and `_`, beginning with a letter; empty: no prefix. */
const PREFIX = /^([A-Za-z][A-Za-z0-9_-]{0,31})?$/;

/**
 * Returns the collection names with a prefix, so that they don't collide with a host app's.
 * @throws TypeError when the prefix is invalid
 */
export function collectionsWith(prefix: string): Readonly<Record<CollectionName, string>> {
  if (!PREFIX.test(prefix)) {
    throw new TypeError(
      'A prefix of collections begins with a letter, and has letters, digits, - and _ only',
    );
  }
  const names = Object.entries(collections).map(([key, name]) => [key, `${prefix}${name}`]);
  return Object.fromEntries(names) as Record<CollectionName, string>;
}

/** The documents of `system_config`. */
export const CATALOG_CONFIG = 'catalog';
export const BLOCKS_CONFIG = 'blocks';
export const MODERATION_CONFIG = 'moderation';
export const HEALTH_CONFIG = 'health';
export const SCHEMA_CONFIG = 'schema';
