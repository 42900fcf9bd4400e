import type { AuditAction } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** Every action that is recorded, in words. The id is what the entry stores, and what the list is narrowed by. */
export const actionWords = {
  block: t`Blocked`,
  unblock: t`Unblocked`,
  'suspend-account': t`Suspended account`,
  'reinstate-account': t`Reinstated account`,
  'uphold-suspension': t`Upheld suspension`,
  'close-appeal': t`Closed appeal`,
  'make-unlimited': t`Made account unlimited`,
  'end-unlimited': t`Ended unlimited use`,
  suspend: t`Suspended after a dispute`,
  'grant-credits': t`Granted credits`,
  'take-back-credits': t`Took back credits`,
  'give-back-credits': t`Undid taking back credits`,
  'return-credits': t`Returned credits of a request`,
  'reset-limit': t`Reset limit`,
  'end-sessions': t`Signed out everywhere`,
  'add-note': t`Wrote a note`,
  'delete-note': t`Deleted a note`,
  'set-staff-settings': t`Changed staff settings`,
  'set-policies': t`Changed what is promised`,
  'publish-terms': t`Published terms`,
  'set-minimum-age': t`Set the minimum age`,
  'request-approval': t`Requested an approval`,
  approve: t`Approved`,
  decline: t`Declined`,
  'request-refund': t`Requested a refund`,
  'set-role': t`Changed role`,
  'merge-guest': t`Moved guest work`,
  'refund-payment': t`Refunded payment`,
  'replay-stripe-event': t`Replayed Stripe event`,
  'run-job': t`Ran job`,
  'triage-signal': t`Triaged sign of abuse`,
  'resolve-alert': t`Resolved alert`,
  'update-insight-settings': t`Changed settings of figures`,
  'request-erasure': t`Requested deletion`,
  'undo-erasure': t`Undid deletion`,
  'set-legal-hold': t`Changed legal hold`,
  'acknowledge-alert': t`Acknowledged alert`,
  'change-alert-rule': t`Changed alert rule`,
  'create-endpoint': t`Added endpoint`,
  'change-endpoint': t`Changed endpoint`,
  'rotate-endpoint-secret': t`Replaced an endpoint’s secret`,
  'delete-endpoint': t`Deleted endpoint`,
  'test-endpoint': t`Tested endpoint`,
  'replay-deliveries': t`Sent deliveries again`,
  'publish-catalog': t`Published prices`,
  'roll-back-catalog': t`Rolled back prices`,
  'switch-catalog': t`Switched on or off`,
  'update-moderation': t`Changed moderation`,
} as const satisfies Record<AuditAction, string>;

/** An action in words; one of a newer server as it is stored. */
export function actionText(action: string): string {
  return Object.hasOwn(actionWords, action) ? actionWords[action as keyof typeof actionWords] : action;
}
