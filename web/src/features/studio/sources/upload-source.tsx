import { type BuiltInKind, type InputOf, isOffered } from '@firemeter/functions/contract';
import { useEffect, useState } from 'react';
import { canRun } from '#kit/core/cost-state.ts';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import type { SourceKind } from '../../../lib/work/kinds.ts';
import { useOffer } from '../../../lib/work/use-offer.ts';
import { FileChooser } from './file-chooser.tsx';
import { sourceWords } from './source-words.ts';

interface UploadSourceProps {
  makes: SourceKind;
  onSource: (requestId: string) => void;
}

/** Brings in a file to start from, where the catalog has an operation for it. */
export function UploadSource(props: UploadSourceProps) {
  const { published } = useCatalog();
  const uploads = Object.entries(published?.catalog.operations ?? {}).find(
    ([, { kind }]) => kind === ('upload' satisfies BuiltInKind),
  );
  if (!published || !uploads) return null;
  const [operation, { defaultModel, models }] = uploads;
  const model = models[defaultModel];
  if (!model || !isOffered(published.catalog, uploads[1], model)) return null;
  return <Upload {...props} operation={operation} model={defaultModel} />;
}

const priced: InputOf<'upload'> = { kind: 'upload', name: 'file', base64: '' };

function Upload({
  makes,
  onSource,
  operation,
  model,
}: UploadSourceProps & { operation: string; model: string }) {
  const { store, generations } = useGenerations();
  const offer = useOffer({ operation, model, input: priced });
  const [requestId, setRequestId] = useState<string>();
  const state = generations.find((one) => one.requestId === requestId)?.state;
  const done = state?.kind === 'done' && requestId ? requestId : null;
  const fits = state?.kind === 'done' && state.output.kind === makes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the upload has ended
  useEffect(() => {
    if (done && fits) onSource(done);
  }, [done, fits]);

  if (offer.kind !== 'priced' || !canRun(offer.state)) return null;
  const { priceMicros, holdMicros, catalogVersion } = offer;
  return (
    <div className="mb-5 space-y-3">
      <FileChooser
        label={sourceWords[makes].bringIn}
        accept={`${makes}/*`}
        busy={state?.kind === 'running'}
        onFile={(input) =>
          setRequestId(store.start({ operation, model, input, priceMicros, holdMicros, catalogVersion }))
        }
      />
      {state?.kind === 'failed' && <ErrorNotice error={state.error} />}
      {state?.kind === 'done' && !fits && (
        <p role="alert" className="text-bad text-xs">
          {sourceWords[makes].wrong}
        </p>
      )}
    </div>
  );
}
