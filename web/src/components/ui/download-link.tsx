import { t } from '@lingui/core/macro';
import { Download } from 'lucide-react';
import { fileName } from '../../lib/files/file-name.ts';
import { isolated } from '../../lib/texts/isolated.ts';

interface DownloadLinkProps {
  href: string;
  title: string;
  mediaType: string;
}

export function DownloadLink({ href, title, mediaType }: DownloadLinkProps) {
  return (
    <a
      href={href}
      download={fileName(title, mediaType)}
      data-tip={t`Download`}
      aria-label={t`Download ${isolated(title)}`}
      className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-ink-2 transition-colors hover:bg-raised hover:text-ink"
    >
      <Download aria-hidden="true" className="size-[1.125rem]" />
    </a>
  );
}
