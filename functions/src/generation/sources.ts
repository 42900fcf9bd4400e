import {
  AppError,
  type Facts,
  factsOf,
  type GenerationInput,
  type OwnRequest,
  type Rejection,
  sourcesOf,
} from '../contract/index.ts';
import type { Activities } from '../platform/store/activities.ts';
import type { OutputStore } from './outputs/output-store.ts';
import type { Source } from './providers/models/model-run.ts';

type Owner = Pick<OwnRequest, 'accountId' | 'uid'>;

/**
 * Returns the facts about each of an input's sources, or why the work is rejected: each source must be a usable output
 * of the caller's own.
 */
export async function readSources(
  { activities }: { activities: Activities },
  { accountId, uid }: Owner,
  { input }: { input: GenerationInput },
): Promise<Facts[] | Rejection> {
  const found = await Promise.all(
    sourcesOf(input).map(async ({ requestId, kinds }) => {
      const output = await activities.output({ accountId, uid, requestId });
      if (!output) return new AppError('not-found', { reason: 'source', requestId });
      if (kinds.includes(output.kind)) return factsOf(output);
      const { kind } = output;
      return new AppError('invalid-argument', { reason: 'source-kind', requestId, kind, kinds: [...kinds] });
    }),
  );
  const facts: Facts[] = [];
  for (const one of found) {
    if (one instanceof AppError) return one;
    facts.push(one);
  }
  return facts;
}

/** Loads an input's sources with their bytes. @throws AppError `not-found` when one is no longer stored */
export async function loadSources(
  { activities, outputs }: { activities: Activities; outputs: OutputStore },
  { accountId, uid, input }: Owner & { input: GenerationInput },
): Promise<Map<string, Source>> {
  const requestIds = [...new Set(sourcesOf(input).map(({ requestId }) => requestId))];
  const loaded = requestIds.map(async (requestId): Promise<[string, Source]> => {
    const output = await activities.output({ accountId, uid, requestId });
    if (!output) throw new AppError('not-found', { reason: 'source-gone' });
    const bytes = 'file' in output ? await outputs.read(output.file) : new Uint8Array();
    return [requestId, { output, bytes }];
  });
  return new Map(await Promise.all(loaded));
}
