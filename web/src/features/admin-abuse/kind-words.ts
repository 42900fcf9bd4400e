import type { AbuseKind } from '@firemeter/functions/contract';

export const kindWords: Record<AbuseKind, string> = {
  'moderated-prompts': 'Refused prompts',
  'limit-hammering': 'Hammering at limits',
  'client-returns': 'Too many returns',
  'many-accounts': 'Many accounts at an address',
};
