import {
  AlertConditionName,
  type AuditAction,
  type AuditEntry,
  Role,
  TriageState,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { actionText } from '../../lib/staff-texts/action-texts.ts';
import { conditionWords } from '../../lib/staff-texts/condition-words.ts';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';
import { triageWords } from '../../lib/staff-texts/triage-words.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';

type Done = Pick<AuditEntry, 'action' | 'target' | 'before' | 'after'>;

/** Returns the user of an entry about an account, a payment or a user; null: it is about none. */
export function targetUid({ target }: Pick<AuditEntry, 'target'>): string | null {
  const [kind = '', id = ''] = splitOnce(target, '/');
  if (kind === 'accounts' || kind === 'users') return id || null;
  if (kind !== 'payments') return null;
  const at = id.lastIndexOf('_');
  return at > 0 ? id.slice(0, at) : null;
}

/** Describes an action in a sentence; one of a newer server by its name. @param name its target's name */
export function auditSentence(entry: Done, name: string): string {
  const { action, before, after, target } = entry;
  const who = isolated(name);
  const [, id = ''] = splitOnce(target, '/');
  const amount = creditsText(Math.abs(Number(after?.amountMicros ?? 0)));
  const sentences: { readonly [A in AuditAction]: () => string } = {
    block: () => blocked(after, who),
    unblock: () => unblocked(before, who),
    'suspend-account': () => t`Suspended ${who}`,
    'reinstate-account': () => t`Reinstated ${who}`,
    'uphold-suspension': () => t`Upheld the suspension of ${who}`,
    'close-appeal': () => t`Closed the appeal of ${who}: the suspension was over`,
    suspend: () => t`Suspended ${who} after a dispute`,
    'make-unlimited': () => t`Made ${who} unlimited`,
    'end-unlimited': () => t`Ended unlimited use for ${who}`,
    'grant-credits': () => t`Granted ${amount} to ${who}`,
    'take-back-credits': () => t`Took back ${amount} from ${who}`,
    'give-back-credits': () => t`Gave ${amount} back to ${who}`,
    'return-credits': () => t`Returned ${amount} to ${who}`,
    'reset-limit': () => t`Reset a limit of ${who}`,
    'end-sessions': () => t`Signed ${who} out everywhere`,
    'set-role': () => {
      const role = Role.safeParse(after?.role);
      return role.success ? t`Made ${who} ${roleTexts[role.data]}` : t`Removed the role of ${who}`;
    },
    'add-note': () => t`Wrote a note about ${who}`,
    'delete-note': () => t`Deleted a note about ${who}`,
    'request-approval': () => t`Requested an approval`,
    approve: () => t`Approved what another admin requested`,
    decline: () => t`Declined what another admin requested`,
    'set-staff-settings': () => t`Changed the staff settings`,
    'publish-terms': () => t`Published version ${String(after?.version ?? '')} of the terms`,
    'withdraw-terms': () => t`Withdrew version ${String(before?.version ?? '')} of the terms`,
    'set-minimum-age': () => t`Set the minimum age`,
    'set-policies': () => t`Changed what is promised to users`,
    'merge-guest': () => t`Moved a guest’s work to ${who}`,
    'request-refund': () => t`Asked Stripe to refund a payment of ${who}`,
    'refund-payment': () => t`Refunded a payment of ${who}`,
    'request-evidence': () => t`Asked Stripe to take evidence for a dispute of ${who}`,
    'submit-dispute-evidence': () => t`Submitted evidence for a dispute of ${who}`,
    'replay-stripe-event': () => t`Handled a Stripe event again`,
    'run-job': () => t`Ran the job ${isolated(id)}`,
    'update-insight-settings': () => t`Changed the settings of figures`,
    'request-erasure': () => t`Requested the deletion of an account`,
    'undo-erasure': () => t`Undid the deletion of an account`,
    'set-legal-hold': () =>
      after?.isHeld === true ? t`Kept evidence for a legal hold` : t`Ended a legal hold`,
    'resolve-alert': () => t`Resolved the alert “${conditionName(before?.kind)}”`,
    'acknowledge-alert': () => t`Acknowledged the alert “${conditionName(before?.kind)}”`,
    'change-alert-rule': () => t`Changed the alert rule “${conditionName(id)}”`,
    'create-endpoint': () => t`Added the endpoint “${endpointName(after)}”`,
    'change-endpoint': () => t`Changed the endpoint “${endpointName(after)}”`,
    'rotate-endpoint-secret': () => t`Replaced the secret of the endpoint “${endpointName(after)}”`,
    'delete-endpoint': () => t`Deleted the endpoint “${endpointName(before)}”`,
    'test-endpoint': () => t`Tested the endpoint “${endpointName(before)}”`,
    'replay-deliveries': () => {
      const ids = after?.deliveryIds;
      const count = Array.isArray(ids) ? ids.length : 0;
      return plural(count, { one: 'Sent # delivery again', other: 'Sent # deliveries again' });
    },
    'publish-catalog': () => t`Published version ${Number(after?.version ?? 0)} of the prices`,
    'roll-back-catalog': () => t`Rolled back the prices, as version ${Number(after?.version ?? 0)}`,
    'switch-catalog': () => t`Switched models on or off, in version ${Number(after?.version ?? 0)}`,
    'update-moderation': () => t`Published version ${Number(after?.version ?? 0)} of the moderation lists`,
    'triage-signal': () => {
      const state = TriageState.safeParse(after?.state);
      return t`Triaged a sign of abuse by ${who}: ${state.success ? triageWords[state.data] : ''}`;
    },
  };
  return Object.hasOwn(sentences, action) ? sentences[action as AuditAction]() : actionText(action);
}

function blocked(block: AuditEntry['after'], who: string): string {
  switch (kindOf(block)) {
    case 'account':
      return t`Blocked ${who}`;
    case 'address':
      return t`Blocked an address`;
    default:
      return t`Blocked a device`;
  }
}

function unblocked(block: AuditEntry['before'], who: string): string {
  switch (kindOf(block)) {
    case 'account':
      return t`Unblocked ${who}`;
    case 'address':
      return t`Unblocked an address`;
    default:
      return t`Unblocked a device`;
  }
}

function kindOf(block: AuditEntry['after']): unknown {
  return (block?.target as { kind?: unknown } | undefined)?.kind;
}

function conditionName(kind: unknown): string {
  const name = AlertConditionName.safeParse(kind);
  return name.success ? conditionWords[name.data].name : t`Fault in Firemeter`;
}

function endpointName(endpoint: AuditEntry['after']): string {
  return isolated(String(endpoint?.name ?? ''));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
