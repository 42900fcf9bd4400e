import type { OutputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { textUrl } from '../../lib/files/text-url.ts';
import { useFileUrl } from '../../lib/files/use-file-url.ts';
import { useSteadySource } from '../../lib/page/use-steady-source.ts';
import { playTimeText } from '../../lib/texts/format.ts';
import { Skeleton } from '../controls/skeleton.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { FileTrouble } from '../ui/file-trouble.tsx';

interface VideoPlayerProps {
  output: OutputOf<'video'>;
  requestId: string;
  title: string;
  /** WebVTT, where what is spoken has captions. */
  captions?: string | undefined;
  /** The address of a picture to show before it plays. */
  poster?: string | undefined;
}

/** Plays a video, with captions where there are any. */
export function VideoPlayer({ output, requestId, title, captions, poster }: VideoPlayerProps) {
  const { url, error, again } = useFileUrl({ requestId, ...output });
  const { ref, src, ...source } = useSteadySource<HTMLVideoElement>(url);
  const { width, height, durationMs, mediaType, alt } = output;
  const aspectRatio = `${width} / ${height}`;
  if (error && !src) return <FileTrouble onAgain={() => void again()} />;
  if (!src)
    return (
      <div style={{ aspectRatio }} className="max-h-[70vh]">
        <Skeleton className="size-full rounded-xl" />
      </div>
    );
  return (
    <figure>
      <video
        ref={ref}
        src={src}
        controls
        playsInline
        preload="metadata"
        poster={poster}
        aria-label={alt || title}
        style={{ aspectRatio }}
        className="max-h-[70vh] w-full rounded-xl bg-black"
        {...source}
      >
        {captions && (
          <track
            ref={showCaptions}
            default
            kind="captions"
            label={t`Captions`}
            srcLang="en"
            src={textUrl(captions, 'text/vtt')}
          />
        )}
      </video>
      <figcaption className="mt-1.5 flex items-center gap-2 text-ink-3 text-xs">
        <span className="nums min-w-0 flex-1 truncate">
          {playTimeText(durationMs)} · {width} × {height}
        </span>
        <DownloadLink href={src} title={title} mediaType={mediaType} />
      </figcaption>
    </figure>
  );
}

/** Captions that come when the video is there already would stay off. */
function showCaptions(element: HTMLTrackElement | null): void {
  if (element) element.track.mode = 'showing';
}
