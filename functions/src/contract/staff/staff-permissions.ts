import type { Role } from '../documents/staff.ts';

interface Permission {
  /** The lowest role that has the permission; each role includes the permissions of the roles before it. */
  readonly least: Role;
  /** In English, for `docs/admin.md`. */
  readonly does: string;
  /** Whether staff can't do it to themselves. */
  readonly neverToSelf?: true;
}

/**
 * The permissions of staff, and the lowest role for each. The callables, the tests of the rules, the web app and
 * the matrix in `docs/admin.md` are all made from this table.
 */
export const staffPermissions = {
  'read-figures': { least: 'analyst', does: 'Read figures: usage, rejected requests, health' },
  'read-people': {
    least: 'support',
    does: 'Read about people: accounts, activities, ledger, payments, notes',
  },
  'read-settings': { least: 'support', does: 'Read settings, past prices, jobs and alerts' },
  'write-notes': { least: 'support', does: 'Write and delete notes about people' },
  'return-credits': {
    least: 'support',
    does: 'Return the credits that a request was charged (support: within a daily limit)',
    neverToSelf: true,
  },
  'reset-limit': { least: 'support', does: 'Reset a limit', neverToSelf: true },
  'acknowledge-alert': { least: 'support', does: 'Acknowledge alerts' },
  'end-sessions': { least: 'support', does: 'Sign somebody out everywhere' },
  'read-audit': { least: 'admin', does: 'Read the audit log, signs of abuse and Stripe’s events' },
  'grant-credits': { least: 'admin', does: 'Grant credits', neverToSelf: true },
  'bulk-grant': { least: 'admin', does: 'Grant credits to a list of people' },
  approve: { least: 'admin', does: 'Approve or decline what another admin requests' },
  'take-back-credits': {
    least: 'admin',
    does: 'Take back granted credits, and undo that',
    neverToSelf: true,
  },
  'change-account-status': { least: 'admin', does: 'Suspend and reinstate accounts', neverToSelf: true },
  'decide-appeals': { least: 'admin', does: 'Decide appeals against suspensions', neverToSelf: true },
  'set-unlimited': { least: 'admin', does: 'Make accounts unlimited', neverToSelf: true },
  'set-legal-hold': { least: 'admin', does: 'Keep evidence about a user who is erased', neverToSelf: true },
  'change-blocks': { least: 'admin', does: 'Block and unblock', neverToSelf: true },
  'refund-payment': { least: 'admin', does: 'Refund payments', neverToSelf: true },
  'answer-disputes': { least: 'admin', does: 'Submit evidence for disputes', neverToSelf: true },
  'replay-stripe-event': { least: 'admin', does: 'Handle parked Stripe events again' },
  'publish-prices': { least: 'admin', does: 'Publish prices, switch models off' },
  'update-moderation': { least: 'admin', does: 'Publish the lists of moderation' },
  'run-job': { least: 'admin', does: 'Run jobs' },
  'resolve-alert': { least: 'admin', does: 'Resolve alerts, change their rules' },
  'manage-endpoints': {
    least: 'admin',
    does: 'Manage webhooks and alert channels, send deliveries again',
  },
  'set-figures': { least: 'admin', does: 'Set the time zone and infrastructure costs of figures' },
  'set-role': { least: 'owner', does: 'Give and take away roles', neverToSelf: true },
  'set-staff-settings': { least: 'owner', does: 'Set how far staff may go on their own' },
  'set-policies': { least: 'owner', does: 'Set what is promised to users' },
  'publish-terms': { least: 'owner', does: 'Publish and withdraw terms, set the minimum age' },
} as const satisfies Record<string, Permission>;

export type StaffAction = keyof typeof staffPermissions;

/** The roles of staff, each with the rights of those before it. */
export const rolesUpward = ['analyst', 'support', 'admin', 'owner'] as const satisfies readonly Role[];

/** Returns whether a role has a permission. */
export function mayDo(role: Role | null | undefined, action: StaffAction): boolean {
  return role != null && rolesUpward.indexOf(role) >= rolesUpward.indexOf(staffPermissions[action].least);
}

/** Returns the least role that may do something, as the table of callables has it. */
export function leastRole<A extends StaffAction>(action: A): (typeof staffPermissions)[A]['least'] {
  return staffPermissions[action].least;
}
