import {
  AppError,
  type GenerationInput,
  type OwnRequest,
  type Rejection,
  sourcesOf,
} from '../contract/index.ts';
import type { Activities } from '../platform/activities.ts';
import type { OutputStore } from './outputs/output-store.ts';
import type { Source } from './providers/model-run.ts';

type Owner = Pick<OwnRequest, 'accountId' | 'uid'>;

/** Returns why an input cannot be worked on; null when each source is an output of the caller's own, and of use. */
export async function findSourceFault(
  { activities }: { activities: Activities },
  { accountId, uid }: Owner,
  { input }: { input: GenerationInput },
): Promise<Rejection | null> {
  const faults = await Promise.all(
    sourcesOf(input).map(async ({ requestId, kinds }) => {
      const output = await activities.output({ accountId, uid, requestId });
      if (!output) return new AppError('not-found', { reason: 'source', requestId });
      if (kinds.includes(output.kind)) return null;
      const { kind } = output;
      return new AppError('invalid-argument', { reason: 'source-kind', requestId, kind, kinds: [...kinds] });
    }),
  );
  return faults.find((fault) => fault !== null) ?? null;
}

/** Loads what an input starts from, with its bytes. @throws AppError `not-found` when it is no longer kept */
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
