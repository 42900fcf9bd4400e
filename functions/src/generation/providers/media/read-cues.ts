import type { TimedWord } from '../models/align-words.ts';

/** Reads the cues of WebVTT in their order, with their times. Leaves out notes, styles and settings. */
export function readCues(webVtt: string): TimedWord[] {
  const blocks = webVtt.replace(/\r\n?/g, '\n').split(/\n{2,}/);
  return blocks.flatMap((block) => {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => line.includes('-->'));
    const [start = '', end = ''] = (lines[at] ?? '').split('-->');
    const [startMs, endMs] = [millisecondsOf(start), millisecondsOf(end)];
    if (startMs === undefined || endMs === undefined) return [];
    return [{ text: plain(lines.slice(at + 1).join('\n')).trim(), startMs, endMs }];
  });
}

function millisecondsOf(timestamp: string): number | undefined {
  const parts = /^(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})/.exec(timestamp.trim());
  if (!parts) return undefined;
  const [, hours = '0', minutes, seconds, milliseconds] = parts;
  return (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000 + Number(milliseconds);
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ' };

function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|nbsp);/g, (entity) => entities[entity] ?? entity);
}
