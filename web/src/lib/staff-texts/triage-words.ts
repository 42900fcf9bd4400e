import type { TriageState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

export const triageWords: Readonly<Record<TriageState, string>> = {
  open: t`To triage`,
  watching: t`Watching`,
  confirmed: t`Confirmed`,
  dismissed: t`Dismissed`,
};
