import { cutVideo } from '../media/cut-video.ts';
import type { CutterModel } from '../model-run.ts';
import type { CallLog } from './call-log.ts';
import { malformedFile, stageCall } from './stage-call.ts';

/** Cuts as the studio does; fails and waits as the scenes' texts say, or the words that describe the video to polish. */
export function createCutterModel({ calls }: { calls: CallLog }): CutterModel {
  return {
    async generate(cut) {
      const { input, sources, headers, abortSignal } = cut;
      const { malformed } = await stageCall(textOf(input, sources), { calls, headers, abortSignal });
      return malformed ? { video: malformedFile } : cutVideo(cut);
    },
  };
}

type Cut = Parameters<CutterModel['generate']>[0];

function textOf(input: Cut['input'], sources: Cut['sources']): string {
  if (input.kind === 'render') return input.scenes.map(({ text }) => text).join(' ');
  const output = sources.get(input.source)?.output;
  return output?.kind === 'video' ? output.alt : '';
}
