import { AppError } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { Activities } from '../../platform/store/activities.ts';
import type { OutputStore } from './output-store.ts';

/** Returns a link to the file of a result to its owner. The link of a small file contains the file itself. */
export function linkToResult(services: {
  readonly activities: Activities;
  readonly outputs: OutputStore;
}): Handler<'linkToResult'> {
  return async ({ requestId }, { accountId, uid }) => {
    const output = await services.activities.output({ accountId, uid, requestId });
    if (!output) throw new AppError('not-found', { reason: 'output' });
    if (!('file' in output)) throw new AppError('not-found', { reason: 'no-file', kind: output.kind });
    const { file, mediaType } = output;
    if (file.where === 'store') return services.outputs.link(file);
    return { url: `data:${mediaType};base64,${file.base64}`, expiresAtMs: null };
  };
}
