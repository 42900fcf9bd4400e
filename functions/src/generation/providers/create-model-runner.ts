import { assertNever, type GenerationInput, type InputOf, toWellFormed } from '../../contract/index.ts';
import { traceHeaders, withSpan } from '../../platform/trace.ts';
import { runEdit, runImage } from './make-image.ts';
import type { ModelOutcome, ModelProvider, ModelRun, Watch, Work } from './model-run.ts';
import { ProviderBill } from './provider-bill.ts';
import { ProviderError } from './provider-error.ts';
import type { ConnectedProvider } from './registry.ts';
import { runCaptions } from './run-captions.ts';
import { runChat } from './run-chat.ts';
import { RunClock } from './run-clock.ts';
import { runCut } from './run-cut.ts';
import { runMusic } from './run-music.ts';
import { runSpeech } from './run-speech.ts';
import { runStory } from './run-story.ts';
import { runUpload } from './run-upload.ts';
import { type PollingPolicy, runVideo } from './run-video.ts';
import { asProviderError, type RetryPolicy } from './with-retries.ts';

export interface ModelRunnerConfig {
  /** By the name the catalog knows them by; see `connectProviders`. */
  readonly providers: Readonly<Record<string, ConnectedProvider>>;
  readonly retry?: RetryPolicy;
  /** How often a provider is asked for the state of long work. */
  readonly polling?: PollingPolicy;
}

/** Runs one piece of work on the model the catalog names. @throws ProviderError, and nothing else */
export type RunModel = (run: ModelRun) => Promise<ModelOutcome>;

export function createModelRunner({
  providers,
  retry = { tries: 3, firstPauseMs: 400 },
  polling = { firstPauseMs: 1_000, longestPauseMs: 10_000 },
}: ModelRunnerConfig): RunModel {
  return async (run) => {
    using clock = new RunClock(run);
    const bill = new ProviderBill(run.input);
    const provider = Object.hasOwn(providers, run.provider) ? providers[run.provider] : undefined;
    const failureOf = provider?.failureOf;
    try {
      if (!provider)
        throw new ProviderError('not-configured', { reason: 'provider', provider: run.provider });
      const models = await provider.models();
      const attributes = {
        'gen_ai.provider.name': run.provider,
        'gen_ai.request.model': run.providerModel,
        'gen_ai.operation.name': run.input.kind,
      };
      const made = await withSpan('firemeter.model', attributes, () =>
        runOn(models, run, { clock, bill, retry, polling, failureOf }),
      );
      return { ...made, output: toWellFormed(made.output) };
    } catch (error) {
      const failure = asProviderError(error, failureOf);
      const { cause, partial } = failure;
      throw ProviderError.again(failure, { cause, partial, billed: bill.quantity ?? undefined });
    }
  };
}

type Means = Pick<Work<'chat'>, 'clock' | 'bill' | 'retry' | 'failureOf'> & {
  readonly polling: PollingPolicy;
};

async function runOn(provider: ModelProvider, run: ModelRun, means: Means): Promise<ModelOutcome> {
  const { clock } = means;
  const { input, providerModel: model } = run;
  const watch: Watch = {
    onAlive: () => clock.alive(),
    onProgress(fraction) {
      clock.alive();
      run.onProgress?.(fraction);
    },
  };
  const work = <K extends GenerationInput['kind']>(input: InputOf<K>): Work<K> & Means => ({
    ...means,
    imageOptions: provider.imageOptions,
    run: { ...run, ...watch },
    input,
    headers: { 'Idempotency-Key': run.idempotencyKey, ...traceHeaders() },
  });
  const able = <T>(made: T | undefined): T => {
    if (made) return made;
    throw new ProviderError('not-configured', {
      reason: 'provider-kind',
      provider: run.provider,
      kind: input.kind,
    });
  };
  switch (input.kind) {
    case 'image':
      return runImage(able(provider.imageModel?.(model, watch)), work<'image'>(input));
    case 'edit':
      return runEdit(able(provider.imageModel?.(model, watch)), work<'edit'>(input));
    case 'video':
      return runVideo(able(provider.videoModel?.(model)), work<'video'>(input));
    case 'voice':
    case 'narration':
      return runSpeech(able(provider.speechModel?.(model)), work<'voice' | 'narration'>(input));
    case 'chat':
      return runChat(able(provider.languageModel?.(model)), work<'chat'>(input));
    case 'story':
      return runStory(able(provider.languageModel?.(model)), work<'story'>(input));
    case 'music':
      return runMusic(able(provider.musicModel?.(model, watch)), work<'music'>(input));
    case 'captions':
      return runCaptions(able(provider.transcriptionModel?.(model)), work<'captions'>(input));
    case 'render':
    case 'polish':
      return runCut(able(provider.cutterModel?.(model)), work<'render' | 'polish'>(input));
    case 'upload':
      return runUpload(work<'upload'>(input));
    default:
      return assertNever(input);
  }
}
