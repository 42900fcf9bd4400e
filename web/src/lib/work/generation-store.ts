import type {
  ChunkOf,
  ConversationPlace,
  GenerationInput,
  GenerationOutput,
  ResponseOf,
} from '@firemeter/functions/contract';
import type { Client } from '#kit/core/call.ts';
import { type CallError, toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';

/** What is asked for, at the price that was shown. */
export interface Intent {
  operation: string;
  model: string;
  input: GenerationInput;
  /** By which the history finds it; absent: none. */
  label?: string;
  /** Its place in a conversation; absent: none, or it begins one. */
  conversation?: ConversationPlace;
  priceMicros: number;
  /** What will be set aside first, as far as the page can tell: shown as gone until the server has said so. */
  holdMicros: number;
  catalogVersion: number;
}

export type GenerationState =
  | { kind: 'running'; heldMicros: number | null; fraction: number | null; text: string; cancelling: boolean }
  /** Taken on: from now on its activity tells how it goes. */
  | { kind: 'queued'; cancelling: boolean }
  | { kind: 'done'; output: GenerationOutput; capturedMicros: number }
  | { kind: 'failed'; error: CallError; heldMicros: number | null; text: string }
  | { kind: 'price-changed'; priceMicros: number; catalogVersion: number };

export interface Generation {
  requestId: string;
  intent: Intent;
  startedAtMs: number;
  state: GenerationState;
}

type Running = Extract<GenerationState, { kind: 'running' }>;

/** The server waits about a quarter of a minute for a request that has not reached it yet. */
const CANCEL_TRIES = 4;

const starting: Running = { kind: 'running', heldMicros: null, fraction: null, text: '', cancelling: false };

/** The requests of this page visit. Lives above the pages, so that work goes on while looking elsewhere. */
export class GenerationStore {
  readonly #client: Client;
  readonly #watchers = new Set<() => void>();
  #generations: readonly Generation[] = [];
  #removed: ReadonlySet<string> = new Set();
  #favorites: ReadonlyMap<string, boolean> = new Map();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Newest first. */
  readonly read = (): readonly Generation[] => this.#generations;

  /** The ids of requests whose results were removed on this page visit: lists may still have them. */
  readonly readRemoved = (): ReadonlySet<string> => this.#removed;

  /** What was marked as a favorite on this page visit, or no longer is: lists may not show it yet. */
  readonly readFavorites = (): ReadonlyMap<string, boolean> => this.#favorites;

  readonly watch = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  };

  /** Starts a new request and returns its id, made here once and sent with every retry. */
  start(intent: Intent): string {
    const requestId = newRequestId();
    this.#set([{ requestId, intent, startedAtMs: Date.now(), state: starting }, ...this.#generations]);
    void this.#run(requestId, intent);
    return requestId;
  }

  /** Goes on with a request whose price had changed: the same intent, so the same request id. */
  accept(requestId: string): void {
    const generation = this.#generations.find((one) => one.requestId === requestId);
    if (generation?.state.kind !== 'price-changed') return;
    const { priceMicros, catalogVersion } = generation.state;
    const intent = { ...generation.intent, priceMicros, catalogVersion };
    this.#update(requestId, () => ({ intent, state: starting }));
    void this.#run(requestId, intent);
  }

  /**
   * Asks the server to stop, again while the request is still on its way there. What was made so far still arrives through
   * the running call. @throws CallError
   */
  async cancel(requestId: string): Promise<void> {
    this.#cancelling(requestId, true);
    for (let triesLeft = CANCEL_TRIES; ; triesLeft--) {
      try {
        await this.#client.call('cancelGeneration', { requestId });
        return;
      } catch (error) {
        const failed = toCallError(error);
        // Refused before anything was held for it: there is nothing left to cancel.
        if (failed.code === 'not-found' && !this.#isOpen(requestId)) return;
        if (failed.code === 'not-found' && triesLeft > 1) continue;
        this.#cancelling(requestId, false);
        throw failed;
      }
    }
  }

  dismiss(requestId: string): void {
    this.#set(this.#generations.filter((one) => one.requestId !== requestId));
  }

  /** Forgets requests whose results were removed. */
  remove(requestIds: readonly string[]): void {
    this.#removed = new Set([...this.#removed, ...requestIds]);
    this.#set(this.#generations.filter(({ requestId }) => !this.#removed.has(requestId)));
  }

  /** Shows results as favorites, or no longer; null: as the server has them. */
  mark(requestIds: readonly string[], isFavorite: boolean | null): void {
    const favorites = new Map(this.#favorites);
    for (const requestId of requestIds) {
      if (isFavorite === null) favorites.delete(requestId);
      else favorites.set(requestId, isFavorite);
    }
    this.#favorites = favorites;
    this.#set(this.#generations);
  }

  async #run(requestId: string, intent: Intent): Promise<void> {
    const { operation, model, input, label, conversation, priceMicros, catalogVersion } = intent;
    const request = {
      ...{ requestId, operation, model, input, catalogVersion, shownPriceMicros: priceMicros },
      ...(label !== undefined && { label }),
      ...(conversation !== undefined && { conversation }),
    };
    let attemptSeen = 1;
    try {
      const response = await this.#client.callStreaming('generate', request, (chunk, attempt) => {
        // A retried stream tells the answer from the start again.
        const again = attempt !== attemptSeen;
        attemptSeen = attempt;
        this.#whileRunning(requestId, (state) => hear(again ? { ...state, text: '' } : state, chunk));
      });
      this.#finish(requestId, response);
    } catch (error) {
      this.#fail(requestId, toCallError(error));
    }
  }

  #finish(requestId: string, { output, capturedMicros }: ResponseOf<'generate'>): void {
    this.#update(requestId, ({ state }) => ({
      state: output
        ? { kind: 'done', output, capturedMicros }
        : { kind: 'queued', cancelling: state.kind === 'running' && state.cancelling },
    }));
  }

  #fail(requestId: string, error: CallError): void {
    const { priceMicros, catalogVersion } = error.details;
    this.#whileRunning(requestId, ({ heldMicros, text }) =>
      error.code === 'price-changed' && priceMicros !== undefined && catalogVersion !== undefined
        ? { kind: 'price-changed', priceMicros, catalogVersion }
        : { kind: 'failed', error, heldMicros, text },
    );
  }

  #whileRunning(requestId: string, change: (state: Running) => GenerationState): void {
    this.#update(requestId, ({ state }) => (state.kind === 'running' ? { state: change(state) } : {}));
  }

  #isOpen(requestId: string): boolean {
    const state = this.#generations.find((one) => one.requestId === requestId)?.state;
    return state?.kind === 'running' || state?.kind === 'queued';
  }

  #cancelling(requestId: string, cancelling: boolean): void {
    this.#update(requestId, ({ state }) =>
      state.kind === 'running' || state.kind === 'queued' ? { state: { ...state, cancelling } } : {},
    );
  }

  #update(requestId: string, change: (generation: Generation) => Partial<Generation>): void {
    this.#set(
      this.#generations.map((one) => (one.requestId === requestId ? { ...one, ...change(one) } : one)),
    );
  }

  #set(generations: readonly Generation[]): void {
    this.#generations = generations;
    for (const watcher of this.#watchers) watcher();
  }
}

function hear(state: Running, chunk: ChunkOf<'generate'>): Running {
  switch (chunk.kind) {
    case 'held':
      return { ...state, heldMicros: chunk.heldMicros };
    case 'progress':
      return { ...state, fraction: chunk.fraction };
    case 'text':
      return { ...state, text: state.text + chunk.text };
  }
}
