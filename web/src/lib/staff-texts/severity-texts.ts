import type { Severity } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

export const severityTexts: Readonly<Record<Severity, string>> = {
  low: t`Low`,
  medium: t`Medium`,
  high: t`High`,
  critical: t`Critical`,
};
