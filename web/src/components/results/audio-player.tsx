import type { OutputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { useFileUrl } from '../../lib/files/use-file-url.ts';
import { useSteadySource } from '../../lib/page/use-steady-source.ts';
import { playTimeText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { Skeleton } from '../controls/skeleton.tsx';
import { Slider } from '../controls/slider.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { FileTrouble } from '../ui/file-trouble.tsx';

interface AudioPlayerProps {
  output: OutputOf<'audio'>;
  requestId: string;
  title: string;
}

/** Plays what was spoken or composed. */
export function AudioPlayer({ output, requestId, title }: AudioPlayerProps) {
  const { url, error, again } = useFileUrl({ requestId, ...output });
  const { ref, src, ...source } = useSteadySource<HTMLAudioElement>(url);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);

  if (error && !src) return <FileTrouble onAgain={() => void again()} />;
  if (!src) return <Skeleton className="h-[4.5rem] rounded-xl" />;
  const toggle = () => {
    const player = ref.current;
    if (!player) return;
    if (player.paused) player.play().catch(() => setPlaying(false));
    else player.pause();
  };
  const seek = (ms: number) => {
    if (ref.current) ref.current.currentTime = ms / 1_000;
    setAtMs(ms);
  };
  const Icon = playing ? Pause : Play;
  return (
    <section
      aria-label={t`Sound: ${isolated(title)}`}
      className="flex items-center gap-3 rounded-xl border border-line bg-sunken p-3"
    >
      <audio
        ref={ref}
        src={src}
        preload="metadata"
        {...source}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={(event) => setAtMs(event.currentTarget.currentTime * 1_000)}
      />
      <button
        type="button"
        onClick={toggle}
        aria-label={playing ? t`Pause ${isolated(title)}` : t`Play ${isolated(title)}`}
        className="grid size-11 shrink-0 place-items-center rounded-full bg-ember text-on-ember transition-colors hover:bg-ember-strong"
      >
        <Icon aria-hidden="true" className={playing ? 'size-5 fill-current' : 'ms-0.5 size-5 fill-current'} />
      </button>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-[0.8125rem]">{title}</p>
        <div className="mt-1 flex items-center gap-2.5">
          <Slider
            aria-label={t`Position`}
            aria-valuetext={t`${playTimeText(atMs)} of ${playTimeText(output.durationMs)}`}
            min={0}
            max={output.durationMs}
            step={100}
            value={Math.min(atMs, output.durationMs)}
            onValue={seek}
            className="h-4 min-w-0 flex-1"
          />
          <span className="nums shrink-0 text-ink-3 text-xs">
            {atMs > 0 && `${playTimeText(atMs)} / `}
            {playTimeText(output.durationMs)}
          </span>
        </div>
      </div>
      <DownloadLink href={src} title={title} mediaType={output.mediaType} />
    </section>
  );
}
