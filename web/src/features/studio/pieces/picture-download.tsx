import type { OutputOf } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { buttonClass } from '../../../components/ui/button.tsx';
import { fileName } from '../../../lib/files/file-name.ts';
import { useFileUrl } from '../../../lib/files/use-file-url.ts';

interface PictureDownloadProps {
  output: OutputOf<'image'>;
  requestId: string;
  title: string;
}

export function PictureDownload({ output, requestId, title }: PictureDownloadProps) {
  const { url } = useFileUrl({ requestId, ...output });
  if (!url) return null;
  return (
    <a href={url} download={fileName(title, output.mediaType)} className={buttonClass({ look: 'primary' })}>
      <Download aria-hidden="true" className="size-4" /> <Trans>Download</Trans>
    </a>
  );
}
