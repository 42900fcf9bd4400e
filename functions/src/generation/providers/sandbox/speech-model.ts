import type { SpeechModelV4 } from '@ai-sdk/provider';
import { encodeSound } from '../media/encode-sound.ts';
import type { CallLog } from './call-log.ts';
import { loadPronunciation } from './speech/pronounce.ts';
import { scoreText } from './speech/score-text.ts';
import { SPEECH_RATE, synthesise } from './speech/synthesise.ts';
import { voiceOf } from './speech/voice-of.ts';
import { wordTimesComment } from './speech/word-times.ts';
import { malformedFile, stageCall } from './stage-call.ts';

/** A speech model that speaks by formant synthesis: MP3 that knows when each of its words is said. */
export function createSpeechModel(modelId: string, { calls }: { calls: CallLog }): SpeechModelV4 {
  const voice = voiceOf(modelId);
  return {
    specificationVersion: 'v4',
    provider: 'sandbox.speech',
    modelId,
    async doGenerate({ text, speed = 1, headers, abortSignal }) {
      const directives = await stageCall(text, { calls, headers, abortSignal });
      const speak = async () => {
        const pronounce = await loadPronunciation();
        const score = scoreText(directives.text, { pronounce, pace: voice.pace * speed });
        const samples = await synthesise(score, { voice, abortSignal });
        const comment = wordTimesComment(score.words);
        return encodeSound({ samples, rateHz: SPEECH_RATE, channels: 1, comment, abortSignal });
      };
      return {
        audio: directives.malformed ? malformedFile : await speak(),
        warnings: [],
        response: { timestamp: new Date(), modelId },
      };
    },
  };
}
