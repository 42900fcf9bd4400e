import { activityIdOf } from '@firemeter/functions/contract';
import { FolderOpen, RefreshCw } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { lazyPart } from '../../../lib/page/lazy-part.ts';
import type { SourceKind } from '../../../lib/work/kinds.ts';
import type { SourceDialogProps } from './source-dialog.tsx';
import { SourceFace } from './source-face.tsx';
import { sourceWords } from './source-words.ts';

const SourceDialog = lazyPart<SourceDialogProps>(() =>
  import('./source-dialog.tsx').then((module) => module.SourceDialog),
);

interface SourcePickerProps {
  makes: SourceKind;
  /** The request id of what was chosen. */
  source: string | null;
  onSource: (requestId: string, promptPreview: string) => void;
}

/** What the work starts from: one of your own results, or something brought in. */
export function SourcePicker({ makes, source, onSource }: SourcePickerProps) {
  const accountId = useAccountId();
  const [open, setOpen] = useState(false);
  return (
    <div className="flex items-center gap-3 rounded-xl bg-sunken p-2">
      {source && (
        <span className="size-14 shrink-0 overflow-hidden rounded-lg bg-raised">
          <SourceFace
            requestId={source}
            activityId={activityIdOf({ accountId, requestId: source })}
            makes={makes}
          />
        </span>
      )}
      <Button size="small" onClick={() => setOpen(true)}>
        {source ? (
          <RefreshCw aria-hidden="true" className="size-4" />
        ) : (
          <FolderOpen aria-hidden="true" className="size-4" />
        )}
        {source ? sourceWords[makes].another : sourceWords[makes].choose}
      </Button>
      {open && (
        <Suspense>
          <SourceDialog
            makes={makes}
            onClose={() => setOpen(false)}
            onSource={(requestId, promptPreview) => {
              onSource(requestId, promptPreview);
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
