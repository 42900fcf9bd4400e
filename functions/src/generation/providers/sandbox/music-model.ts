import { encodeSound } from '../media/encode-sound.ts';
import type { MusicModel } from '../model-run.ts';
import type { CallLog } from './call-log.ts';
import { composeTune } from './music/compose-tune.ts';
import { MUSIC_RATE, playTune } from './music/play-tune.ts';
import { malformedFile, stageCall } from './stage-call.ts';

/** Plays what the prompt's words suggest, exactly as long as asked: MP3, stereo. */
export function createMusicModel(modelId: string, { calls }: { calls: CallLog }): MusicModel {
  return {
    async generate({ prompt, seconds, headers, abortSignal }) {
      const directives = await stageCall(prompt, { calls, headers, abortSignal });
      if (directives.malformed) return { audio: malformedFile };
      const tune = composeTune({ modelId, prompt: directives.text });
      const samples = await playTune(tune, { seconds, abortSignal });
      return { audio: await encodeSound({ samples, rateHz: MUSIC_RATE, channels: 2, abortSignal }) };
    },
  };
}
