import type { InputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { FileCheck2, Upload } from 'lucide-react';
import { useState } from 'react';
import { FileChooser } from '../sources/file-chooser.tsx';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import type { Results, StudioKind, StudioProps } from './studio-kind.ts';

const nothing: InputOf<'upload'> = { kind: 'upload', name: 'file', base64: '' };

const results: Results = {
  shape: 'wide',
  player: null,
  noun: t`File`,
  all: t`Your files`,
  loading: t`Loading your files`,
  title: t`Upload your own`,
  text: t`Pictures, sounds and videos, up to 6 MB each, for other work to start from.`,
  ideas: [],
};

/** Brings in a picture, sound or video of one's own. */
function UploadForm(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [file, setFile] = useState<InputOf<'upload'>>();
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={file ?? nothing}
      label={t`File`}
      placeholder=""
      textIs="none"
      verb="upload"
      missing={file ? null : t`Choose a file first.`}
      onStarted={() => setFile(undefined)}
      above={
        <div className="flex flex-wrap items-center gap-3">
          <FileChooser label={t`Choose a file`} accept="image/*,audio/*,video/*" onFile={setFile} />
          {file && (
            <p className="flex min-w-0 items-center gap-1.5 text-ink-2 text-xs">
              <FileCheck2 aria-hidden="true" className="size-4 shrink-0 text-ok" />
              <span className="truncate">{file.name}</span>
            </p>
          )}
        </div>
      }
    />
  );
}

export const upload: StudioKind<'upload'> = {
  icon: Upload,
  sample: null,
  many: null,
  usual: { quantity: {}, words: t`1 file` },
  makes: ['image', 'audio', 'video'],
  Form: UploadForm,
};
