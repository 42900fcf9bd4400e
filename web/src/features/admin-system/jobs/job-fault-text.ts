import { ErrorCode, type JobState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { describeFailure } from '../../../lib/errors/describe-error.ts';

/** Why a run failed, in words; an earlier build stored an English sentence. */
export function jobFaultText({ message, fault }: NonNullable<JobState['lastFailure']>): string {
  return fault ? jobFaultWords(fault) : message;
}

export function jobFaultWords({ code, details }: { code: string; details: object }): string {
  const known = ErrorCode.safeParse(code);
  if (!known.success) return t`It ended with an error that the log describes.`;
  const { title, help } = describeFailure({ code: known.data, message: null, details });
  return `${title}: ${help}`;
}
