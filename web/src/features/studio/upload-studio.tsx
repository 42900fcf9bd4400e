import type { InputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { FileCheck2 } from 'lucide-react';
import { useState } from 'react';
import { FileChooser } from './file-chooser.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { Workbench } from './workbench.tsx';

const nothing: InputOf<'upload'> = { kind: 'upload', name: 'file', base64: '' };

/** Brings in a picture, sound or video of one's own. */
export function UploadStudio(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [file, setFile] = useState<InputOf<'upload'>>();
  return (
    <Workbench
      {...studio}
      kind="upload"
      making={making}
      input={file ?? nothing}
      label={t`File`}
      placeholder=""
      textIs="none"
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
