import type { OutputOf } from '@firemeter/functions/contract';
import { isolated } from '../lib/isolated.ts';
import { useFileUrl } from '../lib/use-file-url.ts';
import { FileTrouble } from './file-trouble.tsx';
import { Skeleton } from './skeleton.tsx';

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
