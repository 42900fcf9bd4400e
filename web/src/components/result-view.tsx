import type { GenerationOutput } from '@firemeter/functions/contract';
import { lazy, Suspense } from 'react';
import { Skeleton } from './skeleton.tsx';

const Markdown = lazy(() =>
  import('./markdown.tsx').then(({ Markdown: component }) => ({ default: component })),
);

export function imageUrl(output: Extract<GenerationOutput, { kind: 'image' }>): string {
  return output.file.where === 'here' ? `data:${output.mediaType};base64,${output.file.base64}` : '';
}

/** What was generated, whatever it is. */
export function ResultView({ output }: { output: GenerationOutput }) {
  switch (output.kind) {
    case 'image':
      return (
        <img
          src={imageUrl(output)}
          alt={output.alt}
          className="max-h-[70vh] w-full animate-fade rounded-xl object-contain"
        />
      );
    case 'chat':
      return <RichText text={output.text} />;
    default:
      return null;
  }
}

/** Markdown, whose parser comes with the first text that needs it. */
export function RichText({ text }: { text: string }) {
  return (
    <Suspense fallback={<Skeleton className="h-16" />}>
      <Markdown text={text} />
    </Suspense>
  );
}
