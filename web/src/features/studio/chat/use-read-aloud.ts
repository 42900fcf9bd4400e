import { useEffect, useRef } from 'react';
import { useAnnouncer } from '../../../lib/language/announcer.tsx';

/** Announces a growing answer by whole sentences: half words, said again and again, help nobody. */
export function useReadAloud({ text, running }: { text: string; running: boolean }): void {
  const announce = useAnnouncer();
  const read = useRef(running ? 0 : text.length);
  const wasRunning = useRef(running);
  useEffect(() => {
    if (!running && !wasRunning.current) return;
    wasRunning.current = running;
    const rest = text.slice(read.current);
    const end = running ? lastSentenceEnd(rest) : rest.length;
    if (end <= 0) return;
    read.current += end;
    announce(rest.slice(0, end).trim());
  }, [text, running, announce]);
}

function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.!?:]\s|\n/g)) end = match.index + match[0].length;
  return end;
}
