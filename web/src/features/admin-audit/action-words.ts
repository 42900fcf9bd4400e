/** Every action that is recorded, in words. The id is what the entry stores, and what the list is narrowed by. */
export const actionWords = {
  block: 'Blocked',
  unblock: 'Unblocked',
  'suspend-account': 'Suspended account',
  'reinstate-account': 'Reinstated account',
  suspend: 'Suspended after a dispute',
  'grant-credits': 'Granted credits',
  'set-role': 'Changed role',
  'merge-guest': 'Moved guest work',
  'refund-payment': 'Refunded payment',
  'replay-stripe-event': 'Replayed Stripe event',
  'run-job': 'Ran job',
  'resolve-alert': 'Resolved alert',
  'publish-catalog': 'Published prices',
  'roll-back-catalog': 'Rolled back prices',
  'switch-catalog': 'Switched on or off',
  'update-moderation': 'Changed moderation',
} as const satisfies Record<string, string>;

/** An action in words; one of a newer server as it is stored. */
export function actionText(action: string): string {
  return Object.hasOwn(actionWords, action) ? actionWords[action as keyof typeof actionWords] : action;
}
