import { assertNever, type GenerationOutput } from '@firemeter/functions/contract';
import { lazy, Suspense } from 'react';
import { whenReachable } from '../../lib/service/when-reachable.ts';
import { Skeleton } from '../controls/skeleton.tsx';
import { AudioPlayer } from './audio-player.tsx';
import { CaptionList } from './caption-list.tsx';
import { ResultImage } from './result-image.tsx';
import { StoryView } from './story-view.tsx';
import { VideoPlayer } from './video-player.tsx';

const Markdown = lazy(() =>
  whenReachable(() => import('./markdown.tsx')).then(({ Markdown: component }) => ({ default: component })),
);

interface ResultViewProps {
  output: GenerationOutput;
  /** Of the request that made it. */
  requestId: string;
  /** What was asked for: the name of a player and of a download. */
  title: string;
}

/** What was generated, whatever it is. */
export function ResultView({ output, requestId, title }: ResultViewProps) {
  switch (output.kind) {
    case 'image':
      return (
        <ResultImage
          output={output}
          requestId={requestId}
          className="max-h-[70vh] min-h-24 w-full animate-fade rounded-xl object-contain"
        />
      );
    case 'audio':
      return <AudioPlayer output={output} requestId={requestId} title={title} />;
    case 'video':
      return <VideoPlayer output={output} requestId={requestId} title={title} />;
    case 'captions':
      return <CaptionList output={output} title={title} />;
    case 'story':
      return <StoryView output={output} />;
    case 'chat':
      return <RichText text={output.text} />;
    default:
      return assertNever(output);
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
