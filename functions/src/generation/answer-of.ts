import { AppError, balanceMicros, type GenerationOutput, type ResponseOf } from '../contract/index.ts';
import type { Outcome } from '../meter/lane.ts';
import type { HoldServices } from './hold-credits.ts';

/**
 * What `generate` answers for an activity that has ended, the same whoever asks and how often.
 * @param output what was made, when the caller has it: saves a read
 * @throws AppError with the failure's code
 */
export async function answerOf(
  { activities, now }: HoldServices,
  activityId: string,
  { account, activity }: Outcome,
  output: GenerationOutput | null = null,
): Promise<ResponseOf<'generate'>> {
  if (!activity) throw new Error(`No activity came back for ${activityId}`);
  const { status, capturedMicros, deliveredLate, failure } = activity.value;
  const wasDelivered = status === 'completed' || deliveredLate || capturedMicros > 0;
  if (!wasDelivered) {
    throw new AppError(failure?.code ?? 'provider-failed', failure?.message ?? 'The work failed.');
  }
  const made = output ?? (await activities.output(activityId));
  if (!made) throw new AppError('not-found', 'What was made is no longer kept.');
  return {
    activityId,
    status,
    capturedMicros,
    remainingMicros: balanceMicros(account, now()),
    output: made,
  };
}
