import { callables, creditsToMicros, type RequestOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { reasonMissing } from '../../lib/errors/reason-missing.ts';

export type GrantRequest = RequestOf<'grantCreditsToUser'>;
export const grantSources = ['bonus', 'referral', 'promo'] as const;
export type GrantSource = (typeof grantSources)[number];

/** What the form holds: text, as people type it. */
export interface GrantDraft {
  to: string;
  credits: string;
  source: GrantSource;
  /** A local day, or empty for credits that never expire. */
  expiresOn: string;
  reason: string;
}

export const emptyDraft: GrantDraft = { to: '', credits: '', source: 'bonus', expiresOn: '', reason: '' };

export type DraftFaults = Partial<Record<keyof GrantDraft, string>>;

/** Checks a draft by the contract's own schema, and says per field what is missing. */
export function readDraft(
  draft: GrantDraft,
  { requestId, nowMs }: { requestId: string; nowMs: number },
): { request: GrantRequest; faults: null } | { request: null; faults: DraftFaults } {
  const to = draft.to.trim();
  const amountMicros = creditsToMicros(Number(draft.credits));
  const expiresAtMs = draft.expiresOn === '' ? null : endOfDayMs(draft.expiresOn);
  const faults: DraftFaults = {};
  if (to === '') faults.to = t`Enter who receives the credits.`;
  if (draft.credits.trim() === '' || !(amountMicros >= 1)) faults.credits = t`Enter an amount above 0.`;
  if (expiresAtMs !== null && !(expiresAtMs > nowMs)) faults.expiresOn = t`Choose a future date.`;
  if (draft.reason.trim() === '') faults.reason = reasonMissing;
  if (Object.keys(faults).length > 0) return { request: null, faults };

  const parsed = callables.grantCreditsToUser.request.safeParse({
    requestId,
    to: to.includes('@') ? { email: to } : { uid: to },
    amountMicros,
    source: draft.source,
    expiresAtMs,
    reason: draft.reason.trim(),
  });
  if (parsed.success) return { request: parsed.data, faults: null };
  for (const { path } of parsed.error.issues) {
    if (path[0] === 'to') faults.to = t`This is neither an email address nor an account id.`;
    if (path[0] === 'amountMicros') faults.credits = t`At most 1,000,000 credits at once.`;
    if (path[0] === 'expiresAtMs') faults.expiresOn = t`This is not a valid date.`;
    if (path[0] === 'reason') faults.reason = t`At most 300 characters.`;
  }
  return { request: null, faults };
}

function endOfDayMs(day: string): number {
  return new Date(`${day}T23:59:59`).getTime();
}
