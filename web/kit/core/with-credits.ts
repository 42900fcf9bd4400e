import {
  AppError,
  type Catalog,
  englishMessage,
  type GenerationInput,
  type HoldState,
  type InputOf,
  MICROS_PER_CREDIT,
  preview,
  promptOf,
  type Quantity,
  quoteInput,
} from '@firemeter/functions/contract';
import type { Client } from './call.ts';
import { toCallError } from './call-error.ts';
import { inEnglish } from './in-english.ts';
import { newRequestId } from './new-request-id.ts';

type Kind = 'image' | 'video' | 'voice' | 'chat';

/** What a person wants: the input of its kind, by which model, and whose retry it is. */
export type Intent<K extends Kind> = Omit<InputOf<K>, 'kind'> & {
  /** Of the catalog; absent: the first operation of the kind, and its default model. */
  readonly operation?: string;
  readonly model?: string;
  /** Made once per intent and kept for its retries; absent: a new intent. */
  readonly requestId?: string;
};

/** The app's own call of its AI. `used` says what it took where that is less than was asked for. */
export type Work<T> = (run: { readonly requestId: string; used(quantity: Quantity): void }) => Promise<T>;

export type Credited<T> =
  | { readonly success: true; readonly data: T; readonly remainingCredits: number }
  /** Nothing was charged; `remainingCredits` is null where the server did not say. */
  | { readonly success: false; readonly error: AppError; readonly remainingCredits: number | null };

export interface CreditWrapperServices {
  readonly client: Pick<Client, 'call'>;
  /** The catalog as it is shown to the person. */
  readonly published: () => { readonly version: number; readonly catalog: Catalog };
}

const MAX_REASON_LENGTH = 300;

/**
 * For apps that call their AI themselves: each holds the price, runs the work, and takes the credits when it succeeds or
 * gives them back when it throws. They never throw themselves.
 */
export function createCreditWrappers(services: CreditWrapperServices) {
  const wrapper =
    <K extends Kind>(kind: K) =>
    <T>(intent: Intent<K>, work: Work<T>): Promise<Credited<T>> =>
      runWithCredits(services, { kind, intent, work });
  return {
    withImageCredits: wrapper('image'),
    withVideoCredits: wrapper('video'),
    withVoiceCredits: wrapper('voice'),
    withChatCredits: wrapper('chat'),
  };
}

async function runWithCredits<K extends Kind, T>(
  services: CreditWrapperServices,
  { kind, intent, work }: { kind: K; intent: Intent<K>; work: Work<T> },
): Promise<Credited<T>> {
  const { requestId = newRequestId(), operation, model, ...rest } = intent;
  let quantity: Quantity | undefined;
  const used = (less: Quantity) => {
    quantity = less;
  };
  let remainingMicros: number | null = null;
  const report = async (end: End): Promise<void> => {
    // An end that cannot be told is found by the sweep: what came of the work stands as it is.
    const told = await services.client
      .call('updateAIActivityStatus', { requestId, ...end })
      .catch(() => null);
    remainingMicros = told?.remainingMicros ?? remainingMicros;
  };
  try {
    const input = { ...rest, kind } as unknown as GenerationInput;
    const held = await hold(services, { requestId, operation, model, input });
    remainingMicros = held.remainingMicros;
    const data = await work({ requestId, used }).catch(async (cause) => {
      const error = failureOf(cause);
      await report({ status: 'failed', reason: englishMessage(error) });
      throw error;
    });
    await report({ status: 'completed', quantity });
    return { success: true, data, remainingCredits: creditsOf(remainingMicros) };
  } catch (error) {
    const remainingCredits = remainingMicros === null ? null : creditsOf(remainingMicros);
    return { success: false, error: inEnglish(toCallError(error)), remainingCredits };
  }
}

type End = { status: 'completed'; quantity: Quantity | undefined } | { status: 'failed'; reason: string };

function failureOf(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (!(cause instanceof Error) || cause.message === '') {
    return new AppError('provider-failed', { reason: 'unfinished' }, { cause });
  }
  const note = preview(cause.message, MAX_REASON_LENGTH).toWellFormed();
  return new AppError('provider-failed', { reason: 'reported', note }, { cause });
}

const creditsOf = (micros: number) => micros / MICROS_PER_CREDIT;

/**
 * Sets the price shown aside, and says that work begins.
 * @throws AppError, `busy` while an earlier call runs the same, `already-settled` when it has ended
 */
async function hold(
  { client, published }: CreditWrapperServices,
  wanted: {
    requestId: string;
    operation: string | undefined;
    model: string | undefined;
    input: GenerationInput;
  },
): Promise<HoldState> {
  const { requestId, input } = wanted;
  const { catalog, version: catalogVersion } = published();
  const operation = wanted.operation ?? firstOf(catalog, input.kind);
  const { modelName, quantity, priceMicros } = quoteInput(catalog, { ...wanted, operation });
  const shown = { shownPriceMicros: priceMicros, catalogVersion };
  const asked = { requestId, operation, model: modelName, quantity, prompt: promptOf(input), ...shown };
  const { status } = await client.call('validateAndDeductCredits', asked);
  if (status === 'processing') throw new AppError('busy', { reason: 'already-running' });
  if (status !== 'pending') throw new AppError('already-settled', { reason: 'activity', endedAs: status });
  return client.call('updateAIActivityStatus', { requestId, status: 'processing' });
}

function firstOf(catalog: Catalog, kind: GenerationInput['kind']): string {
  const found = Object.entries(catalog.operations).find(([, operation]) => operation.kind === kind);
  if (!found) throw new AppError('unknown-operation', { reason: 'kind', kind });
  return found[0];
}
