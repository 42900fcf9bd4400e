/** One line of captions, and when it is spoken. */
export interface Cue {
  startMs: number;
  endMs: number;
  text: string;
}

const timing = /^([\d:.]+)\s+-->\s+([\d:.]+)/;

/** The cues of a WebVTT file; what is no cue (notes, styles, names of cues) is left out. */
export function readCues(webVtt: string): Cue[] {
  return webVtt
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => timing.test(line));
      const [, start = '', end = ''] = lines[at]?.match(timing) ?? [];
      if (at < 0) return [];
      const text = lines
        .slice(at + 1)
        .join(' ')
        .replaceAll(/<[^>]*>/g, '')
        .trim();
      return [{ startMs: timeMs(start), endMs: timeMs(end), text }];
    });
}

/** "01:02.345" or "00:01:02.345". */
function timeMs(text: string): number {
  return Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000);
}
