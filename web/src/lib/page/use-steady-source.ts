import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * The address a player plays from. A renewed link is the same file: taken up only where it does not interrupt, or when
 * the old one no longer works; then playing goes on where it was.
 */
export function useSteadySource<E extends HTMLMediaElement>(
  url: string | undefined,
): { ref: RefObject<E | null>; src: string | undefined; onError: () => void; onLoadedMetadata: () => void } {
  const ref = useRef<E>(null);
  const resume = useRef<{ seconds: number; playing: boolean }>(null);
  const [src, setSrc] = useState(url);

  useEffect(() => {
    if (url && (!ref.current || ref.current.currentTime === 0)) setSrc(url);
  }, [url]);

  return {
    ref,
    src,
    onError: () => {
      const player = ref.current;
      if (!player || !url || url === src) return;
      resume.current = { seconds: player.currentTime, playing: !player.paused };
      setSrc(url);
    },
    onLoadedMetadata: () => {
      const player = ref.current;
      if (!player || !resume.current) return;
      player.currentTime = resume.current.seconds;
      if (resume.current.playing) player.play().catch(() => {});
      resume.current = null;
    },
  };
}
