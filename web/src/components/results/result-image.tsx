import type { OutputOf } from '@firemeter/functions/contract';
import { useFileUrl } from '../../lib/files/use-file-url.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { Skeleton } from '../controls/skeleton.tsx';
import { FileTrouble } from '../ui/file-trouble.tsx';

interface ResultImageProps {
  output: OutputOf<'image'>;
  requestId: string;
  className?: string;
}

/** A picture that was made, wherever it is kept. */
export function ResultImage({ output, requestId, className }: ResultImageProps) {
  const { url, error, again } = useFileUrl({ requestId, ...output });
  if (url) return <img src={url} alt={isolated(output.alt)} className={className} />;
  if (error) return <FileTrouble onAgain={() => void again()} />;
  return <Skeleton className={`${className ?? ''} rounded-none`} />;
}
