import type { ModelOutcome, ModelProvider, ModelRun } from './model-run.ts';
import { createOpenAiProvider, type OpenAiConfig, openAiImageOptions } from './openai-provider.ts';
import { ProviderError } from './provider-error.ts';
import { runChat } from './run-chat.ts';
import { RunClock } from './run-clock.ts';
import { runImage } from './run-image.ts';
import { createSandbox, type Sandbox } from './sandbox/create-sandbox.ts';
import { asProviderError, type RetryPolicy } from './with-retries.ts';

export interface ModelRunnerConfig {
  readonly openai: OpenAiConfig;
  /** A test brings its own to count calls and to set the pace. */
  readonly sandbox?: Sandbox;
  readonly retry?: RetryPolicy;
}

/** Runs one piece of work on the model the catalog names. @throws ProviderError, and nothing else */
export type RunModel = (run: ModelRun) => Promise<ModelOutcome>;

export function createModelRunner({
  openai,
  sandbox = createSandbox(),
  retry = { tries: 3, firstPauseMs: 400 },
}: ModelRunnerConfig): RunModel {
  const providers = new Map<string, ModelProvider>([
    ['sandbox', sandbox],
    ['openai', createOpenAiProvider(openai)],
  ]);
  return async (run) => {
    using clock = new RunClock(run);
    try {
      const provider = providers.get(run.provider);
      if (!provider)
        throw new ProviderError('not-configured', `There is no provider "${run.provider}" here.`);
      return await runOn(provider, run, { clock, retry });
    } catch (error) {
      throw asProviderError(error);
    }
  };
}

async function runOn(
  provider: ModelProvider,
  run: ModelRun,
  limits: { clock: RunClock; retry: RetryPolicy },
): Promise<ModelOutcome> {
  const { input, providerModel, onText, onProgress } = run;
  const headers = { 'Idempotency-Key': run.idempotencyKey };
  switch (input.kind) {
    case 'image': {
      const model = provider.imageModel?.(providerModel, onProgress && { onProgress });
      if (!model) throw notHere(run);
      const providerOptions = openAiImageOptions(providerModel);
      return runImage(model, { ...limits, headers, providerOptions, prompt: input.prompt });
    }
    case 'chat': {
      const model = provider.languageModel?.(providerModel);
      if (!model) throw notHere(run);
      return runChat(model, { ...limits, headers, input, onText });
    }
    default:
      throw notHere(run);
  }
}

function notHere({ provider, input }: ModelRun): ProviderError {
  return new ProviderError('not-configured', `The provider "${provider}" makes no ${input.kind} here.`);
}
