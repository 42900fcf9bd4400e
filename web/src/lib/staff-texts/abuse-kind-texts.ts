import type { AbuseKind } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

export const kindWords: Record<AbuseKind, string> = {
  'moderated-prompts': t`Refused prompts`,
  'limit-hammering': t`Repeated limit hits`,
  'client-returns': t`Too many returns`,
  'many-accounts': t`Many accounts at an address`,
};

/** A kind of abuse in words; one of a newer server as it is stored. */
export const abuseKindText = (kind: string): string => (kindWords as Record<string, string>)[kind] ?? kind;
